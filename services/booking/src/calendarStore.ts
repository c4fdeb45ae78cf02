import type { Client } from '@repartee/service'
import type { Calendar, Hours } from './core/calendar.ts'
import { dayOf } from './core/zone.ts'

/**
 * The database's time, and which revision of the tenant's calendar stands; null when the tenant has none. With `lock` waits until
 * nobody else works on the same thing, and keeps others off until the transaction ends.
 */
export async function readMoment(
  client: Client,
  lock: string | null,
): Promise<{ now: number; revision: string | null }> {
  const { rows } = await client.query<{ now: number; revision: string | null }>({
    name: 'booking_moment',
    text: `SELECT pg_advisory_xact_lock(hashtextextended($1, 0)), (extract(epoch FROM now()) * 1000)::float8 AS now,
       (SELECT revision::text FROM booking.calendar) AS revision`,
    values: [lock],
  })
  return rows[0]!
}

interface CalendarRow {
  revision: string
  time_zone: string
  slot_minutes: number
  horizon_days: number
  notice_hours: number
  cancel_notice_hours: number
  services: {
    id: string
    key: string
    name: string
    duration_minutes: number
    buffer_before_minutes: number
    buffer_after_minutes: number
    is_retired: boolean
  }[]
  resources: { id: string; key: string; name: string; is_retired: boolean; services: string[] }[]
  weekly: { resource_id: string; weekday: number; opens_minute: number; closes_minute: number }[]
  exceptions: { resource_id: string | null; first_day: string; last_day: string; hours: [number, number][] }[]
  has_outside: boolean
}

/** The whole calendar of the tenant, retired services and resources too. */
export async function readCalendar(client: Client): Promise<{ calendar: Calendar; revision: string }> {
  const { rows } = await client.query<CalendarRow>(
    `SELECT revision::text AS revision, time_zone, slot_minutes, horizon_days,
       notice_hours::float8 AS notice_hours, cancel_notice_hours::float8 AS cancel_notice_hours,
       (SELECT coalesce(json_agg(s ORDER BY s.position), '[]') FROM booking.service s) AS services,
       (SELECT coalesce(json_agg(r ORDER BY r.position), '[]') FROM (
          SELECT id, key, name, is_retired, position,
            ARRAY(SELECT service_id FROM booking.resource_service g WHERE g.resource_id = resource.id) AS services
          FROM booking.resource) r) AS resources,
       (SELECT coalesce(json_agg(w ORDER BY w.opens_minute), '[]') FROM booking.weekly_hours w) AS weekly,
       (SELECT coalesce(json_agg(e ORDER BY e.position), '[]') FROM booking.exception e) AS exceptions,
       EXISTS (SELECT FROM booking.outside_calendar WHERE is_active) AS has_outside
     FROM booking.calendar`,
  )
  return { calendar: toCalendar(rows[0]!), revision: rows[0]!.revision }
}

function toCalendar(row: CalendarRow): Calendar {
  const weekly = new Map<string, Map<number, Hours[]>>()
  for (const hours of row.weekly) {
    const week = weekly.get(hours.resource_id) ?? new Map<number, Hours[]>()
    const day = week.get(hours.weekday) ?? []
    weekly.set(hours.resource_id, week.set(hours.weekday, day))
    day.push({ opensMinute: hours.opens_minute, closesMinute: hours.closes_minute })
  }
  return {
    timeZone: row.time_zone,
    slotMinutes: row.slot_minutes,
    horizonDays: row.horizon_days,
    noticeHours: row.notice_hours,
    cancelNoticeHours: row.cancel_notice_hours,
    services: row.services.map((service) => ({
      id: service.id,
      key: service.key,
      name: service.name,
      durationMinutes: service.duration_minutes,
      bufferBeforeMinutes: service.buffer_before_minutes,
      bufferAfterMinutes: service.buffer_after_minutes,
      isRetired: service.is_retired,
    })),
    resources: row.resources.map((resource) => ({
      id: resource.id,
      key: resource.key,
      name: resource.name,
      services: new Set(resource.services),
      weekly: weekly.get(resource.id) ?? new Map<number, Hours[]>(),
      isRetired: resource.is_retired,
    })),
    hasOutside: row.has_outside,
    exceptions: row.exceptions.map((exception) => ({
      resourceId: exception.resource_id,
      firstDay: dayOf(exception.first_day),
      lastDay: dayOf(exception.last_day),
      hours: exception.hours.map(([opensMinute, closesMinute]) => ({ opensMinute, closesMinute })),
    })),
  }
}
