import type { Booking, FollowUpReason } from '@repartee/contracts'
import type { Happening, Way } from './input.ts'
import { type Policy, delayMs, reminderTimes } from './policy.ts'
import { type Ending, endedBy, reasonsOfBooking } from './reasons.ts'
import type { SessionState } from './session.ts'

/** A follow-up to be armed. Instants are milliseconds since the epoch. */
export interface Plan {
  readonly reason: FollowUpReason
  readonly announced: boolean
  readonly booking: string | null
  /** When its occurrences are due, soonest first; at least one. */
  readonly times: readonly number[]
  readonly uselessAfter: number | null
  readonly data: Readonly<Record<string, string>>
  readonly way: Way | null
  /** For people: why it waits. */
  readonly why: string
}

/** What is to be done. A decision is data; carrying it out is `followUps.ts`' work. */
export type Decision =
  | { readonly do: 'schedule'; readonly plan: Plan }
  /** All that wait in the session for these reasons. */
  | { readonly do: 'cancel'; readonly reasons: readonly FollowUpReason[]; readonly why: Ending }
  /** Whatever waits for this booking. */
  | {
      readonly do: 'cancel_booking'
      readonly booking: string
      readonly reasons: readonly FollowUpReason[]
      readonly why: Ending
    }
  | { readonly do: 'nothing'; readonly why: string }

export interface Situation {
  /** The session with what happened already in it. */
  readonly session: SessionState
  /** Where in the stream it happened. */
  readonly sequence: number
  /** What waits in the session. */
  readonly waiting: readonly { readonly reason: FollowUpReason; readonly announced: boolean }[]
  readonly policy: Policy
  /** The database's time. */
  readonly now: number
  /** False when a newer event of the same booking was heard of before. */
  readonly isNewest: boolean
}

const nothing = (why: string): Decision[] => [{ do: 'nothing', why }]

/** What something that happened means for follow-ups. Total: each happening has an answer. */
export function decide(happening: Happening, situation: Situation): Decision[] {
  switch (happening.kind) {
    case 'message':
    case 'human_message':
    case 'taken_over':
    case 'opted_out':
      return [{ do: 'cancel', reasons: endedBy(happening.kind), why: happening.kind }]
    case 'released':
    case 'opted_in':
      return nothing('what was cancelled stays cancelled')
    case 'reply':
      return unlessUnwanted(situation, () => afterReply(happening, situation))
    case 'escalated':
      return unlessUnwanted(situation, () => afterEscalation(happening.urgency, situation))
    case 'call_dropped':
      return unlessUnwanted(situation, () => afterDroppedCall(happening.way, situation))
    case 'booked':
    case 'booking_moved':
    case 'booking_cancelled':
      return afterBookingChange(happening, situation)
  }
}

/** What most events of a conversation are: they may end something that waits, but arm nothing. */
export type Notice = Extract<Happening, { kind: 'message' | 'reply' }>

/** Is it known without a look at the session that this arms nothing? */
export function isNotice(happening: Happening): happening is Notice {
  return happening.kind === 'message' || (happening.kind === 'reply' && whyItArmsNothing(happening) !== null)
}

/** Does it tell nothing at all? The way to the contact of an ordinary answer was told when its turn was understood. */
export function isNoNews(happening: Happening): boolean {
  return happening.kind === 'reply' && happening.of === 'answer' && whyItArmsNothing(happening) !== null
}

/** Nothing is armed where a human answers, the contact wants no messages, or has written again since. */
function unlessUnwanted({ session, sequence }: Situation, arm: () => Decision[]): Decision[] {
  if (session.isOptedOut) return nothing('the contact wants no messages')
  if (session.isTakenOver) return nothing('a human answers')
  if (session.messageSequence > sequence) return nothing('the contact has written since')
  return arm()
}

type Reply = Extract<Happening, { kind: 'reply' }>

/** Why a reply arms nothing, whatever else is known; null when it may. */
function whyItArmsNothing({ of, way, announced, isMidBooking, asks }: Reply): string | null {
  if (of === 'followup') return 'a follow-up asks for no other'
  if (announced) return null
  if (!isMidBooking) return 'no booking is under way'
  if (!asks) return 'the reply asked nothing'
  return way.address.channel === 'phone' ? 'one cannot write to a call' : null
}

function afterReply(reply: Reply, { policy, now }: Situation): Decision[] {
  const { way, announced } = reply
  const why = whyItArmsNothing(reply)
  if (why !== null) return nothing(why)
  if (announced) {
    const data = { question: reply.contactText }
    return schedule({
      reason: announced.reason,
      announced: true,
      times: [now + announced.delayMs],
      data,
      way,
      why: 'announced in a reply',
    })
  }
  const delay = delayMs(policy, 'silent_in_booking', reply.urgency)
  if (delay === null) return nothing('the pack wants none')
  return schedule({
    reason: 'silent_in_booking',
    announced: false,
    times: [now + delay],
    data: {},
    way,
    why: 'asked in the middle of a booking',
  })
}

function afterEscalation(
  urgency: Parameters<typeof delayMs>[2],
  { policy, session, waiting, now }: Situation,
): Decision[] {
  const reason = 'escalation_untaken'
  if (waiting.some((item) => item.reason === reason && item.announced)) return nothing('a reply has announced one')
  const delay = delayMs(policy, reason, urgency)
  if (delay === null) return nothing('the pack wants none')
  const why = 'a human was asked for'
  return schedule({ reason, announced: false, times: [now + delay], data: { urgency }, way: session.way, why })
}

function afterDroppedCall(way: Way, { policy, now }: Situation): Decision[] {
  const delay = delayMs(policy, 'dropped_call', 'medium')
  if (delay === null) return nothing('the pack wants none')
  const why = 'the call ended in the middle of something'
  return schedule({ reason: 'dropped_call', announced: false, times: [now + delay], data: {}, way, why })
}

function afterBookingChange(
  { kind, booking, way }: Extract<Happening, { booking: Booking }>,
  { policy, session, now, isNewest }: Situation,
): Decision[] {
  const inConversation: Decision = { do: 'cancel', reasons: endedBy(kind), why: kind }
  if (!isNewest) return [inConversation, ...nothing('the booking has changed since')]
  const ofBooking = (why: Ending): Decision => ({
    do: 'cancel_booking',
    booking: booking.id,
    reasons: reasonsOfBooking,
    why,
  })
  if (kind === 'booking_cancelled') return [inConversation, ofBooking(kind)]
  if (way === null) return [inConversation, ...nothing('there is no way to write to the contact')]
  if (session.isOptedOut) return [inConversation, ...nothing('the contact wants no messages')]
  const startsAt = Date.parse(booking.startsAt)
  const times = reminderTimes(policy, startsAt, now)
  const common = { announced: false, booking: booking.id, data: dataOf(booking), way }
  const reminder =
    times.length > 0
      ? schedule({ ...common, reason: 'booking_reminder', times, uselessAfter: startsAt, why: 'before the booking' })
      : nothing('it is too soon to be reminded of')
  const afterMs = delayMs(policy, 'after_visit', 'low')
  const after =
    afterMs === null
      ? []
      : schedule({
          ...common,
          reason: 'after_visit',
          times: [Date.parse(booking.endsAt) + afterMs],
          why: 'after the visit',
        })
  return [inConversation, ...(kind === 'booking_moved' ? [ofBooking(kind)] : []), ...reminder, ...after]
}

function schedule(plan: Omit<Plan, 'booking' | 'uselessAfter'> & Partial<Plan>): Decision[] {
  return [{ do: 'schedule', plan: { booking: null, uselessAfter: null, ...plan } }]
}

/** What the words of a reminder need. */
function dataOf(booking: Booking): Record<string, string> {
  return {
    booking: booking.id,
    service: booking.service.key,
    serviceName: booking.service.name,
    resource: booking.resource.key,
    resourceName: booking.resource.name,
    startsAt: booking.startsAt,
    localDate: booking.localDate,
    localTime: booking.localTime,
    timeZone: booking.timeZone,
    ...(booking.contactName === null ? {} : { contactName: booking.contactName }),
  }
}
