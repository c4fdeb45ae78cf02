import type { AnyEvent, Outgoing } from '@repartee/contracts'
import { EventPattern } from '@nestjs/microservices'
import { letErrorsThrough } from './pass-through.filter.ts'
import { JETSTREAM } from './transport.ts'
import type { Incoming } from './incoming.ts'

export interface OnOptions {
  /** Tells two handlers of one event in one service apart; becomes part of the durable's name. */
  readonly name?: string
  /** Failures after which a message becomes a dead letter: 8. */
  readonly maxDeliveries?: number
  /** Deliveries of any kind after which it does: 8. Handlers that wait politely (RetryLaterError) set it higher. */
  readonly maxRedeliveries?: number
  /** Messages that one replica holds at once, running or waiting in their lane: 64. */
  readonly concurrency?: number
  /** Messages that all replicas together may hold: 4096. */
  readonly ackPendingLimit?: number
  /**
   * For what nobody waits for: under load messages come together, at most so many milliseconds later than they could; 0.
   * A message behind none comes at once all the same.
   */
  readonly gatherMs?: number
}

/** What `@On` leaves on a method for the strategy to find. */
export interface OnMark {
  readonly contract: AnyEvent
  readonly options: OnOptions
}

type Handles<E extends AnyEvent> = (event: Incoming<E>) => Promise<Outgoing[]>

/**
 * Makes a controller's method the handler of an event: it takes one `Incoming<typeof contract>` and returns the events to publish.
 * A method whose parameter or result does not fit does not compile.
 */
export function On<E extends AnyEvent>(contract: E, options: OnOptions = {}) {
  return <Method extends Handles<E>>(
    target: object,
    key: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    const mark: OnMark = { contract, options }
    const pattern = [contract.name, `v${contract.version}`, options.name].filter(Boolean).join('.')
    const decorate = EventPattern<string>(pattern, JETSTREAM, { ...mark }) as MethodDecorator
    decorate(target, key, descriptor)
    letErrorsThrough(descriptor)
  }
}
