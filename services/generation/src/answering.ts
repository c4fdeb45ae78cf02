import { RetryLaterError } from '@repartee/bus'
import type { Outgoing, TurnUnderstood } from '@repartee/contracts'
import { ModelError } from '@repartee/llm'
import { Packs, SelectorCache, selectPrinciple } from '@repartee/packs'
import type { Logger } from '@repartee/telemetry'
import type { Answer } from './answering/answer.ts'
import { ByModel, NoAnswer } from './answering/by-model.ts'
import type { ByRules } from './answering/by-rules.ts'
import type { Closing } from './answering/closing.ts'
import { OpenTurn, Superseded } from './answering/open-turn.ts'
import { checksOf, faultOf } from './core/checks/faults.ts'
import { mergeSlots, type Context } from './core/context.ts'
import { forgetOldTask } from './core/decide.ts'
import { routeOf, type Level } from './core/route.ts'
import { wordsOf } from './core/words.ts'
import { Acknowledging } from './answering/acknowledging.ts'
import type { ClosedTurns } from './closed-turns.ts'
import type { ModelLayer } from './model-layer.ts'
import type { Sessions } from './sessions.ts'
import type { Speaking } from './speaking.ts'
import type { Speech } from './speech.ts'

/** One delivery of an understood turn. */
export interface Delivery {
  readonly signal: AbortSignal
  /** 1 for the first. */
  readonly count: number
}

/** Answers a turn that was understood: what was said, what is done, what is told. */
export class Answering {
  private readonly selections = new SelectorCache()

  constructor(
    private readonly packs: Packs,
    private readonly sessions: Sessions,
    private readonly layer: ModelLayer,
    private readonly byModel: ByModel,
    private readonly byRules: ByRules,
    private readonly speaking: Speaking,
    private readonly closing: Closing,
    private readonly closedTurns: ClosedTurns,
    private readonly log: Logger,
  ) {}

  /** Understands who answers, lets them, closes the turn. Nothing, when the turn was superseded. */
  async answer(understood: TurnUnderstood, delivery: Delivery): Promise<Outgoing[]> {
    const open = new OpenTurn(this.contextOf(understood), this.sessions, delivery.signal)
    const { turn } = open
    const sources: string[] = []
    const speech = this.speaking.begin(open, delivery.count, (sentence) => {
      return faultOf(open.context, sentence, sources) === null && open.mayLeave(speech)
    })
    try {
      const { models } = this.layer
      const level = models.level(turn.tenant)
      const route = routeOf(open.context, level, models.generate !== null)
      if (route.by === 'transfer')
        return await this.closing.close(open, understood, speech, this.byRules.transfer(open))
      if (route.by === 'rules') {
        const answer = await this.byRules.answer(open, level === 'full_ai' ? 'rules' : level)
        return await this.closing.close(open, understood, speech, answer)
      }
      const before = await this.closing.before(open, understood)
      if (before !== null) return before
      return await this.closing.close(open, understood, speech, await this.withModel(open, speech, level, sources))
    } catch (error) {
      if (!(error instanceof Superseded) && !open.isSuperseded) throw error
      this.closedTurns.add(turn.turn)
      return []
    } finally {
      speech.end()
    }
  }

  /** A model answers; when it fails, rules do, inside the same turn. */
  private async withModel(open: OpenTurn, speech: Speech, level: Level, sources: string[]): Promise<Answer> {
    const { generate: model, ladder } = this.layer.models
    const { tenant } = open.turn
    if (model === null) return this.byRules.answer(open, 'rules')
    const acknowledging = new Acknowledging(open.context, speech)
    try {
      const answer = await this.byModel.answer(open, { model, level, speech, sources, memory: [] })
      ladder.record(tenant, level, true)
      return answer
    } catch (error) {
      if (error instanceof ModelError && open.signal.aborted) {
        throw new RetryLaterError('the turn was stopped', { delayMs: 0, cause: error })
      }
      if (!(error instanceof NoAnswer)) throw error
      if (error.cause instanceof ModelError) ladder.record(tenant, level, false)
      this.log.warn({ reason: error.reason, tenant }, 'rules answer in place of a model')
      return await this.inPlaceOf(open, speech, error)
    } finally {
      acknowledging.end()
    }
  }

  /** The rules' answer, with what the model's try used; it goes on from what contacts have seen, else it begins anew. */
  private async inPlaceOf(open: OpenTurn, speech: Speech, failed: NoAnswer): Promise<Answer> {
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
      checks: checksOf(failed.faults),
    }
  }

  private contextOf({ turnReceived: turn, captured, detection }: TurnUnderstood): Context {
    const pack = this.packs.of(turn.snapshot.settings)
    const slots = mergeSlots(turn.snapshot.slots, captured)
    const { principle } = selectPrinciple(
      pack,
      {
        situation: detection.situation,
        slots: Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value])),
        principles: turn.snapshot.principles,
        resistance: turn.snapshot.resistance,
      },
      this.selections,
    )
    return forgetOldTask({ pack, turn, captured, detection, slots, principle, now: new Date().toISOString() })
  }
}
