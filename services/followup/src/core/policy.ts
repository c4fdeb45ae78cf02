import type { FollowUpReason } from '@repartee/contracts'
import { type Pack, followUpDelayMinutes } from '@repartee/packs'
import type { Urgency } from './input.ts'

/** When follow-ups are due: the pack's section, with what the tenant wants otherwise. */
export type Policy = Pick<Pack, 'followUps'>

/** What a tenant wants otherwise than its pack; null: as the pack. */
export interface TenantSetting {
  readonly urgent_minutes: number | null
  readonly high_minutes: number | null
  readonly medium_minutes: number | null
  readonly low_minutes: number | null
  readonly silent_in_booking_minutes: number | null
  readonly escalation_untaken_minutes: number | null
  readonly reminder_hours: number[] | null
  readonly after_visit_hours: number | null
}

/** The pack's policy with the tenant's wishes. */
export function policyOf({ followUps }: Policy, setting: TenantSetting | undefined): Policy {
  if (!setting) return { followUps }
  const { delayMinutes } = followUps
  return {
    followUps: {
      ...followUps,
      delayMinutes: {
        urgent: setting.urgent_minutes ?? delayMinutes.urgent,
        high: setting.high_minutes ?? delayMinutes.high,
        medium: setting.medium_minutes ?? delayMinutes.medium,
        low: setting.low_minutes ?? delayMinutes.low,
      },
      silentInBookingMinutes: setting.silent_in_booking_minutes ?? followUps.silentInBookingMinutes,
      escalationUntakenMinutes: setting.escalation_untaken_minutes ?? followUps.escalationUntakenMinutes,
      reminderHours: setting.reminder_hours ?? followUps.reminderHours,
      afterVisitHours: setting.after_visit_hours ?? followUps.afterVisitHours,
    },
  }
}

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
