import type { FollowUpReason } from '@repartee/contracts'

/** What can end a follow-up before its time. */
export type Ending =
  | 'message'
  | 'human_message'
  | 'taken_over'
  | 'booked'
  | 'booking_moved'
  | 'booking_cancelled'
  | 'opted_out'

const ANYTHING = [
  'message',
  'human_message',
  'taken_over',
  'booked',
  'booking_moved',
  'booking_cancelled',
  'opted_out',
] as const satisfies readonly Ending[]
const ITS_BOOKING = ['booking_moved', 'booking_cancelled', 'opted_out'] as const satisfies readonly Ending[]

/** Which endings each reason listens to. */
export const endings: Readonly<Record<FollowUpReason, readonly Ending[]>> = {
  unanswered_question: ANYTHING,
  silent_in_booking: ANYTHING,
  escalation_untaken: ANYTHING,
  dropped_call: ANYTHING,
  booking_reminder: ITS_BOOKING,
  after_visit: ITS_BOOKING,
}

/** Reasons whose follow-ups belong to a booking, not to the conversation: they end with that booking only. */
export const reasonsOfBooking = ['booking_reminder', 'after_visit'] as const satisfies readonly FollowUpReason[]

/** The reasons that an ending of the conversation ends; those of bookings only where everything ends. */
export function endedBy(ending: Ending): FollowUpReason[] {
  const all = Object.keys(endings) as FollowUpReason[]
  const isOfBooking = (reason: FollowUpReason) => (reasonsOfBooking as readonly string[]).includes(reason)
  return all.filter((reason) => endings[reason].includes(ending) && (ending === 'opted_out' || !isOfBooking(reason)))
}
