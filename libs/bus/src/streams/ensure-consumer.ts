import { AckPolicy, DeliverPolicy, JetStreamApiError, ReplayPolicy } from '@nats-io/jetstream'
import type { ConsumerConfig } from '@nats-io/jetstream'
import type { BusConnection } from '../connection/connection.ts'
import type { Handler } from '../policies/delivery.ts'

/** After it, what a dead replica held goes to another one. */
const ACK_WAIT_NANOSECONDS = 5e9
/** Pull requests that may wait at one durable: each replica has a few open. */
const MOST_WAITING = 2048

/** Makes a handler's durable pull consumer, or brings the one that is there up to date; safe to repeat and to do at once on many replicas. */
export async function ensureConsumer(connection: BusConnection, handler: Handler): Promise<void> {
  await ensurePullConsumer(connection, handler.contract.stream.name, {
    durable_name: handler.durable,
    filter_subject: handler.contract.filter,
    max_ack_pending: handler.ackPendingLimit,
    description: handler.contract.description,
  })
}

/** The same for any durable; with one filter, several, or none for all. */
export async function ensurePullConsumer(
  connection: BusConnection,
  stream: string,
  own: Pick<ConsumerConfig, 'durable_name' | 'max_ack_pending'> & {
    filter_subject?: string
    filter_subjects?: string[]
    description?: string
  },
): Promise<void> {
  const consumers = connection.manager.consumers
  const wanted = {
    ...own,
    ack_wait: ACK_WAIT_NANOSECONDS,
    // Unlimited: a message that runs out of deliveries would stay in the stream unseen; we count ourselves.
    max_deliver: -1,
    max_waiting: MOST_WAITING,
  }
  try {
    await consumers.add(stream, {
      ...wanted,
      ack_policy: AckPolicy.Explicit,
      // From the beginning: what was published before the consumer was made is not lost.
      deliver_policy: DeliverPolicy.All,
      replay_policy: ReplayPolicy.Instant,
    })
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== CONSUMER_EXISTS) throw error
    const { durable_name: durable, ...changed } = wanted
    const { max_waiting: _fixed, ...changeable } = changed
    await consumers.update(stream, durable!, changeable)
  }
}

/** `err_code` of a consumer that is there with another configuration. */
const CONSUMER_EXISTS = 10148
