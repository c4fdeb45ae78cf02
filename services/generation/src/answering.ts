import { RetryLaterError } from '@repartee/bus'
import type { Outgoing, TurnUnderstood } from '@repartee/contracts'
import { isOn, type Flags } from '@repartee/llm'
import { Packs, SelectorCache, selectPrinciple } from '@repartee/packs'
import { startTimer } from '@repartee/telemetry'
import type { Answer } from './answering/answer.ts'
import type { ByRules } from './answering/by-rules.ts'
import type { Closing } from './answering/closing.ts'
import { OpenTurn, Superseded } from './answering/open-turn.ts'
import type { Partner } from './answering/partner.ts'
import { faultOf } from './core/checks/faults.ts'
import { WithModels } from './answering/with-models.ts'
import { mergeSlots, type Context } from './core/context.ts'
import { forgetOldTask } from './core/decide.ts'
import { isPractised } from './core/practice/state.ts'
import { routeOf } from './core/route.ts'
import type { ClosedTurns } from './closed-turns.ts'
import type { ModelLayer } from './model-layer.ts'
import type { Sessions } from './sessions.ts'
import type { Speaking } from './speaking.ts'

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
    private readonly withModels: WithModels,
    private readonly byRules: ByRules,
    private readonly partner: Partner,
    private readonly speaking: Speaking,
    private readonly closing: Closing,
    private readonly closedTurns: ClosedTurns,
    private readonly flags: Flags,
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
      const played = isPractised(open.context) ? await this.partner.answer(open, level) : null
      if (played !== null) return await this.closing.close(open, understood, speech, played)
      const route = routeOf(open.context, level, models.generate !== null)
      if (route.by === 'transfer')
        return await this.closing.close(open, understood, speech, this.byRules.transfer(open))
      if (route.by === 'rules') {
        return await this.closing.close(open, understood, speech, await this.byTheRules(open))
      }
      const before = await this.closing.before(open, understood)
      if (before !== null) return before
      const answer = await this.withModels.answer(open, { speech, level, sources })
      return await this.closing.close(open, understood, speech, answer)
    } catch (error) {
      if (!(error instanceof Superseded) && !open.isSuperseded) throw error
      this.closedTurns.add(turn.turn)
      return []
    } finally {
      speech.end()
    }
  }

  /** The rules' rung of the ladder: when it breaks too, a person is called. */
  private async byTheRules(open: OpenTurn): Promise<Answer> {
    const { ladder } = this.layer.models
    try {
      const answer = await this.byRules.answer(open, 'rules')
      ladder.record(open.turn.tenant, 'rules', true)
      return answer
    } catch (error) {
      const isOurs = !(error instanceof Superseded) && !(error instanceof RetryLaterError)
      if (isOurs) ladder.record(open.turn.tenant, 'rules', false)
      throw error
    }
  }

  private contextOf({ turnReceived: turn, captured, detection }: TurnUnderstood): Context {
    const pack = this.packs.of(turn.snapshot.settings)
    const slots = mergeSlots(turn.snapshot.slots, captured)
    const took = startTimer('repartee_turn_step_seconds')
    const { principle } = selectPrinciple(
      pack,
      {
        situation: detection.situation,
        slots: Object.fromEntries(Object.entries(slots).map(([name, { value }]) => [name, value])),
        principles: turn.snapshot.principles,
        resistance: turn.snapshot.resistance,
      },
      isOn(this.flags, turn.tenant, 'selector_cache') ? this.selections : undefined,
    )
    took({ step: 'select' })
    return forgetOldTask({ pack, turn, captured, detection, slots, principle, now: new Date().toISOString() })
  }
}
