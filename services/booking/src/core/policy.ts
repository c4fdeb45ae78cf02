import type { Calendar } from './calendar.ts'
import { MINUTE_MS, type Zone } from './zone.ts'

const HOUR_MS = 60 * MINUTE_MS

/** Why a start cannot be booked whoever is free; null when it can. Instants are milliseconds since the epoch. */
export function refuseStart(
  calendar: Calendar,
  zone: Zone,
  at: number,
  now: number,
): 'in_the_past' | 'too_soon' | 'too_far' | null {
  if (at <= now) return 'in_the_past'
  if (at < now + calendar.noticeHours * HOUR_MS) return 'too_soon'
  if (at >= lastBookable(calendar, zone, now)) return 'too_far'
  return null
}

/** The first instant that one may book. */
export function firstBookable(calendar: Calendar, now: number): number {
  return Math.max(now + 1, now + calendar.noticeHours * HOUR_MS)
}

/** The end of the last day that one may book. */
export function lastBookable(calendar: Calendar, zone: Zone, now: number): number {
  return zone.instantOf(zone.dayAt(now) + calendar.horizonDays + 1, 0)
}

/** May a contact still cancel or move a booking that starts at `startsAt`? */
export function isTooLateToChange(calendar: Calendar, startsAt: number, now: number): boolean {
  return startsAt <= now || startsAt - now < calendar.cancelNoticeHours * HOUR_MS
}
