import type { Detection, TurnReceived, Usage } from '@repartee/contracts'
import {
  AnswerCache,
  asData,
  collectJson,
  createModels,
  DATA_RULE,
  ModelError,
  systemClock,
  type Flags,
  type JsonRequest,
  type Model,
  type ModelConfig,
  type Models,
} from '@repartee/llm'
import type { Pack } from '@repartee/packs'
import type { HealthChecks } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { z } from 'zod'
import {
  detectInstructions,
  doubtsOf,
  relevanceInstructions,
  relevanceOf,
  SURE,
  type Hint,
} from './core/by-model/hint.ts'
import type { IntentVectors } from './intent-vectors.ts'

const wanted = z.object({ intent: z.string(), situation: z.string(), confidence: z.number() })
const bearing = z.object({ relevant: z.boolean(), confidence: z.number(), reason: z.string() })

/** Of the patience in chat: a caller hears the silence. */
const PHONE_SHARE = 0.4
const MOST_OUTPUT_TOKENS = 120

type Wanted = z.output<typeof wanted>
type Bearing = z.output<typeof bearing>

/** A hint, and what was spent on it. */
export interface FoundHint {
  readonly hint: Hint | null
  readonly usage: readonly Usage[]
}

/**
 * Asks for what the rules are not sure of: the intent by embeddings where they are set, else by a small model; the
 * relevance of what waits by a small model. Without a key, late or broken: the rules stand.
 */
export class ModelHints {
  private readonly models: Models
  private readonly intents: AnswerCache<Wanted>
  private readonly relevances: AnswerCache<Bearing>
  private readonly vectors: IntentVectors
  private readonly log: Pick<Logger, 'info' | 'warn'>
  private readonly patienceMs: number

  constructor(
    config: ModelConfig & { readonly SITUATION_MODEL_MS: number },
    flags: Flags,
    vectors: IntentVectors,
    health: Pick<HealthChecks, 'addFact'>,
    log: Pick<Logger, 'info' | 'warn'>,
  ) {
    this.vectors = vectors
    this.log = log
    this.patienceMs = config.SITUATION_MODEL_MS
    this.models = createModels(config, { flags, log })
    const cache = { flags, clock: systemClock, store: null, embedder: null, log }
    this.intents = new AnswerCache({ name: 'detect', ...cache })
    this.relevances = new AnswerCache({ name: 'relevance', ...cache })
    health.addFact('models', () => this.models.describe())
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const sentence of this.models.sentences()) this.log.info(sentence)
    if (this.models.detect !== null) await this.models.warmUp()
  }

  async onApplicationShutdown(): Promise<void> {
    await this.models.close()
  }

  /** No hint where the rules are sure, or nobody can be asked in time. */
  async find(turn: TurnReceived, pack: Pack, first: Detection): Promise<FoundHint> {
    const doubts = doubtsOf(turn, first)
    if (!doubts.intent && !doubts.relevance) return { hint: null, usage: [] }
    const patienceMs = Math.round(this.patienceMs * (turn.address.channel === 'phone' ? PHONE_SHARE : 1))
    const signal = AbortSignal.timeout(patienceMs)
    const usage: Usage[] = []
    const ask = { turn, pack, language: first.language.code, deadlineAt: Date.now() + patienceMs, signal, usage }
    const [said, relevance] = await Promise.all([
      doubts.intent ? this.intentOf(ask) : null,
      doubts.relevance ? this.relevanceOf(ask) : null,
    ])
    if (said === null && relevance === null) return { hint: null, usage }
    const isSure = said !== null && said.confidence >= SURE
    return {
      usage,
      hint: {
        intent: isSure ? { name: said.intent, confidence: said.confidence } : null,
        situation: isSure ? said.situation : null,
        relevance: relevance && relevanceOf(relevance),
      },
    }
  }

  private async intentOf(ask: Ask): Promise<Wanted | null> {
    const near = await this.vectors.nearest(ask.pack, ask.turn.text, ask.signal)
    if (near !== null && near.confidence >= SURE)
      return { intent: near.name, situation: '', confidence: near.confidence }
    const { detect: model } = this.models
    if (model === null) return null
    const instructions = detectInstructions(ask.pack, DATA_RULE)
    return this.answer(this.intents, model, ask, {
      ...requestOf(ask, 'detect', instructions),
      format: { name: 'detection', schema: wanted },
    })
  }

  private async relevanceOf(ask: Ask): Promise<Bearing | null> {
    const { relevance: model } = this.models
    const { pending } = ask.turn.snapshot
    if (model === null || pending === null) return null
    return this.answer(this.relevances, model, ask, {
      ...requestOf(ask, 'relevance', relevanceInstructions(DATA_RULE)),
      situation: `What waits: ${pending.summary}`,
      format: { name: 'relevance', schema: bearing },
    })
  }

  /** The cached answer, else the model's; null when it gives none in time. */
  private async answer<Value>(
    cache: AnswerCache<Value>,
    model: Model,
    { turn, pack, language, signal, usage }: Ask,
    request: JsonRequest<Value>,
  ): Promise<Value | null> {
    const { snapshot, tenant, text } = turn
    const said = snapshot.replies.at(-1)?.reply.text ?? ''
    const slots = { said, waits: snapshot.pending?.summary ?? '' }
    const partition = { tenant, packVersion: pack.version, language, state: snapshot.state, slots }
    const cached = await cache.find(partition, text)
    if (cached) return cached.value
    try {
      const answered = await collectJson(model, request, { signal })
      usage.push(...answered.usage)
      cache.keep(partition, text, answered.value)
      return answered.value
    } catch (error) {
      if (!(error instanceof ModelError)) throw error
      usage.push(...error.usage)
      this.log.info({ tenant, task: request.task, why: error.kind }, 'no hint by a model in time: the rules stand')
      return null
    }
  }
}

interface Ask {
  readonly turn: TurnReceived
  readonly pack: Pack
  readonly language: string
  readonly deadlineAt: number
  readonly signal: AbortSignal
  readonly usage: Usage[]
}

function requestOf({ turn, deadlineAt }: Ask, task: 'detect' | 'relevance', instructions: string) {
  const { tenant, session, address, snapshot, text } = turn
  const last = snapshot.history.filter(({ role }) => role !== 'contact').slice(-1)
  return {
    task,
    tier: 'fast',
    instructions,
    messages: [
      ...last.map((entry) => ({ role: 'business' as const, text: entry.text })),
      { role: 'contact' as const, text: asData(text) },
    ],
    maxOutputTokens: MOST_OUTPUT_TOKENS,
    about: { tenant, session, turn: turn.turn, channel: address.channel, intent: null, arms: snapshot.arms },
    deadlineAt,
  } as const
}
