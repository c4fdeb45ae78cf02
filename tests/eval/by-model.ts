// The model path on a golden set, as the services go it: rules first, then what a model adds in time.
import type { TurnReceived, Usage } from '@repartee/contracts'
import { firstFlags, FlagTable, readModelConfig } from '@repartee/llm'
import type { Pack } from '@repartee/packs'
import { createLogger } from '@repartee/telemetry'
import { capture } from '../../services/capture/src/core/capture.ts'
import { ModelFacts } from '../../services/capture/src/model-facts.ts'
import { detect } from '../../services/situation/src/core/detect.ts'
import { reconcile } from '../../services/situation/src/core/reconcile.ts'
import { IntentVectors } from '../../services/situation/src/intent-vectors.ts'
import { ModelHints } from '../../services/situation/src/model-hints.ts'
import type { Understood } from './understand.ts'

const KEYS = ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'LLM_COMPATIBLE_URL']
/** As long as the services wait, unless they are told otherwise. */
const PATIENCE_MS = 1000
const nowhere = { addFact() {} }

/** What a turn was understood as, and what was spent on it. */
export type UnderstoodByModel = Understood & { readonly usage: readonly Usage[] }

/** Is any provider of models set? */
export function hasModels(environment: Readonly<Record<string, string | undefined>>): boolean {
  return KEYS.some((name) => (environment[name] ?? '') !== '')
}

/** Understands with the models that the environment sets. Close it when done. */
export class ByModel {
  readonly #facts: ModelFacts
  readonly #hints: ModelHints
  readonly #vectors: IntentVectors

  private constructor(environment: Readonly<Record<string, string | undefined>>, packs: readonly Pack[]) {
    const config = readModelConfig(Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== '')))
    const flags = new FlagTable(firstFlags(config))
    const log = createLogger({ service: 'eval', level: 'warn' })
    this.#vectors = new IntentVectors(config, { all: () => packs }, log)
    this.#facts = new ModelFacts({ ...config, CAPTURE_MODEL_MS: PATIENCE_MS }, flags, nowhere, log)
    this.#hints = new ModelHints({ ...config, SITUATION_MODEL_MS: PATIENCE_MS }, flags, this.#vectors, nowhere, log)
  }

  /** Warm: SDKs are loaded, examples embedded. */
  static async open(
    environment: Readonly<Record<string, string | undefined>>,
    packs: readonly Pack[],
  ): Promise<ByModel> {
    const opened = new ByModel(environment, packs)
    for (const part of [opened.#vectors, opened.#facts, opened.#hints]) await part.onApplicationBootstrap()
    return opened
  }

  async close(): Promise<void> {
    for (const part of [this.#facts, this.#hints, this.#vectors]) await part.onApplicationShutdown()
  }

  /** A turn as the services understand it with models: both halves at the same time, then the reconcile step. */
  async understand(turn: TurnReceived, pack: Pack): Promise<UnderstoodByModel> {
    const byRules = { captured: capture(turn, pack), first: detect(turn, pack) }
    const [{ facts, usage }, found] = await Promise.all([
      this.#facts.find(turn, pack, byRules.captured),
      this.#hints.find(turn, pack, byRules.first),
    ])
    const { hint } = found
    const captured = facts === null ? byRules.captured : capture(turn, pack, facts)
    const first = hint === null ? byRules.first : detect(turn, pack, null, hint)
    return { captured, ...reconcile({ turn, pack, first, captured, hint }), usage: [...usage, ...found.usage] }
  }
}
