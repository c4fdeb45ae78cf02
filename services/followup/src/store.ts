import type { FollowUpReason } from '@repartee/contracts'
import type { Client } from '@repartee/service'
import type { Plan } from './core/decide.ts'

// Follow-ups that wait. One function for each statement; instants are milliseconds since the epoch, the clock is the database's.

/** A time as milliseconds since the epoch, and back. */
export const MS = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`
export const AT = (parameter: string) => `to_timestamp(${parameter}::float8 / 1000)`

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
  readonly arm: string | null
}
/** The columns of `Changed`. */
export const CHANGED = `id, session_id, reason, occurrence, announced, arm, ${MS('due_at')} AS due`

export interface NewItem {
  readonly tenant: string
  readonly id: string
  readonly session: string
  readonly sequence: number
  readonly plan: Plan
  readonly arm: string | null
}

/** Arms a follow-up of the conversation; one that waits for the same reason takes on the new time. */
export async function armInSession(client: Client, item: NewItem): Promise<Changed | undefined> {
  return arm(
    client,
    item,
    `ON CONFLICT (tenant_id, session_id, reason) WHERE status = 'pending' AND booking_id IS NULL DO UPDATE SET
       announced = excluded.announced, occurrence = item.occurrence + 1, due_at = excluded.due_at, later = excluded.later,
       armed_at = excluded.armed_at, sequence = excluded.sequence, data = excluded.data, way = excluded.way, why = excluded.why,
       arm = excluded.arm, changed_by = NULL
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
       way = excluded.way, why = excluded.why, session_id = excluded.session_id,
       arm = excluded.arm, changed_by = NULL`,
  )
}

async function arm(client: Client, { plan, ...item }: NewItem, onConflict: string): Promise<Changed | undefined> {
  const [due, ...later] = plan.times
  const { rows } = await client.query<Changed>(
    `INSERT INTO followup.item AS item (tenant_id, id, session_id, reason, booking_id, status, announced, due_at, later, useless_after,
       armed_at, sequence, data, way, why, arm)
     VALUES ($1, $2, $3, $4, $5, 'pending', $6, ${AT('$7')},
       ARRAY(SELECT to_timestamp(at / 1000) FROM unnest($8::float8[]) AS at), ${AT('$9')}, now(), $10, $11, $12, $13, $14)
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
      item.arm,
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
