import type { AnyEvent } from '@repartee/contracts'
import type { Incoming } from '../handlers/incoming.ts'
import type { Acknowledgeable } from '../subscription/acknowledgeable.ts'

/** A handler with its durable and its limits, as the policies see it. */
export interface Handler {
  readonly durable: string
  readonly contract: AnyEvent
  readonly concurrency: number
  readonly maxDeliveries: number
  readonly maxRedeliveries: number
  readonly ackPendingLimit: number
  readonly gatherMs: number
  /** Runs the controller's method through Nest. */
  readonly run: (incoming: Incoming) => Promise<unknown>
}

/** One message in the hands of this replica. */
export interface Delivery {
  readonly handler: Handler
  /** Replaced when the broker delivers the message again while it is still held. */
  message: Acknowledgeable
  readonly id: string
  readonly tenant: string
  readonly session: string | null
  /** Aborted when the time for finishing is over. */
  readonly signal: AbortSignal
  /** How often it was parked here: deliveries that the broker does not know of. */
  waits: number
  /** Set by the validating step. */
  data?: unknown
  /** What the handler returned, set by the innermost step. */
  returned?: unknown
}

/** How often the handler has been given the message, this time included. */
export function deliveriesOf({ message, waits }: Delivery): number {
  return message.deliveryCount + waits
}

export type DeadReason = 'invalid' | 'permanent' | 'failed_too_often' | 'delivered_too_often'

/** How one delivery ends; `settle` carries it out. */
export type Outcome =
  | { readonly do: 'acknowledge'; readonly why: 'done' | 'not_for_us' }
  | { readonly do: 'retry'; readonly delayMs: number; readonly isPolite: boolean; readonly error: unknown }
  | { readonly do: 'bury'; readonly reason: DeadReason; readonly detail: string; readonly error?: unknown }
  /** Nothing is said to the broker, which delivers it again after the ack wait. */
  | { readonly do: 'leave'; readonly error: unknown }

/** One policy around a handler: it may answer itself, or let the next one. */
export type Step = (delivery: Delivery, next: () => Promise<Outcome>) => Promise<Outcome>
