import type { QuestionAnswer, bookingConfirm } from '@repartee/contracts'
import type { CalendarService } from './core/calendar.ts'

/** What was wanted and could not be had, so that alternatives can be looked for. */
export interface Wish {
  readonly service: CalendarService
  /** Key of the resource; null when anybody will do. */
  readonly resource: string | null
  readonly at: number
  /** Whose own holds and booking do not stand in the way. */
  readonly session: string
  readonly booking: string | null
}

export type Refusal =
  | { readonly outcome: 'taken' | 'closed' | 'in_the_past'; readonly wish: Wish }
  | { readonly outcome: 'too_far'; readonly horizonDays: number }
  | { readonly outcome: 'unknown_service' | 'unknown_resource' }

/** The refusals as the contracts have them. */
export type RefusedAnswer = Extract<
  QuestionAnswer<typeof bookingConfirm>,
  { outcome: 'taken' | 'closed' | 'in_the_past' | 'too_far' | 'unknown_service' | 'unknown_resource' }
>

/** Thrown where a wish cannot be had. `mustUndo`: something was written on the way, and the transaction must not commit. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal
  readonly mustUndo: boolean

  constructor(refusal: Refusal, { mustUndo = false } = {}) {
    super(refusal.outcome)
    this.refusal = refusal
    this.mustUndo = mustUndo
  }
}
