import type { FollowUpReason } from '@repartee/contracts'
import type { Client } from '@repartee/service'
import type { Fired } from './core/again.ts'
import type { Plan } from './core/decide.ts'
import type { Way } from './core/input.ts'
import type { TenantSetting } from './core/policy.ts'
import type { Receipt } from './core/receipt.ts'
import type { SessionState } from './core/session.ts'

// One function for each statement. Instants are milliseconds since the epoch; the clock is the database's.

const MS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
const AT = (parameter: string) => `to_timestamp(${parameter}::float8 / 1000)`

/** Marks an event as decided on; false when it was before. A copy that comes meanwhile waits for this transaction. */
export async function see(client: Client, tenant: string, key: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'INSERT INTO followup.seen (tenant_id, key) VALUES ($1, $2) ON CONFLICT DO NOTHING',
    [tenant, key],
  )
  return rowCount === 1
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
       ${MS('now()')} AS now`,
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

/** What the tenant wants otherwise than its pack. */
export async function readSetting(client: Client): Promise<TenantSetting | undefined> {
  const { rows } = await client.query<TenantSetting>(
    `SELECT urgent_minutes, high_minutes, medium_minutes, low_minutes, silent_in_booking_minutes, escalation_untaken_minutes,
       reminder_hours, after_visit_hours FROM followup.setting`,
  )
  return rows[0]
}

export async function listWaiting(
  client: Client,
  session: string,
): Promise<{ reason: FollowUpReason; announced: boolean }[]> {
  const { rows } = await client.query<{ reason: FollowUpReason; announced: boolean }>(
    `SELECT reason, announced FROM followup.item WHERE session_id = $1 AND status = 'pending'`,
    [session],
  )
  return rows
}

/** An item that was armed or cancelled, as its event tells it. */
export interface Changed {
  readonly id: string
  readonly session_id: string
  readonly reason: FollowUpReason
  readonly occurrence: number
  readonly announced: boolean
  readonly due: number | null
}
const CHANGED = `id, session_id, reason, occurrence, announced, ${MS('due_at')} AS due`

export interface NewItem {
  readonly tenant: string
  readonly id: string
  readonly session: string
  readonly sequence: number
  readonly plan: Plan
}

/** Arms a follow-up of the conversation; one that waits for the same reason takes on the new time. */
export async function armInSession(client: Client, item: NewItem): Promise<Changed | undefined> {
  return arm(
    client,
    item,
    `ON CONFLICT (tenant_id, session_id, reason) WHERE status = 'pending' AND booking_id IS NULL DO UPDATE SET
       announced = excluded.announced, occurrence = item.occurrence + 1, due_at = excluded.due_at, later = excluded.later,
       armed_at = excluded.armed_at, sequence = excluded.sequence, data = excluded.data, way = excluded.way, why = excluded.why
     WHERE item.sequence < excluded.sequence`,
  )
}

/** Arms the follow-up of a booking: always the one row that the booking has for this reason. */
export async function armForBooking(client: Client, item: NewItem): Promise<Changed | undefined> {
  return arm(
    client,
    item,
    `ON CONFLICT (tenant_id, booking_id, reason) WHERE booking_id IS NOT NULL DO UPDATE SET
       status = 'pending', occurrence = item.occurrence + 1, due_at = excluded.due_at, later = excluded.later,
       useless_after = excluded.useless_after, armed_at = excluded.armed_at, sequence = excluded.sequence, data = excluded.data,
       way = excluded.way, why = excluded.why, session_id = excluded.session_id`,
  )
}

async function arm(client: Client, { plan, ...item }: NewItem, onConflict: string): Promise<Changed | undefined> {
  const [due, ...later] = plan.times
  const { rows } = await client.query<Changed>(
    `INSERT INTO followup.item AS item (tenant_id, id, session_id, reason, booking_id, status, announced, due_at, later, useless_after,
       armed_at, sequence, data, way, why)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, ${AT('$7')},
       ARRAY(SELECT to_timestamp(at / 1000) FROM unnest($8::float8[]) AS at), ${AT('$9')}, now(), $10, $11, $12, $13)
     ${onConflict} RETURNING ${CHANGED}`,
    [
      item.tenant,
      item.id,
      item.session,
      plan.reason,
      plan.booking,
      plan.announced,
      due,
      later,
      plan.uselessAfter,
      item.sequence,
      plan.data,
      plan.way,
      plan.why,
    ],
  )
  return rows[0]
}

/** Cancels what waits in a session for these reasons and was armed before. */
export async function cancelInSession(
  client: Client,
  what: { session: string; reasons: readonly FollowUpReason[]; sequence: number; why: string },
): Promise<Changed[]> {
  const { rows } = await client.query<Changed>(
    `UPDATE followup.item SET status = 'cancelled', due_at = NULL, later = '{}', why = $4
     WHERE session_id = $1 AND status = 'pending' AND reason = ANY($2::text[]) AND sequence < $3 RETURNING ${CHANGED}`,
    [what.session, what.reasons, what.sequence, what.why],
  )
  return rows
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

/** Cancels what waits for a booking. */
export async function cancelOfBooking(
  client: Client,
  what: { booking: string; reasons: readonly FollowUpReason[]; why: string },
): Promise<Changed[]> {
  const { rows } = await client.query<Changed>(
    `UPDATE followup.item SET status = 'cancelled', due_at = NULL, later = '{}', why = $3
     WHERE booking_id = $1 AND status = 'pending' AND reason = ANY($2::text[]) RETURNING ${CHANGED}`,
    [what.booking, what.reasons, what.why],
  )
  return rows
}

interface FiredRow extends Changed {
  status: Fired['status']
  later: number[]
  useless: number | null
  fired_occurrence: number
  rearmed_occurrence: number
  receipt: Receipt | null
}

export type FiredItem = Fired & { readonly id: string; readonly receipt: Receipt | null }

const FIRED = `${CHANGED}, status, ARRAY(SELECT ${MS('at')} FROM unnest(later) AS at) AS later, ${MS('useless_after')} AS useless,
  fired_occurrence, rearmed_occurrence, receipt`

/** A follow-up by its id, locked until the transaction ends. */
export async function lockItem(client: Client, id: string): Promise<FiredItem | undefined> {
  const { rows } = await client.query<FiredRow>(`SELECT ${FIRED} FROM followup.item WHERE id = $1 FOR UPDATE`, [id])
  return rows[0] && toFired(rows[0])
}

/** The follow-up whose last fired occurrence led to this reply, locked until the transaction ends. */
export async function lockItemOfReply(client: Client, reply: string): Promise<FiredItem | undefined> {
  const { rows } = await client.query<FiredRow>(`SELECT ${FIRED} FROM followup.item WHERE reply_id = $1 FOR UPDATE`, [
    reply,
  ])
  return rows[0] && toFired(rows[0])
}

function toFired(row: FiredRow): FiredItem {
  return {
    id: row.id,
    status: row.status,
    dueAt: row.due,
    later: row.later,
    uselessAfter: row.useless,
    firedOccurrence: row.fired_occurrence,
    rearmedOccurrence: row.rearmed_occurrence,
    receipt: row.receipt,
  }
}

/** Lets another occurrence take the place of the last fired one. */
export async function rearm(
  client: Client,
  again: { id: string; dueAt: number; later: readonly number[]; why: string },
): Promise<Changed | undefined> {
  const { rows } = await client.query<Changed>(
    `UPDATE followup.item SET status = 'pending', due_at = ${AT('$2')}, why = $4, rearmed_occurrence = fired_occurrence,
       later = ARRAY(SELECT to_timestamp(at / 1000) FROM unnest($3::float8[]) AS at)
     WHERE id = $1 RETURNING ${CHANGED}`,
    [again.id, again.dueAt, again.later, again.why],
  )
  return rows[0]
}

export async function saveReceipt(client: Client, id: string, receipt: Receipt): Promise<void> {
  await client.query('UPDATE followup.item SET receipt = $2 WHERE id = $1', [id, receipt])
}

/** The database's time. */
export async function readNow(client: Client): Promise<number> {
  const { rows } = await client.query<{ now: number }>(`SELECT ${MS('now()')} AS now`)
  return rows[0]!.now
}
