import { DEAD } from '@repartee/contracts'
import type { StoredMsg } from '@nats-io/jetstream'
import { randomUUID } from 'node:crypto'
import type { BusConnection } from '../connection/connection.ts'
import { headerNames, readHeader } from '../headers.ts'
import type { DeadReason } from '../policies/delivery.ts'
import { store } from '../publishing/publish.ts'
import type { Stored } from '../publishing/publish.ts'

/** A message that was given up. */
export interface DeadLetter {
  /** Its position among the dead letters: what `sendAgain` wants. */
  readonly sequence: number
  readonly atMs: number
  readonly reason: DeadReason
  readonly detail: string
  /** The durable that gave it up. */
  readonly handler: string
  readonly tenant: string
  readonly session: string
  readonly subject: string
  readonly id: string
  readonly deliveries: number
  readonly traceId: string | undefined
  /** The body as it was. */
  readonly text: string
}

const SEND_MS = 5000

/** The newest dead letters, newest first; of one tenant where given. */
export async function listDeadLetters(
  connection: BusConnection,
  options: { limit: number; tenant?: string },
): Promise<DeadLetter[]> {
  const { state } = await connection.manager.streams.info(DEAD.name)
  const found: DeadLetter[] = []
  // A stream that never held anything says 0 for both; no message has that position, and asking for it is an error.
  const oldest = Math.max(1, state.first_seq)
  for (let sequence = state.last_seq; sequence >= oldest && found.length < options.limit; sequence -= 1) {
    const letter = await readDeadLetter(connection, sequence)
    if (letter && (!options.tenant || letter.tenant === options.tenant)) found.push(letter)
  }
  return found
}

/** One dead letter, or null when it is not there any more. */
export async function readDeadLetter(connection: BusConnection, sequence: number): Promise<DeadLetter | null> {
  const message = await connection.manager.direct.getMessage(DEAD.name, { seq: sequence })
  return message && toDeadLetter(message)
}

/** Puts a dead letter back where it came from, for the handler that gave it up alone: all others acknowledge it unrun. */
export async function sendAgain(connection: BusConnection, sequence: number): Promise<Stored> {
  const message = await connection.manager.direct.getMessage(DEAD.name, { seq: sequence })
  if (!message) throw new Error(`there is no dead letter ${sequence}; it may have been kept for too long`)
  const letter = toDeadLetter(message)
  const headers: Record<string, string> = {
    // A new id: the broker would drop the old one inside its duplicate window, and readers of what follows would take it for known.
    [headerNames.id]: `${letter.id}:again:${randomUUID().slice(0, 8)}`,
    [headerNames.only]: letter.handler,
  }
  for (const name of [headerNames.traceparent, headerNames.traceId, headerNames.requestId]) {
    const original = readHeader(message.header, name)
    if (original) headers[name] = original
  }
  return store(connection, { subject: letter.subject, payload: message.data, headers }, { timeoutMs: SEND_MS })
}

function toDeadLetter(message: StoredMsg): DeadLetter {
  const header = (name: string) => readHeader(message.header, name) ?? ''
  const [, , tenant, session] = message.subject.split('.') as [string, string, string, string]
  return {
    sequence: message.seq,
    atMs: message.time.getTime(),
    reason: header(headerNames.deadReason) as DeadReason,
    detail: header(headerNames.deadDetail),
    handler: header(headerNames.deadHandler),
    tenant,
    session,
    subject: header(headerNames.deadSubject),
    id: header(headerNames.deadId),
    deliveries: Number(header(headerNames.deadDeliveries)),
    traceId: readHeader(message.header, headerNames.traceId),
    text: new TextDecoder().decode(message.data),
  }
}
