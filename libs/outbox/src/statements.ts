import type { Client } from '@repartee/service'
import type { Row } from './row.ts'
import type { Source } from './source.ts'

/** First key of our advisory locks; the second is the hash of the source. */
const RELAYING = 7_301
const APPENDING = 7_302

/** Takes the right to relay a source until the transaction ends; false when another relay has it. */
export async function tryLockRelay(client: Client, source: Source): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS locked',
    [RELAYING, source],
  )
  return rows[0]?.locked === true
}

/** Holds off all who append to a source until the transaction ends; waits for those who are at it. */
export async function lockOutAppenders(client: Client, source: Source): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [APPENDING, source])
}

/** Appends beside others who append, but never beside a relay that takes the last batch. */
export async function lockToAppend(client: Client, source: Source): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [APPENDING, source])
}

/** The oldest rows of a source, in order. */
export async function readBatch(client: Client, source: Source, limit: number): Promise<Row[]> {
  const { rows } = await client.query<Row>(
    `SELECT id::text AS id, message_id, contract, version, payload, traceparent
     FROM outbox.event WHERE source = $1 ORDER BY outbox.event.id LIMIT $2`,
    [source, limit],
  )
  return rows
}

/** Forgets rows that the broker has. */
export async function deleteRows(client: Client, ids: readonly string[]): Promise<void> {
  await client.query('DELETE FROM outbox.event WHERE id = ANY($1::bigint[])', [ids])
}

/** Takes a row out of the order, and keeps it with the reason. */
export async function bury(client: Client, id: string, reason: string): Promise<void> {
  await client.query(
    `WITH gone AS (DELETE FROM outbox.event WHERE id = $1 RETURNING *)
     INSERT INTO outbox.dead (id, message_id, source, tenant_id, contract, version, payload, traceparent, written_at, reason)
     SELECT id, message_id, source, tenant_id, contract, version, payload, traceparent, written_at, $2 FROM gone`,
    [id, reason],
  )
}

/** How much waits, and for how long the oldest has. */
export async function readBacklog(client: Client, source: Source): Promise<{ rows: number; oldestSeconds: number }> {
  const { rows } = await client.query<{ rows: number; oldest: number }>(
    `SELECT count(*)::int AS rows, coalesce(extract(epoch FROM now() - min(written_at)), 0)::float8 AS oldest
     FROM outbox.event WHERE source = $1`,
    [source],
  )
  return { rows: rows[0]?.rows ?? 0, oldestSeconds: rows[0]?.oldest ?? 0 }
}

/** Are there rows of a source, as far as the client may see (in a tenant: the tenant's)? */
export async function hasRows(client: Client, source: Source): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    'SELECT EXISTS (SELECT FROM outbox.event WHERE source = $1) AS found',
    [source],
  )
  return rows[0]?.found === true
}

/** Tells all who listen to a channel to look again, when the transaction commits. */
export async function notify(client: Client, channel: string): Promise<void> {
  await client.query('SELECT pg_notify($1, $2)', [channel, ''])
}
