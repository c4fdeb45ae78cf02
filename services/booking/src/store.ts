import type { Client } from '@repartee/service'
import type { Span } from './core/span.ts'
import type { WayBack } from './wayBack.ts'

// One function for each statement. Instants are milliseconds since the epoch; the clock is the database's. Statements with a name
// are prepared once for each connection: planning them under row-level security costs more than running them.

/** A hold or a booking as it stands in the table. */
export interface BookingRow {
  readonly id: string
  readonly key: string
  readonly status: 'held' | 'confirmed' | 'cancelled'
  readonly service_id: string
  readonly resource_id: string
  readonly starts: number
  readonly ends: number
  readonly hold_expires: number | null
  readonly session_id: string | null
  readonly contact_name: string | null
  readonly contact_phone: string | null
  readonly contact_key: string | null
  readonly way_back: WayBack
  /** Counts the changes. */
  readonly revision: number
}

const COLUMNS = `id, key, status, service_id, resource_id,
  (extract(epoch FROM lower(span)) * 1000)::float8 AS starts, (extract(epoch FROM upper(span)) * 1000)::float8 AS ends,
  (extract(epoch FROM hold_expires_at) * 1000)::float8 AS hold_expires,
  session_id, contact_name, contact_phone, contact_key, way_back, revision`

/** Whose holds and bookings are looked for: those made in this session, or by the same contact elsewhere. */
export interface Contact {
  readonly session: string
  readonly contactKey: string
}

const iso = (at: number): string => new Date(at).toISOString()
const range = ({ start, end }: Span): string => `[${iso(start)},${iso(end)})`

/** Waits until nobody else works on the same thing of this tenant, and keeps others off until the transaction ends. */
export async function lock(client: Client, tenant: string, what: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`booking ${tenant} ${what}`])
}

/**
 * What is taken in a window, with buffers, for these resources, here or in their calendars elsewhere; expired holds take nothing,
 * nor does what is excepted.
 */
export async function readBusy(
  client: Client,
  resourceIds: readonly string[],
  window: Span,
  except: { readonly session?: string | null; readonly booking?: string | null } = {},
): Promise<Map<string, Span[]>> {
  const { rows } = await client.query<{ resource_id: string; start: number; end: number }>({
    name: 'booking_read_busy',
    text: `SELECT resource_id, (extract(epoch FROM busy_start) * 1000)::float8 AS start, (extract(epoch FROM busy_end) * 1000)::float8 AS "end"
       FROM (
         SELECT resource_id, busy_start, busy_end FROM booking.booking
         WHERE status <> 'cancelled' AND resource_id = ANY($1::uuid[]) AND busy_end > $2::timestamptz AND busy_start < $3::timestamptz
           AND (hold_expires_at IS NULL OR (hold_expires_at > now() AND session_id IS DISTINCT FROM $4::uuid))
           AND id IS DISTINCT FROM $5::uuid
         UNION ALL
         SELECT resource_id, busy_start, busy_end FROM booking.outside_busy
         WHERE resource_id = ANY($1::uuid[]) AND busy_end > $2::timestamptz AND busy_start < $3::timestamptz
       ) AS taken
       ORDER BY busy_start`,
    values: [resourceIds, iso(window.start), iso(window.end), except.session ?? null, except.booking ?? null],
  })
  const busy = new Map<string, Span[]>()
  for (const { resource_id: resource, start, end } of rows) {
    const spans = busy.get(resource)
    if (spans) spans.push({ start, end })
    else busy.set(resource, [{ start, end }])
  }
  return busy
}

/** The hold or booking that a key led to. */
export async function findByKey(client: Client, key: string): Promise<BookingRow | undefined> {
  const { rows } = await client.query<BookingRow>({
    name: 'booking_find_by_key',
    text: `SELECT ${COLUMNS} FROM booking.booking WHERE key = $1`,
    values: [key],
  })
  return rows[0]
}

/** A confirmed booking of this contact. */
export async function findOfContact(client: Client, id: string, contact: Contact): Promise<BookingRow | undefined> {
  const { rows } = await client.query<BookingRow>({
    name: 'booking_find_of_contact',
    text: `SELECT ${COLUMNS} FROM booking.booking
     WHERE id = $1 AND status = 'confirmed' AND (session_id = $2 OR contact_key = $3)`,
    values: [id, contact.session, contact.contactKey],
  })
  return rows[0]
}

/** The contact's bookings that are not over, soonest first. */
export async function listOfContact(client: Client, contact: Contact): Promise<BookingRow[]> {
  const { rows } = await client.query<BookingRow>({
    name: 'booking_list_of_contact',
    text: `SELECT ${COLUMNS} FROM booking.booking
     WHERE status = 'confirmed' AND (session_id = $1 OR contact_key = $2) AND upper(span) > now()
     ORDER BY lower(span), id`,
    values: [contact.session, contact.contactKey],
  })
  return rows
}

/** Lets go what a session holds: its new hold replaces the old one. */
export async function deleteHoldsOfSession(client: Client, session: string): Promise<void> {
  await client.query({
    name: 'booking_delete_holds_of_session',
    text: `DELETE FROM booking.booking WHERE status = 'held' AND session_id = $1`,
    values: [session],
  })
}

/** Makes room: expired holds would still hit the exclusion constraint. Locks in one order, so that rivals wait and do not deadlock. */
export async function deleteExpiredHolds(client: Client, resource: string, busy: Span): Promise<void> {
  await client.query({
    name: 'booking_delete_expired_holds',
    text: `DELETE FROM booking.booking WHERE id IN (
       SELECT id FROM booking.booking
       WHERE status = 'held' AND status <> 'cancelled' AND resource_id = $1 AND busy_end > $2::timestamptz AND busy_start < $3::timestamptz
         AND hold_expires_at <= now()
       ORDER BY id FOR UPDATE)`,
    values: [resource, iso(busy.start), iso(busy.end)],
  })
}

export interface NewBooking {
  readonly tenant: string
  readonly id: string
  readonly key: string
  readonly service: string
  readonly resource: string
  readonly span: Span
  readonly busy: Span
  /** Milliseconds that a hold lasts; null for a booking. */
  readonly holdMs: number | null
  readonly session: string | null
  readonly contactKey: string | null
  readonly contactName: string | null
  readonly contactPhone: string | null
  readonly wayBack: WayBack
  /** How many changes it has seen: 0 for a new one. */
  readonly revision?: number
}

/**
 * Puts a hold or booking in; undefined when somebody has the time. `ON CONFLICT DO NOTHING` makes rivals wait for each other one
 * by one: a plain insert writes first and checks then, so that rivals wait in a circle.
 */
export async function insertIfFree(client: Client, booking: NewBooking): Promise<BookingRow | undefined> {
  const { rows } = await client.query<BookingRow>({
    name: 'booking_insert_if_free',
    text: `INSERT INTO booking.booking (tenant_id, id, key, status, service_id, resource_id, span, busy, hold_expires_at,
       session_id, contact_key, contact_name, contact_phone, way_back, revision)
     VALUES ($1, $2, $3, CASE WHEN $8::float8 IS NULL THEN 'confirmed' ELSE 'held' END, $4, $5, $6::tstzrange, $7::tstzrange,
       now() + $8::float8 * interval '1 millisecond', $9, $10, $11, $12, $13, $14)
     ON CONFLICT DO NOTHING RETURNING ${COLUMNS}`,
    values: [
      booking.tenant,
      booking.id,
      booking.key,
      booking.service,
      booking.resource,
      range(booking.span),
      range(booking.busy),
      booking.holdMs,
      booking.session,
      booking.contactKey,
      booking.contactName,
      booking.contactPhone,
      booking.wayBack,
      booking.revision ?? 0,
    ],
  })
  return rows[0]
}

/** Turns a hold into a booking. */
export async function confirmHold(
  client: Client,
  id: string,
  contact: { name: string | null; phone: string | null; wayBack: WayBack },
): Promise<BookingRow | undefined> {
  const { rows } = await client.query<BookingRow>({
    name: 'booking_confirm_hold',
    text: `UPDATE booking.booking SET status = 'confirmed', hold_expires_at = NULL, contact_name = $2, contact_phone = $3, way_back = $4, changed_at = now()
     WHERE id = $1 AND status = 'held' RETURNING ${COLUMNS}`,
    values: [id, contact.name, contact.phone, contact.wayBack],
  })
  return rows[0]
}

/** Takes a row out altogether: a hold that is replaced, or a booking that is put in again at another time. */
export async function deleteBooking(client: Client, id: string): Promise<void> {
  await client.query('DELETE FROM booking.booking WHERE id = $1', [id])
}

/** The booking stays to be seen, but takes no time any more. */
export async function cancelBooking(client: Client, id: string): Promise<BookingRow> {
  const { rows } = await client.query<BookingRow>(
    `UPDATE booking.booking SET status = 'cancelled', hold_expires_at = NULL, revision = revision + 1, changed_at = now()
     WHERE id = $1 RETURNING ${COLUMNS}`,
    [id],
  )
  return rows[0]!
}

export type ChangingVerb = 'confirm' | 'move' | 'cancel'

/** What was answered when this key asked for this the first time. */
export async function findAnswer(client: Client, key: string, verb: ChangingVerb): Promise<unknown> {
  const { rows } = await client.query<{ answer: unknown }>({
    name: 'booking_find_answer',
    text: 'SELECT answer FROM booking.answer WHERE key = $1 AND verb = $2',
    values: [key, verb],
  })
  return rows[0]?.answer
}

/** Keeps the first answer, in the transaction of what it tells. */
export async function keepAnswer(
  client: Client,
  tenant: string,
  key: string,
  verb: ChangingVerb,
  answer: object,
): Promise<void> {
  await client.query({
    name: 'booking_keep_answer',
    text: 'INSERT INTO booking.answer (tenant_id, key, verb, answer) VALUES ($1, $2, $3, $4)',
    values: [tenant, key, verb, answer],
  })
}
