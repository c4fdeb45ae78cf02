import type { FollowUpReason } from '@repartee/contracts'
import type { Client } from '@repartee/service'
import type { Way } from './core/input.ts'

/** An occurrence whose time has come. Instants are milliseconds since the epoch. */
export interface DueRow {
  readonly tenant_id: string
  readonly id: string
  readonly session_id: string
  readonly reason: FollowUpReason
  readonly occurrence: number
  readonly due: number
  readonly armed: number
  readonly late_ms: number
  readonly data: Record<string, string>
  readonly way: Way | null
  readonly is_useless: boolean
}

/**
 * Marks what is due, soonest first, and moves each row on to its next occurrence, in one statement: another replica skips these
 * rows, and a crash before the commit leaves them as they were. Of several passed times only one fires.
 */
export async function markDue(client: Client, limit: number): Promise<DueRow[]> {
  const { rows } = await client.query<DueRow>(
    `WITH due AS (
       SELECT tenant_id, id, session_id, reason, occurrence, due_at, armed_at, data, way,
         coalesce(useless_after <= now(), false) AS is_useless,
         ARRAY(SELECT at FROM unnest(later) AS at WHERE at > now() ORDER BY at) AS next
       FROM followup.item WHERE status = 'pending' AND due_at <= now()
       ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED
     ), marked AS (
       UPDATE followup.item SET
         status = CASE WHEN due.is_useless THEN 'cancelled' WHEN cardinality(due.next) > 0 THEN 'pending' ELSE 'fired' END,
         due_at = CASE WHEN due.is_useless THEN NULL ELSE due.next[1] END,
         later = CASE WHEN due.is_useless THEN '{}' ELSE due.next[2:] END,
         why = CASE WHEN due.is_useless THEN 'it would have come too late' ELSE item.why END,
         occurrence = item.occurrence + 1,
         fired_occurrence = CASE WHEN due.is_useless THEN item.fired_occurrence ELSE item.occurrence END,
         fired_at = CASE WHEN due.is_useless THEN item.fired_at ELSE now() END,
         reply_id = NULL, receipt = NULL
       FROM due WHERE item.tenant_id = due.tenant_id AND item.id = due.id
     )
     SELECT due.tenant_id, due.id, due.session_id, due.reason, due.occurrence, due.data, due.is_useless,
       (extract(epoch FROM due.due_at) * 1000)::float8 AS due, (extract(epoch FROM due.armed_at) * 1000)::float8 AS armed,
       (extract(epoch FROM clock_timestamp() - due.due_at) * 1000)::float8 AS late_ms,
       coalesce(session.way, due.way) AS way
     FROM due LEFT JOIN followup.session ON session.tenant_id = due.tenant_id AND session.session_id = due.session_id
     ORDER BY due.due_at`,
    [limit],
  )
  return rows
}

/** Gives fired occurrences the ids of the replies that they will lead to, so that receipts find them. */
export async function linkReplies(
  client: Client,
  links: readonly { tenant: string; id: string; reply: string }[],
): Promise<void> {
  await client.query(
    `UPDATE followup.item SET reply_id = link.reply::uuid
     FROM unnest($1::text[], $2::uuid[], $3::text[]) AS link (tenant_id, id, reply)
     WHERE item.tenant_id = link.tenant_id AND item.id = link.id`,
    [links.map(({ tenant }) => tenant), links.map(({ id }) => id), links.map(({ reply }) => reply)],
  )
}

/** How many wait, over all tenants. */
export async function countWaiting(client: Client): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM followup.item WHERE status = 'pending'`,
  )
  return rows[0]?.waiting ?? 0
}

/** Forgets which events were decided on, when the stream has forgotten them long since. */
export async function forgetSeen(client: Client): Promise<void> {
  await client.query(`DELETE FROM followup.seen WHERE seen_at < now() - interval '7 days'`)
}
