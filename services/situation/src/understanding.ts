import { PermanentError, type Bus, type Join } from '@repartee/bus'
import {
  captured as capturedSchema,
  detection,
  JOINS,
  outgoing,
  turnReceived,
  turnUnderstood,
  type Captured,
  type Outgoing,
  type TurnReceived,
} from '@repartee/contracts'
import { prepareReaders } from '@repartee/language'
import type { Pack, Packs } from '@repartee/packs'
import { annotate, attributeNames, count, spanNames, startTimer, withSpan } from '@repartee/telemetry'
import { z } from 'zod'
import { detect } from './core/detect.ts'
import { prepareExamples } from './core/examples.ts'
import { reconcile } from './core/reconcile.ts'
import type { ModelHints } from './model-hints.ts'

const hint = z.object({
  intent: z.object({ name: z.string(), confidence: z.number() }).nullable(),
  situation: z.string().nullable(),
  relevance: z.object({ confidence: z.number(), reason: z.string() }).nullable(),
})
const firstPass = z.object({ turn: turnReceived.payload, detection, hint: hint.nullable().default(null) })
type FirstPass = z.output<typeof firstPass>

/** Detects while capture extracts; whichever half comes second brings both together. */
export class Understanding {
  readonly #join: Join<FirstPass, Captured>

  constructor(
    private readonly packs: Packs,
    private readonly hints: ModelHints,
    bus: Bus,
  ) {
    this.#join = bus.join(JOINS, { a: firstPass, b: capturedSchema })
  }

  /** Detects with the old slots. Gives nothing when capture is still at work, or when this half was there already. */
  async firstPass(turn: TurnReceived): Promise<Outgoing[]> {
    const took = startTimer('repartee_turn_step_seconds')
    const first = await withSpan(spanNames.detect, {}, () => this.#detect(turn))
    took({ step: 'detect' })
    const met = await withSpan(spanNames.join, {}, () => this.#join.meet(turn.turn, 'a', first))
    return typeof met === 'string' ? [] : this.#understood(first, met.other)
  }

  /** Brings what capture found. Gives nothing when the first pass is still at work, or when this half was there already. */
  async captured(turn: string, captured: Captured): Promise<Outgoing[]> {
    const met = await withSpan(spanNames.join, {}, () => this.#join.meet(turn, 'b', captured))
    return typeof met === 'string' ? [] : this.#understood(met.other, captured)
  }

  /** What the first message would wait for is loaded before it comes. */
  onApplicationBootstrap(): void {
    prepareReaders()
    for (const pack of this.packs.all()) prepareExamples(pack)
  }

  /** By rules, and once more with what a model thinks where they are not sure. */
  async #detect(turn: TurnReceived): Promise<FirstPass> {
    const pack = this.#packOf(turn)
    const byRules = detect(turn, pack)
    const found = await this.hints.find(turn, pack, byRules)
    const detected = found.hint === null ? byRules : detect(turn, pack, null, found.hint)
    const usage = found.usage.length === 0 ? {} : { usage: [...found.usage] }
    return { turn, detection: { ...detected, ...usage }, hint: found.hint }
  }

  #understood({ turn, detection: first, hint: asked }: FirstPass, captured: Captured): Outgoing[] {
    const took = startTimer('repartee_turn_step_seconds')
    const pack = this.#packOf(turn)
    const understood = withSpan(spanNames.reconcile, {}, () => {
      const found = reconcile({ turn, pack, first, captured, hint: asked })
      const usage = first.usage === undefined ? {} : { usage: first.usage }
      const result = { ...found, detection: { ...found.detection, ...usage } }
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
