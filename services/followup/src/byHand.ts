import type { FollowUpItem } from '@repartee/contracts'
import type { Client } from '@repartee/service'
import { endings } from './core/reasons.ts'
import { AT, CHANGED, type Changed } from './store.ts'

// What people see of follow-ups and do to them. One function for each statement.

/** An instant as the contracts have it. */
const UTC = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const ITEM = `id, session_id AS session, reason, booking_id AS booking, status, announced, ${UTC('due_at')} AS "dueAt",
  ARRAY(SELECT ${UTC('at')} FROM unnest(later) AS at) AS later, ${UTC('armed_at')} AS "armedAt", why, arm,
  changed_by AS "changedBy", ${UTC('fired_at')} AS "firedAt", receipt
  FROM followup.item`

type Row = Omit<FollowUpItem, 'endedBy'>

const withEndings = (row: Row): FollowUpItem => ({ ...row, endedBy: [...endings[row.reason]] })

/** Those that wait, soonest first, then the others, newest first; of one session where it is given. */
export async function list(client: Client, session: string | null, limit: number): Promise<FollowUpItem[]> {
  const { rows } = await client.query<Row>(
    `SELECT ${ITEM} WHERE $1::uuid IS NULL OR session_id = $1
     ORDER BY status <> 'pending', due_at, armed_at DESC LIMIT $2`,
    [session, limit],
  )
  return rows.map(withEndings)
}

export async function read(client: Client, id: string): Promise<FollowUpItem | undefined> {
  const { rows } = await client.query<Row>(`SELECT ${ITEM} WHERE id = $1`, [id])
  return rows[0] && withEndings(rows[0])
}

/** Another occurrence takes the place of the one that waits; later ones that would come before it are left out. */
export async function move(client: Client, to: { id: string; dueAt: number; by: string }): Promise<Changed> {
  const { rows } = await client.query<Changed>(
    `UPDATE followup.item SET due_at = ${AT('$2')}, occurrence = occurrence + 1, changed_by = $3,
       why = 'moved by ' || $3, later = ARRAY(SELECT at FROM unnest(later) AS at WHERE at > ${AT('$2')} ORDER BY at)
     WHERE id = $1 RETURNING ${CHANGED}`,
    [to.id, to.dueAt, to.by],
  )
  return rows[0]!
}

export async function cancel(client: Client, id: string, by: string): Promise<Changed> {
  const { rows } = await client.query<Changed>(
    `UPDATE followup.item SET status = 'cancelled', due_at = NULL, later = '{}', changed_by = $2, why = 'cancelled by ' || $2
     WHERE id = $1 RETURNING ${CHANGED}`,
    [id, by],
  )
  return rows[0]!
}
