import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream'
import type { Consumer } from '@nats-io/jetstream'
import { CONVERSATION } from '@repartee/contracts'
import type { BusConnection } from '../connection/connection.ts'
import { BusUnavailableError } from '../errors.ts'
import { toStoredEvent } from './read-all.ts'
import type { StoredEvent } from './stored-event.ts'

/** How many events come with one request, and how long it may take. */
const MOST_AT_ONCE = 500
const REQUEST_MS = 5000

/** The subjects of one session, over all events (each has a name of two words, and a version). */
export function sessionFilter(tenant: string, session: string): string {
  return `*.*.*.${tenant}.${session}`
}

/**
 * Reads the events of one session from `startSequence` to the newest, in order, however many there are.
 * Throws BusUnavailableError when the broker stops answering in between: what was read till then would be a gap.
 */
export async function readSession(
  connection: BusConnection,
  of: { tenant: string; session: string; startSequence?: number },
): Promise<StoredEvent[]> {
  const { consumers } = connection.manager
  const { name, num_pending: wanted } = await consumers.add(CONVERSATION.name, {
    ack_policy: AckPolicy.None,
    deliver_policy: of.startSequence ? DeliverPolicy.StartSequence : DeliverPolicy.All,
    ...(of.startSequence ? { opt_start_seq: of.startSequence } : {}),
    filter_subject: sessionFilter(of.tenant, of.session),
    inactive_threshold: 30e9,
    mem_storage: true,
    num_replicas: 1,
  })
  try {
    if (wanted === 0) return []
    return await readOn(await connection.jetStream.consumers.get(CONVERSATION.name, name), wanted)
  } finally {
    await consumers.delete(CONVERSATION.name, name)
  }
}

async function readOn(consumer: Consumer, wanted: number): Promise<StoredEvent[]> {
  const found: StoredEvent[] = []
  while (found.length < wanted) {
    const before = found.length
    const most = Math.min(MOST_AT_ONCE, wanted - before)
    const messages = await consumer.fetch({ max_messages: most, expires: REQUEST_MS })
    for await (const message of messages) {
      found.push(toStoredEvent(message))
      if (found.length - before >= most) break
    }
    if (found.length > before) continue
    // Nothing came: either the rest was erased meanwhile, or the broker does not answer.
    const left = (await consumer.info()).num_pending
    if (left === 0) break
    throw new BusUnavailableError(`NATS gave ${found.length} of ${wanted} events of a session and then none`)
  }
  return found
}
