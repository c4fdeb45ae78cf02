import type { Outgoing } from '@repartee/contracts'
import type { Client } from '@repartee/service'
import { currentTraceparent } from '@repartee/telemetry'
import { type Source, channelOf } from './source.ts'

interface Where {
  readonly source: Source
  /** What the broker will know the event by; drawn where it is missing. A second event with the same one is not written. */
  readonly messageId?: string
}

/**
 * Writes events in the caller's transaction, in the order given: they leave if and when it commits.
 * Throws a ZodError for a payload that its contract refuses.
 */
export async function write(client: Client, events: Outgoing | readonly Outgoing[], where: Where): Promise<void> {
  const list: readonly Outgoing[] = Array.isArray(events) ? events : [events as Outgoing]
  if (list.length === 0) return
  if (where.messageId !== undefined && list.length > 1)
    throw new Error('one message id is for one event, not for several')
  const rows = list.map(({ event, data }) => {
    const payload = event.payload.parse(data) as { tenant: string }
    return { tenant: payload.tenant, contract: event.name, version: event.version, payload: JSON.stringify(payload) }
  })
  await client.query(
    `WITH written AS (
       INSERT INTO outbox.event (message_id, source, tenant_id, contract, version, payload, traceparent)
       SELECT coalesce($1, gen_random_uuid()::text), $2, tenant_id, contract, version, payload::json, $3
       FROM unnest($4::text[], $5::text[], $6::int[], $7::text[])
         WITH ORDINALITY AS event (tenant_id, contract, version, payload, position)
       ORDER BY position
       ON CONFLICT (message_id) DO NOTHING
     )
     SELECT pg_notify($8, '')`,
    [
      where.messageId ?? null,
      where.source,
      currentTraceparent() ?? null,
      rows.map((row) => row.tenant),
      rows.map((row) => row.contract),
      rows.map((row) => row.version),
      rows.map((row) => row.payload),
      channelOf(where.source),
    ],
  )
}
