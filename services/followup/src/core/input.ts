import type { Booking, BookingChanged, FollowUpReason, ReplyCompleted } from '@repartee/contracts'

/** How a contact is reached, as the contracts have it. */
export interface Way {
  readonly settings: ReplyCompleted['settings']
  readonly address: ReplyCompleted['address']
  readonly contact: ReplyCompleted['contact']
  readonly language: ReplyCompleted['reply']['language']
}

export type Urgency = ReplyCompleted['urgency']

/** What happened in a session, as far as it matters for follow-ups. */
export type Happening =
  | { readonly kind: 'message'; readonly way: Way }
  | { readonly kind: 'human_message' | 'taken_over' | 'released' | 'opted_out' | 'opted_in' }
  | { readonly kind: 'escalated'; readonly urgency: Urgency }
  /** A call ended in the middle of something; `way` is where the caller can be written to. */
  | { readonly kind: 'call_dropped'; readonly way: Way }
  | {
      readonly kind: 'reply'
      readonly of: ReplyCompleted['kind']
      readonly way: Way
      /** The reply announces a follow-up; its delay is from the reply's completion. */
      readonly announced: { readonly reason: FollowUpReason; readonly delayMs: number } | null
      /** The task is a booking or a move that is not done. */
      readonly isMidBooking: boolean
      /** The reply waits for the contact's word. */
      readonly asks: boolean
      readonly urgency: Urgency
      readonly contactText: string
    }
  | {
      readonly kind: 'booked' | 'booking_moved' | 'booking_cancelled'
      readonly booking: Booking
      /** Null when it was made in the console for somebody without a session. */
      readonly way: Way | null
    }

const MID_BOOKING: readonly string[] = ['booking_new', 'booking_confirmation', 'rescheduling', 'awaiting_info']

/** A completed reply as something that happened. */
export function replied(reply: ReplyCompleted): Happening {
  const { settings, address, contact, followUp } = reply
  return {
    kind: 'reply',
    of: reply.kind,
    way: { settings, address, contact, language: reply.reply.language },
    announced: followUp && {
      reason: followUp.reason,
      // Both times are of one clock, so that their difference is right even where that clock is not.
      delayMs: Math.max(0, Date.parse(followUp.dueAt) - Date.parse(reply.completedAt)),
    },
    isMidBooking: MID_BOOKING.includes(reply.reasoning.stateAfter),
    asks: reply.reply.choices.length > 0 || /[?？]/.test(reply.reply.text),
    urgency: reply.urgency,
    contactText: reply.contactText,
  }
}

/** A change of a booking as something that happened. */
export function bookingChange(
  kind: 'booked' | 'booking_moved' | 'booking_cancelled',
  change: BookingChanged,
): Happening {
  const { booking, settings, address, contact, language } = change
  const way = address && { settings, address, contact, language: language ?? settings.defaultLanguage }
  return { kind, booking, way }
}
