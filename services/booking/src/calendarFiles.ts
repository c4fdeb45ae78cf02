import type { Client } from '@repartee/service'
import type { CalendarEntry } from './core/ics.ts'
import { uidOf } from './outside/outsideCalendar.ts'

// What calendar files tell of bookings. One function for each statement; instants are milliseconds since the epoch.

interface EntryRow {
  id: string
  status: string
  starts: number
  ends: number
  changed: number
  revision: number
  service: string
  resource: string
  location: string | null
  business: string | null
  contact_name: string | null
  contact_phone: string | null
}

const ENTRY = `b.id, b.status, b.revision, (extract(epoch FROM lower(b.span)) * 1000)::float8 AS starts,
  (extract(epoch FROM upper(b.span)) * 1000)::float8 AS ends, (extract(epoch FROM b.changed_at) * 1000)::float8 AS changed,
  s.name AS service, r.name AS resource, l.name AS location, b.way_back -> 'settings' ->> 'businessName' AS business,
  b.contact_name, b.contact_phone
  FROM booking.booking b
  JOIN booking.service s ON s.tenant_id = b.tenant_id AND s.id = b.service_id
  JOIN booking.resource r ON r.tenant_id = b.tenant_id AND r.id = b.resource_id
  LEFT JOIN booking.location l ON l.tenant_id = r.tenant_id AND l.id = r.location_id`

/** A booking as its contact sees it; null when it is gone. */
export async function entryForContact(client: Client, id: string): Promise<CalendarEntry | null> {
  const { rows } = await client.query<EntryRow>(`SELECT ${ENTRY} WHERE b.id = $1 AND b.status <> 'held'`, [id])
  const row = rows[0]
  if (!row) return null
  return {
    ...timesOf(row),
    summary: [row.service, row.business].filter(Boolean).join(' – '),
    description: row.resource,
  }
}

/** A booking as the business sees it; null when it is gone. */
export async function entryForBusiness(client: Client, tenant: string, id: string): Promise<CalendarEntry | null> {
  const { rows } = await client.query<EntryRow>(
    `SELECT ${ENTRY} WHERE b.tenant_id = $1 AND b.id = $2 AND b.status = 'confirmed'`,
    [tenant, id],
  )
  return rows[0] ? ofBusiness(rows[0]) : null
}

/** The feed of a resource: what stands from 30 days ago on; null when it has no feed with this number. */
export async function feedOf(
  client: Client,
  id: string,
  number: number,
): Promise<{ name: string; entries: CalendarEntry[] } | null> {
  const { rows: found } = await client.query<{ name: string }>(
    'SELECT name FROM booking.resource WHERE id = $1 AND feed_number = $2',
    [id, number],
  )
  if (!found[0]) return null
  const { rows } = await client.query<EntryRow>(
    `SELECT ${ENTRY} WHERE b.resource_id = $1 AND b.status = 'confirmed' AND b.busy_end > now() - interval '30 days'
     ORDER BY lower(b.span)`,
    [id],
  )
  return { name: found[0].name, entries: rows.map(ofBusiness) }
}

function ofBusiness(row: EntryRow): CalendarEntry {
  const contact = [row.contact_name, row.contact_phone].filter(Boolean).join(', ')
  return { ...timesOf(row), summary: [row.service, row.contact_name].filter(Boolean).join(': '), description: contact }
}

function timesOf(row: EntryRow) {
  return {
    uid: uidOf(row.id),
    starts: row.starts,
    ends: row.ends,
    revision: row.revision,
    changedAt: row.changed,
    isCancelled: row.status === 'cancelled',
    ...(row.location === null ? {} : { location: row.location }),
  }
}
