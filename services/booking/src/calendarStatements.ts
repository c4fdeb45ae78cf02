import type { Client } from '@repartee/service'

// What `syncCalendar` does to the tables, one function for each statement. Lists travel as JSON.

/** One at a time for each tenant, so that two starts do not mix their changes. */
export async function lockCalendar(client: Client, tenant: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`booking calendar ${tenant}`])
}

/** A hash of all that says when one can come, without ids that change with each write. */
export async function fingerprint(client: Client): Promise<string | null> {
  const { rows } = await client.query<{ hash: string | null }>(
    `SELECT md5(concat(
       (SELECT json_agg(json_build_array(c.time_zone, c.slot_minutes, c.horizon_days, c.notice_hours, c.cancel_notice_hours)) FROM booking.calendar c),
       (SELECT json_agg(l ORDER BY l.id) FROM booking.location l),
       (SELECT json_agg(s ORDER BY s.id) FROM booking.service s),
       (SELECT json_agg(r ORDER BY r.id) FROM booking.resource r),
       (SELECT json_agg(a ORDER BY a.resource_id, a.service_id) FROM booking.resource_service a),
       (SELECT json_agg(w ORDER BY w.resource_id, w.weekday, w.opens_minute) FROM booking.weekly_hours w),
       (SELECT json_agg(json_build_array(e.resource_id, e.first_day, e.last_day, e.hours, e.reason) ORDER BY e.position) FROM booking.exception e)
     )) AS hash`,
  )
  return rows[0]?.hash ?? null
}

export async function upsertCalendar(
  client: Client,
  calendar: {
    tenant: string
    timeZone: string
    slotMinutes: number
    horizonDays: number
    noticeHours: number
    cancelNoticeHours: number
  },
): Promise<void> {
  await client.query(
    `INSERT INTO booking.calendar (tenant_id, time_zone, slot_minutes, horizon_days, notice_hours, cancel_notice_hours)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (tenant_id) DO UPDATE SET time_zone = excluded.time_zone, slot_minutes = excluded.slot_minutes,
       horizon_days = excluded.horizon_days, notice_hours = excluded.notice_hours, cancel_notice_hours = excluded.cancel_notice_hours`,
    [
      calendar.tenant,
      calendar.timeZone,
      calendar.slotMinutes,
      calendar.horizonDays,
      calendar.noticeHours,
      calendar.cancelNoticeHours,
    ],
  )
}

/** Tells copies in memory that they are old. */
export async function bumpRevision(client: Client): Promise<void> {
  await client.query('UPDATE booking.calendar SET revision = revision + 1')
}

/** Adds and changes; a location that is gone stays, since resources may stand in it. */
export async function upsertLocations(
  client: Client,
  tenant: string,
  locations: readonly { key: string; name: string; mapLink: string | null }[],
): Promise<void> {
  await client.query(
    `INSERT INTO booking.location (tenant_id, key, name, map_link)
     SELECT $1, key, name, "mapLink" FROM json_to_recordset($2) AS given (key text, name text, "mapLink" text)
     ON CONFLICT (tenant_id, key) DO UPDATE SET name = excluded.name, map_link = excluded.map_link`,
    [tenant, JSON.stringify(locations)],
  )
}

/** Adds, changes, and retires what is not given. */
export async function upsertServices(
  client: Client,
  tenant: string,
  services: readonly { key: string; name: string; durationMinutes: number; bufferAfterMinutes: number }[],
): Promise<void> {
  await client.query(
    `WITH given AS (
       SELECT * FROM ROWS FROM (json_to_recordset($2) AS (key text, name text, "durationMinutes" int, "bufferAfterMinutes" int))
         WITH ORDINALITY AS given (key, name, duration, buffer, position)
     ), retired AS (
       UPDATE booking.service SET is_retired = true WHERE key NOT IN (SELECT key FROM given) AND NOT is_retired
     )
     INSERT INTO booking.service (tenant_id, key, name, position, duration_minutes, buffer_after_minutes)
     SELECT $1, key, name, position, duration, buffer FROM given
     ON CONFLICT (tenant_id, key) DO UPDATE SET name = excluded.name, position = excluded.position, is_retired = false,
       duration_minutes = excluded.duration_minutes, buffer_after_minutes = excluded.buffer_after_minutes`,
    [tenant, JSON.stringify(services)],
  )
}

/** Adds, changes, and retires what is not given. */
export async function upsertResources(
  client: Client,
  tenant: string,
  resources: readonly { key: string; name: string; kind: string; location: string }[],
): Promise<void> {
  await client.query(
    `WITH given AS (
       SELECT * FROM ROWS FROM (json_to_recordset($2) AS (key text, name text, kind text, location text))
         WITH ORDINALITY AS given (key, name, kind, location, position)
     ), retired AS (
       UPDATE booking.resource SET is_retired = true WHERE key NOT IN (SELECT key FROM given) AND NOT is_retired
     )
     INSERT INTO booking.resource (tenant_id, key, name, kind, position, location_id)
     SELECT $1, given.key, given.name, given.kind, given.position, location.id
     FROM given LEFT JOIN booking.location ON location.key = given.location
     ON CONFLICT (tenant_id, key) DO UPDATE SET name = excluded.name, kind = excluded.kind, position = excluded.position,
       location_id = excluded.location_id, is_retired = false`,
    [tenant, JSON.stringify(resources)],
  )
}

/** Who can give what, from now on. */
export async function replaceAbilities(
  client: Client,
  tenant: string,
  abilities: readonly { resource: string; service: string }[],
): Promise<void> {
  await client.query('DELETE FROM booking.resource_service')
  await client.query(
    `INSERT INTO booking.resource_service (tenant_id, resource_id, service_id)
     SELECT $1, resource.id, service.id FROM json_to_recordset($2) AS given (resource text, service text)
     JOIN booking.resource ON resource.key = given.resource JOIN booking.service ON service.key = given.service`,
    [tenant, JSON.stringify(abilities)],
  )
}

/** When each works in a week, from now on. */
export async function replaceWeeklyHours(
  client: Client,
  tenant: string,
  hours: readonly { resource: string; weekday: number; opens: number; closes: number }[],
): Promise<void> {
  await client.query('DELETE FROM booking.weekly_hours')
  await client.query(
    `INSERT INTO booking.weekly_hours (tenant_id, resource_id, weekday, opens_minute, closes_minute)
     SELECT $1, resource.id, weekday, opens, closes
     FROM json_to_recordset($2) AS given (resource text, weekday int, opens int, closes int)
     JOIN booking.resource ON resource.key = given.resource`,
    [tenant, JSON.stringify(hours)],
  )
}

/** The days that differ, from now on. */
export async function replaceExceptions(
  client: Client,
  tenant: string,
  exceptions: readonly { resource: string | null; from: string; to: string; hours: number[][]; reason: string }[],
): Promise<void> {
  await client.query('DELETE FROM booking.exception')
  await client.query(
    `INSERT INTO booking.exception (tenant_id, position, resource_id, first_day, last_day, hours, reason)
     SELECT $1, given.position, resource.id, "from", "to", hours, reason
     FROM ROWS FROM (json_to_recordset($2) AS (resource text, "from" date, "to" date, hours int[], reason text))
       WITH ORDINALITY AS given (resource, "from", "to", hours, reason, position)
     LEFT JOIN booking.resource ON resource.key = given.resource`,
    [tenant, JSON.stringify(exceptions)],
  )
}
