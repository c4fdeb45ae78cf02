import type { FollowUpReason } from '@repartee/contracts'
import type { Client, Database } from '@repartee/service'
import type { Way } from './core/input.ts'
import type { SessionState } from './core/session.ts'

// What is known: which events were decided on, sessions, how far bookings have come. One function for each statement.

/** Marks an event as decided on; false when it was before. A copy that comes meanwhile waits for this transaction. */
export async function see(client: Client, tenant: string, key: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'INSERT INTO followup.seen (tenant_id, key) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [tenant, key],
  )
  return rowCount === 1
}

/**
 * Notes that the contact has written and how to write back, in one round trip and a transaction of its own. False when
 * something waits for one of these reasons, so that more is to be done.
 */
export async function notice(
  database: Database,
  told: {
    tenant: string
    session: string
    sequence: number
    hasWritten: boolean
    way: Way
    endedReasons: readonly FollowUpReason[]
  },
): Promise<boolean> {
  const [row] = await database.query<{ is_done: boolean }>(
    'SELECT followup.notice($1, $2, $3, $4, $5, $6) AS is_done',
    [told.tenant, told.session, told.sequence, told.hasWritten, told.way, told.endedReasons],
  )
  return row?.is_done === true
}

interface SessionRow {
  now: number
  message_sequence: string
  is_taken_over: boolean
  lease_sequence: string
  is_opted_out: boolean
  consent_sequence: string
  way: Way | null
  way_sequence: string
}

/** The session, made where it is not known, and locked until the transaction ends; with the database's time. */
export async function lockSession(
  client: Client,
  tenant: string,
  session: string,
): Promise<{ state: SessionState; now: number }> {
  const { rows } = await client.query<SessionRow>(
    `INSERT INTO followup.session (tenant_id, session_id) VALUES ($1, $2)
     ON CONFLICT (tenant_id, session_id) DO UPDATE SET session_id = excluded.session_id
     RETURNING message_sequence, is_taken_over, lease_sequence, is_opted_out, consent_sequence, way, way_sequence,
       (extract(epoch FROM now()) * 1000)::float8 AS now`,
    [tenant, session],
  )
  const row = rows[0]!
  return {
    now: row.now,
    state: {
      messageSequence: Number(row.message_sequence),
      isTakenOver: row.is_taken_over,
      leaseSequence: Number(row.lease_sequence),
      isOptedOut: row.is_opted_out,
      consentSequence: Number(row.consent_sequence),
      way: row.way,
      waySequence: Number(row.way_sequence),
    },
  }
}

export async function saveSession(client: Client, session: string, state: SessionState): Promise<void> {
  await client.query(
    `UPDATE followup.session SET message_sequence = $2, is_taken_over = $3, lease_sequence = $4, is_opted_out = $5,
       consent_sequence = $6, way = $7, way_sequence = $8
     WHERE session_id = $1`,
    [
      session,
      state.messageSequence,
      state.isTakenOver,
      state.leaseSequence,
      state.isOptedOut,
      state.consentSequence,
      state.way,
      state.waySequence,
    ],
  )
}

/** Notes how far a booking's events have come; false when a newer one was there before. */
export async function advanceBooking(
  client: Client,
  tenant: string,
  booking: string,
  sequence: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO followup.booking AS known (tenant_id, booking_id, sequence) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id, booking_id) DO UPDATE SET sequence = excluded.sequence WHERE known.sequence < excluded.sequence`,
    [tenant, booking, sequence],
  )
  return rowCount === 1
}

/** The database's time. */
export async function readNow(client: Client): Promise<number> {
  const { rows } = await client.query<{ now: number }>(`SELECT (extract(epoch FROM now()) * 1000)::float8 AS now`)
  return rows[0]!.now
}
