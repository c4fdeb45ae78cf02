import { RetryLaterError } from '@repartee/bus'
import { isOn, ModelError, type Flags } from '@repartee/llm'
import type { Logger } from '@repartee/telemetry'
import { checksOf } from '../core/checks/faults.ts'
import type { Level } from '../core/route.ts'
import { wordsOf } from '../core/words.ts'
import type { ModelLayer } from '../model-layer.ts'
import type { Speech } from '../speech.ts'
import { Acknowledging } from './acknowledging.ts'
import type { Answer } from './answer.ts'
import type { ByModel } from './by-model.ts'
import type { ByRules } from './by-rules.ts'
import type { CachedAnswers } from './cached-answers.ts'
import { NoAnswer, rememberedOf } from './no-answer.ts'
import type { OpenTurn } from './open-turn.ts'

export interface ModelTurn {
  readonly speech: Speech
  readonly level: Level
  /** What the words of a reply may name times and prices from; the model's tools add to it. */
  readonly sources: string[]
}

/** The upper rungs of the ladder: the cache, then a model; and the rules where a model fails, inside the same turn. */
export class WithModels {
  constructor(
    private readonly layer: ModelLayer,
    private readonly cached: CachedAnswers,
    private readonly byModel: ByModel,
    private readonly byRules: ByRules,
    private readonly flags: Flags,
    private readonly log: Logger,
  ) {}

  /** Always answers, but for Superseded and a process that ends. */
  async answer(open: OpenTurn, turn: ModelTurn): Promise<Answer> {
    const found = await this.cached.find(open, turn.level)
    if (typeof found !== 'string') return found
    const acknowledging = this.acknowledging(open, turn.speech)
    try {
      const answer = await this.fromModel(open, turn)
      this.cached.keep(open, answer)
      return { ...answer, cache: found }
    } finally {
      acknowledging?.end()
    }
  }

  private async fromModel(open: OpenTurn, turn: ModelTurn): Promise<Answer> {
    const { generate: model, ladder } = this.layer.models
    const { tenant } = open.turn
    if (model === null) return this.byRules.answer(open, 'rules')
    try {
      const answer = await this.byModel.answer(open, { ...turn, model, memory: open.turn.memory ?? [] })
      ladder.record(tenant, turn.level, true)
      return answer
    } catch (error) {
      if (error instanceof ModelError && open.signal.aborted) {
        throw new RetryLaterError('the turn was stopped', { delayMs: 0, cause: error })
      }
      if (!(error instanceof NoAnswer)) throw error
      if (error.cause instanceof ModelError) ladder.record(tenant, turn.level, false)
      this.log.warn({ reason: error.reason, tenant }, 'rules answer in place of a model')
      return this.inPlaceOf(error, open, turn.speech)
    }
  }

  /** The rules' answer, with what the model's try used; it goes on from what contacts have seen, else it begins anew. */
  private async inPlaceOf(failed: NoAnswer, open: OpenTurn, speech: Speech): Promise<Answer> {
    const { shown } = speech
    if (shown === '') speech.restart()
    const answer = await this.byRules.answer(open, 'rules', { goesOn: shown !== '' })
    const plan = shown === '' ? answer.plan : { ...answer.plan, parts: [{ text: shown }, ...answer.plan.parts] }
    return {
      ...answer,
      plan,
      text: wordsOf(open.context, plan),
      usage: failed.usage,
      tools: [...failed.record.uses, ...answer.tools],
      remembered: rememberedOf(failed.record),
      checks: checksOf(failed.faults),
    }
  }

  private acknowledging({ context, turn }: OpenTurn, speech: Speech): Acknowledging | null {
    return isOn(this.flags, turn.tenant, 'acknowledgements') ? new Acknowledging(context, speech) : null
  }
}
