import type { Client } from '@repartee/service'
import type { Fired } from './core/again.ts'
import type { Receipt } from './core/receipt.ts'
import { AT, CHANGED, type Changed, MS } from './store.ts'

// What becomes of fired occurrences. One function for each statement; instants are milliseconds since the epoch.

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
