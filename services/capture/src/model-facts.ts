import type { Captured, TurnReceived, Usage } from '@repartee/contracts'
import {
  AnswerCache,
  asData,
  collectJson,
  createModels,
  DATA_RULE,
  ModelError,
  systemClock,
  type Flags,
  type ModelConfig,
  type Models,
  type Partition,
} from '@repartee/llm'
import type { Pack } from '@repartee/packs'
import type { HealthChecks } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { z } from 'zod'
import { instructionsOf, isWorthAsking } from './core/by-model/ask.ts'
import type { ModelFact } from './core/by-model/take.ts'

const facts = z.object({ facts: z.array(z.object({ slot: z.string(), quote: z.string() })) })

/** Of the patience in chat: a caller hears the silence. */
const PHONE_SHARE = 0.4
const MOST_OUTPUT_TOKENS = 300

/** What a model found, and what was spent. */
export interface FoundFacts {
  readonly facts: readonly ModelFact[] | null
  readonly usage: readonly Usage[]
}

const NOTHING_ASKED: FoundFacts = { facts: null, usage: [] }

/** Asks a small model for the facts that the rules may have missed. Without a key, late or broken: the rules stand. */
export class ModelFacts {
  private readonly models: Models
  private readonly cache: AnswerCache<ModelFact[]>
  private readonly log: Pick<Logger, 'info' | 'warn'>
  private readonly patienceMs: number

  constructor(
    config: ModelConfig & { readonly CAPTURE_MODEL_MS: number },
    flags: Flags,
    health: Pick<HealthChecks, 'addFact'>,
    log: Pick<Logger, 'info' | 'warn'>,
  ) {
    this.log = log
    this.patienceMs = config.CAPTURE_MODEL_MS
    this.models = createModels(config, { flags, log })
    this.cache = new AnswerCache({ name: 'capture', flags, clock: systemClock, store: null, embedder: null, log })
    health.addFact('models', () => this.models.describe())
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const sentence of this.models.sentences()) this.log.info(sentence)
    if (this.models.capture !== null) await this.models.warmUp()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close()
  }

  /** No facts where no model can be asked, or none answers in time. */
  async find(turn: TurnReceived, pack: Pack, byRules: Captured): Promise<FoundFacts> {
    const { capture: model } = this.models
    if (model === null || !isWorthAsking(turn, pack, byRules)) return NOTHING_ASKED
    const partition = partitionOf(turn, pack)
    const cached = await this.cache.find(partition, turn.text)
    if (cached) return { facts: cached.value, usage: [] }
    const patienceMs = Math.round(this.patienceMs * (turn.address.channel === 'phone' ? PHONE_SHARE : 1))
    try {
      const { value, usage } = await collectJson(
        model,
        {
          task: 'capture',
          tier: 'fast',
          instructions: instructionsOf(pack, DATA_RULE),
          messages: [
            ...lastWordsOf(turn).map((text) => ({ role: 'business' as const, text })),
            { role: 'contact', text: asData(turn.text) },
          ],
          format: { name: 'facts', schema: facts },
          maxOutputTokens: MOST_OUTPUT_TOKENS,
          about: {
            tenant: turn.tenant,
            session: turn.session,
            turn: turn.turn,
            channel: turn.address.channel,
            intent: null,
            arms: turn.snapshot.arms,
          },
          deadlineAt: Date.now() + patienceMs,
        },
        { signal: AbortSignal.timeout(patienceMs) },
      )
      this.cache.keep(partition, turn.text, value.facts)
      return { facts: value.facts, usage }
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      this.log.info({ tenant: turn.tenant, why: error.kind }, 'no facts by a model in time: those of the rules count')
      return { facts: null, usage: error.usage }
    }
  }
}

/** The same words mean the same after the same question only. */
function partitionOf({ tenant, snapshot }: TurnReceived, pack: Pack): Partition {
  const { language, settings, state } = snapshot
  return {
    tenant,
    packVersion: pack.version,
    language: language ?? settings.defaultLanguage,
    state,
    slots: { said: snapshot.replies.at(-1)?.reply.text ?? '' },
  }
}

const lastWordsOf = ({ snapshot }: TurnReceived) =>
  snapshot.history
    .filter(({ role }) => role !== 'contact')
    .slice(-1)
    .map(({ text }) => text)
