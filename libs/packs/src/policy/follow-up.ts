import type { Detection, FollowUpReason } from '@repartee/contracts'
import type { Pack } from '../pack.ts'

type Urgency = Detection['urgency']
const MINUTE_MS = 60_000

/** Minutes from what causes a follow-up until it is due; null when the pack does not want it. Reminders go by their hours. */
export function followUpDelayMinutes(
  pack: Pick<Pack, 'followUps'>,
  reason: Exclude<FollowUpReason, 'booking_reminder'>,
  urgency: Urgency,
): number | null {
  const { followUps } = pack
  switch (reason) {
    case 'unanswered_question':
      return followUps.delayMinutes[urgency]
    case 'silent_in_booking':
      return followUps.silentInBookingMinutes
    case 'escalation_untaken':
      return Math.min(followUps.escalationUntakenMinutes, followUps.delayMinutes[urgency])
    case 'dropped_call':
      return followUps.droppedCallMinutes
    case 'after_visit':
      return followUps.afterVisitHours === null ? null : followUps.afterVisitHours * 60
  }
}

/** What a reply says of a follow-up: the message and its parameters. Whole and half hours are told in hours. */
export function followUpNotice(delayMinutes: number): { key: string; params: { count: number } } {
  return delayMinutes >= 60 && delayMinutes % 30 === 0
    ? { key: 'followup.notice_hours', params: { count: delayMinutes / 60 } }
    : { key: 'followup.notice_minutes', params: { count: Math.round(delayMinutes) } }
}

/** What of a turn decides whether its reply announces a follow-up. */
export interface FollowUpQuestion {
  now: Date
  urgency: Urgency
  /** The question that was asked has no answer in the pack and goes to the team. */
  hasUnansweredQuestion: boolean
  /** A person was called to this session, and nobody has it yet. */
  isEscalationOpen: boolean
  optedOut: boolean
}

export interface AnnouncedFollowUp {
  reason: FollowUpReason
  delayMinutes: number
  /** ISO 8601 in UTC, as `reply.completed.followUp.dueAt`. */
  dueAt: string
  /** Said at the end of the reply. */
  notice: { key: string; params: { count: number } }
}

/** The follow-up that a reply announces, or null. An open escalation comes before an open question. */
export function followUpPolicy(pack: Pick<Pack, 'followUps'>, question: FollowUpQuestion): AnnouncedFollowUp | null {
  if (question.optedOut) return null
  const reason = question.isEscalationOpen
    ? 'escalation_untaken'
    : question.hasUnansweredQuestion
      ? 'unanswered_question'
      : null
  if (reason === null || !pack.followUps.announced.includes(reason)) return null
  const delayMinutes = followUpDelayMinutes(pack, reason, question.urgency)
  if (delayMinutes === null) return null
  const dueAt = new Date(question.now.getTime() + delayMinutes * MINUTE_MS).toISOString()
  return { reason, delayMinutes, dueAt, notice: followUpNotice(delayMinutes) }
}
