import { connect } from '@nats-io/transport-node'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Address } from './address.ts'

const RECONNECT_MS = 250
const PING_MS = 10_000
const ATTEMPT_MS = 5000

/** One attempt to reach NATS; once it has succeeded, nats.js connects again by itself and for ever. */
export function dial(server: Address, names: { name: string; inboxPrefix: string }): Promise<NatsConnection> {
  return connect({
    ...server,
    ...names,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_MS,
    reconnectJitter: RECONNECT_MS / 2,
    ignoreAuthErrorAbort: true,
    pingInterval: PING_MS,
    timeout: ATTEMPT_MS,
    noAsyncTraces: true,
  })
}
