import { PermanentError, type Bus, type Join } from '@repartee/bus'
import {
  captured as capturedSchema,
  detection,
  JOINS,
  outgoing,
  turnReceived,
  turnUnderstood,
  type Captured,
  type Detection,
  type Outgoing,
  type TurnReceived,
} from '@repartee/contracts'
import type { Pack, Packs } from '@repartee/packs'
import { annotate, attributeNames, count, spanNames, startTimer, withSpan } from '@repartee/telemetry'
import { z } from 'zod'
import { detect } from './core/detect.ts'
import { reconcile } from './core/reconcile.ts'

const firstPass = z.object({ turn: turnReceived.payload, detection })
type FirstPass = z.output<typeof firstPass>

/** Detects while capture extracts; whichever half comes second brings both together. */
export class Understanding {
  readonly #join: Join<FirstPass, Captured>

  constructor(
    private readonly packs: Packs,
    bus: Bus,
  ) {
    this.#join = bus.join(JOINS, { a: firstPass, b: capturedSchema })
  }

  /** Detects with the old slots. Gives nothing when capture is still at work, or when this half was there already. */
  async firstPass(turn: TurnReceived): Promise<Outgoing[]> {
    const took = startTimer('repartee_turn_step_seconds')
    const first = withSpan(spanNames.detect, {}, () => detect(turn, this.#packOf(turn)))
    took({ step: 'detect' })
    const met = await withSpan(spanNames.join, {}, () => this.#join.meet(turn.turn, 'a', { turn, detection: first }))
    return typeof met === 'string' ? [] : this.#understood(turn, first, met.other)
  }

  /** Brings what capture found. Gives nothing when the first pass is still at work, or when this half was there already. */
  async captured(turn: string, captured: Captured): Promise<Outgoing[]> {
    const met = await withSpan(spanNames.join, {}, () => this.#join.meet(turn, 'b', captured))
    return typeof met === 'string' ? [] : this.#understood(met.other.turn, met.other.detection, captured)
  }

  #understood(turn: TurnReceived, first: Detection, captured: Captured): Outgoing[] {
    const took = startTimer('repartee_turn_step_seconds')
    const pack = this.#packOf(turn)
    const understood = withSpan(spanNames.reconcile, {}, () => {
      const result = reconcile({ turn, pack, first, captured })
      annotate({
        [attributeNames.reason]: result.reconcile,
        [attributeNames.intent]: result.detection.intent.name,
        [attributeNames.confidence]: result.detection.confidence,
        [attributeNames.language]: result.detection.language.code,
      })
      return result
    })
    took({ step: 'reconcile' })
    count('repartee_reconciles_total', { reason: understood.reconcile })
    const { tenant, session, turn: id, number } = turn
    return [
      outgoing(turnUnderstood, { tenant, session, turn: id, number, turnReceived: turn, captured, ...understood }),
    ]
  }

  /** A pack that is not there will not be there at the next try. */
  #packOf({ snapshot }: TurnReceived): Pack {
    try {
      return this.packs.of(snapshot.settings)
    } catch (cause) {
      throw new PermanentError(cause instanceof Error ? cause.message : 'no pack', { cause })
    }
  }
}
