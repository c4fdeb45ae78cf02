import { closeCodes, type ControlFrame } from '@repartee/contracts'
import { Allowance } from '../core/allowance.ts'

const BURST = 40
const PER_SECOND = 10
const MOST_MISTAKES = 20

/** What is said to a client who made a mistake, and whether that was one too many. */
export interface Rebuke {
  readonly frame: ControlFrame | null
  readonly end: { readonly code: number; readonly reason: string } | null
}

/** How a client behaves: how fast it speaks, and how often it says what nobody understands. */
export class Manners {
  private readonly allowance = new Allowance({ burst: BURST, perSecond: PER_SECOND })
  private mistakes = 0

  /** A frame came; null when that is not too fast. Only the first time is told. */
  hear(nowMs: number): Rebuke | null {
    if (this.allowance.take(nowMs)) return null
    const reason = `at most ${PER_SECOND} frames a second`
    const isFirst = this.mistakes === 0
    const end = this.count({ code: closeCodes.tooFast, reason })
    return { frame: isFirst ? { type: 'error', code: 'rate_limited', detail: reason } : null, end }
  }

  mistake(detail: string): Rebuke {
    const end = this.count({ code: closeCodes.badFrames, reason: 'too many frames that say nothing' })
    return { frame: { type: 'error', code: 'bad_frame', detail }, end }
  }

  private count(end: Rebuke['end']): Rebuke['end'] {
    this.mistakes += 1
    return this.mistakes >= MOST_MISTAKES ? end : null
  }
}
