import type { Msg } from '@nats-io/transport-node'
import type { Outgoing } from '@repartee/contracts'
import { count } from '@repartee/telemetry'
import type { BusConnection } from '../connection/connection.ts'
import { BusUnavailableError, InvalidMessageError } from '../errors.ts'
import { encodeHeaders, headerNames, traceHeaders } from '../headers.ts'
import { encode } from '../schemas.ts'

/** An event that is checked and ready to leave. */
export interface Packed {
  readonly name: string
  readonly subject: string
  readonly payload: Uint8Array
  readonly headers: Record<string, string>
}

/** Where the broker stored an event; `isDuplicate` when it had this id already. */
export interface Stored {
  readonly stream: string
  readonly sequence: number
  readonly isDuplicate: boolean
}

/** NATS takes 1 MiB with headers; the rest is room for those of a dead letter. */
const LARGEST_BYTES = 1024 * 1024 - 16 * 1024

/** Checks an event against its contract. Throws InvalidMessageError. */
export function pack(
  { event, data }: Outgoing,
  id: string,
  more: { headers?: Record<string, string>; traceparent?: string } = {},
): Packed {
  const routed = data as { tenant: string; session: string | null }
  const payload = encode(event.payload, data, event.name)
  if (payload.length > LARGEST_BYTES) {
    throw new InvalidMessageError(
      `${event.name} has ${payload.length} bytes; ${LARGEST_BYTES} is the most that can travel`,
    )
  }
  return {
    name: event.name,
    subject: event.subject(routed),
    payload,
    headers: { [headerNames.id]: id, ...traceHeaders(more.traceparent), ...more.headers },
  }
}

/** Publishes and waits until the broker has stored it. Throws BusUnavailableError when that is not known within `timeoutMs`. */
export async function store(
  connection: BusConnection,
  packed: Omit<Packed, 'name'> & { name?: string },
  options: { timeoutMs: number; signal?: AbortSignal },
): Promise<Stored> {
  const name = packed.name ?? 'dead'
  try {
    const answer = await connection.requests.send(packed.subject, packed.payload, {
      headers: encodeHeaders(packed.headers),
      timeoutMs: options.timeoutMs,
      signal: options.signal,
      persistent: true,
    })
    const stored = readAcknowledgement(answer, packed.subject)
    count('repartee_published_total', { event: name, result: stored.isDuplicate ? 'duplicate' : 'stored' })
    return stored
  } catch (error) {
    count('repartee_published_total', { event: name, result: 'failed' })
    throw error
  }
}

interface Acknowledgement {
  stream?: string
  seq?: number
  duplicate?: boolean
  error?: { code: number; err_code: number; description: string }
}

/** The broker said no: full, too large, not the expected revision. `code` is NATS' own (`err_code`). */
export class RefusedError extends BusUnavailableError {
  readonly code: number

  constructor(message: string, code: number) {
    super(message)
    this.code = code
  }
}

/** Reads a PubAck. Throws RefusedError when it says no. */
export function readAcknowledgement(answer: Msg, subject: string): Stored {
  const acknowledgement = answer.json<Acknowledgement>()
  if (acknowledgement.error) {
    const { description, err_code: code } = acknowledgement.error
    throw new RefusedError(`NATS did not store ${subject}: ${description}`, code)
  }
  return {
    stream: acknowledgement.stream ?? '',
    sequence: acknowledgement.seq ?? 0,
    isDuplicate: acknowledgement.duplicate ?? false,
  }
}
