import type { Client } from '@repartee/service'
import type { Span } from '../core/span.ts'
import type { BookingRow } from '../store.ts'

// What stands of calendars elsewhere. One function for each statement. Those without a tenant run as the worker.

/** A calendar elsewhere, as it is set up. */
export interface OutsideRow {
  readonly tenant_id: string
  readonly id: string
  readonly resource_id: string
  readonly kind: 'caldav' | 'google'
  readonly address: string
  readonly account: string | null
  readonly secret: string
  readonly time_zone: string
  readonly horizon_days: number
}

/** Notes which calendars have to learn of a booking: those of its resource, and those that it has left. */
export async function wantOutside(client: Client, tenant: string, row: BookingRow): Promise<void> {
  const values = [tenant, row.id, row.revision, row.status === 'cancelled', row.resource_id]
  await client.query(
    `WITH here AS (SELECT id FROM booking.outside_calendar WHERE resource_id = $5 AND is_active),
     left_behind AS (
       UPDATE booking.outside_event SET is_gone = true, wanted_revision = $3, attempts = 0, next_try_at = now()
       WHERE booking_id = $2 AND calendar_id NOT IN (SELECT id FROM here)
     )
     INSERT INTO booking.outside_event (tenant_id, calendar_id, booking_id, wanted_revision, is_gone)
     SELECT $1, id, $2, $3, $4 FROM here
     ON CONFLICT (tenant_id, calendar_id, booking_id) DO UPDATE SET
       wanted_revision = excluded.wanted_revision, is_gone = excluded.is_gone, attempts = 0, next_try_at = now()`,
    values,
  )
}

const CALENDAR = `c.tenant_id, c.id, c.resource_id, c.kind, c.address, c.account, c.secret, k.time_zone, k.horizon_days`

/** Takes the calendars whose time to be read has come; nobody else takes them for `everyMs`. */
export async function claimToRead(client: Client, everyMs: number, limit: number): Promise<OutsideRow[]> {
  const { rows } = await client.query<OutsideRow>(
    `WITH due AS (
       SELECT tenant_id, id FROM booking.outside_calendar WHERE is_active AND next_read_at <= now()
       ORDER BY next_read_at LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE booking.outside_calendar c SET next_read_at = now() + $1::float8 * interval '1 millisecond'
     FROM due JOIN booking.calendar k USING (tenant_id)
     WHERE c.tenant_id = due.tenant_id AND c.id = due.id RETURNING ${CALENDAR}`,
    [everyMs, limit],
  )
  return rows
}

/** What is busy there from now on, instead of what was known. */
export async function replaceBusy(client: Client, calendar: OutsideRow, busy: readonly Span[]): Promise<void> {
  await client.query('DELETE FROM booking.outside_busy WHERE tenant_id = $1 AND calendar_id = $2', [
    calendar.tenant_id,
    calendar.id,
  ])
  await client.query(
    `INSERT INTO booking.outside_busy (tenant_id, calendar_id, resource_id, busy_start, busy_end)
     SELECT $1, $2, $3, starts::timestamptz, ends::timestamptz FROM unnest($4::text[], $5::text[]) AS span (starts, ends)`,
    [
      calendar.tenant_id,
      calendar.id,
      calendar.resource_id,
      busy.map(({ start }) => new Date(start).toISOString()),
      busy.map(({ end }) => new Date(end).toISOString()),
    ],
  )
  await client.query(
    `UPDATE booking.outside_calendar SET read_at = now(), failing_since = NULL, failure = NULL WHERE tenant_id = $1 AND id = $2`,
    [calendar.tenant_id, calendar.id],
  )
}

/** What was busy there stays known. */
export async function noteReadFailure(client: Client, calendar: OutsideRow, failure: string): Promise<void> {
  await client.query(
    `UPDATE booking.outside_calendar SET failing_since = coalesce(failing_since, now()), failure = $3
     WHERE tenant_id = $1 AND id = $2`,
    [calendar.tenant_id, calendar.id, failure],
  )
}

/** A booking that has to stand in a calendar elsewhere, or to be taken out of it. */
export interface DueEvent extends OutsideRow {
  readonly booking_id: string
  readonly wanted_revision: number
  readonly is_gone: boolean
  readonly attempts: number
}

/** Takes what is to be written; when nobody settles it, it comes again, later and later: 15 s to an hour. */
export async function claimToWrite(client: Client, limit: number): Promise<DueEvent[]> {
  const { rows } = await client.query<DueEvent>(
    `WITH due AS (
       SELECT tenant_id, calendar_id, booking_id FROM booking.outside_event
       WHERE written_revision IS DISTINCT FROM wanted_revision AND next_try_at <= now()
       ORDER BY next_try_at LIMIT $1 FOR UPDATE SKIP LOCKED
     ), claimed AS (
       UPDATE booking.outside_event e SET attempts = attempts + 1,
         next_try_at = now() + least(3600, 15 * power(2, least(attempts, 10))) * interval '1 second'
       FROM due
       WHERE e.tenant_id = due.tenant_id AND e.calendar_id = due.calendar_id AND e.booking_id = due.booking_id
       RETURNING e.tenant_id, e.calendar_id, e.booking_id, e.wanted_revision, e.is_gone, e.attempts
     )
     SELECT ${CALENDAR}, claimed.booking_id, claimed.wanted_revision, claimed.is_gone, claimed.attempts
     FROM claimed JOIN booking.outside_calendar c ON c.tenant_id = claimed.tenant_id AND c.id = claimed.calendar_id
     JOIN booking.calendar k ON k.tenant_id = claimed.tenant_id`,
    [limit],
  )
  return rows
}

/** It stands there as it was wanted; what changed meanwhile stays to be done. */
export async function settle(
  client: Client,
  { tenant_id, id, booking_id, wanted_revision, is_gone }: DueEvent,
): Promise<void> {
  const key = [tenant_id, id, booking_id, wanted_revision]
  const what = 'WHERE tenant_id = $1 AND calendar_id = $2 AND booking_id = $3'
  if (is_gone) {
    await client.query(`DELETE FROM booking.outside_event ${what} AND wanted_revision = $4 AND is_gone`, key)
    return
  }
  await client.query(
    `UPDATE booking.outside_event SET written_revision = $4, failing_since = NULL, failure = NULL, attempts = 0 ${what}`,
    key,
  )
}

export async function noteWriteFailure(client: Client, event: DueEvent, failure: string): Promise<void> {
  await client.query(
    `UPDATE booking.outside_event SET failing_since = coalesce(failing_since, now()), failure = $4
     WHERE tenant_id = $1 AND calendar_id = $2 AND booking_id = $3`,
    [event.tenant_id, event.id, event.booking_id, failure],
  )
}
