import type { FollowUpReason } from '@repartee/contracts'
import { type Pack, followUpDelayMinutes } from '@repartee/packs'
import type { Urgency } from './input.ts'

/** When follow-ups are due: the pack's section as the tenant has it, in the session's arm. */
export type Policy = Pick<Pack, 'followUps'>

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Milliseconds until a silent follow-up is due; null when the pack wants none. */
export function delayMs(
  policy: Policy,
  reason: Exclude<FollowUpReason, 'booking_reminder'>,
  urgency: Urgency,
): number | null {
  const minutes = followUpDelayMinutes(policy, reason, urgency)
  return minutes === null ? null : minutes * MINUTE_MS
}

/** When a booking's reminders are due, soonest first; those whose time has passed are left out. */
export function reminderTimes({ followUps }: Policy, startsAt: number, now: number): number[] {
  return followUps.reminderHours
    .map((hours) => startsAt - hours * HOUR_MS)
    .filter((at) => at > now)
    .toSorted((a, b) => a - b)
}
