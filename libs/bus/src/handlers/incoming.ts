import type { AnyEvent, Payload } from '@repartee/contracts'

/** One event as a handler gets it: validated, with what the broker says about it. */
export interface Incoming<E extends AnyEvent = AnyEvent> {
  readonly event: E
  readonly data: Payload<E>
  /** The message's id; what is returned gets ids derived from it. */
  readonly id: string
  readonly tenant: string
  readonly session: string | null
  /** Position in the stream. */
  readonly sequence: number
  /** 1 for the first delivery. */
  readonly deliveryCount: number
  /** When the broker stored it, in milliseconds since the epoch. */
  readonly publishedAtMs: number
  readonly traceparent: string | undefined
  readonly requestId: string | undefined
  /** Aborted when this replica stops and the time for finishing is over. */
  readonly signal: AbortSignal
}
