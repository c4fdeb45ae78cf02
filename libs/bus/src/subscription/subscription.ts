import { NO_SESSION } from '@repartee/contracts'
import type { BusConnection } from '../connection/connection.ts'
import { headerNames, readHeader } from '../headers.ts'
import type { Delivery, Handler, Outcome } from '../policies/delivery.ts'
import { applyPolicies } from '../policies/index.ts'
import { Parking } from '../policies/parking.ts'
import { PoliteWaits } from '../policies/polite-waits.ts'
import { ensureConsumer } from '../streams/ensure-consumer.ts'
import type { Acknowledgeable } from './acknowledgeable.ts'
import { Heartbeat } from './heartbeat.ts'
import { Lanes } from './lanes.ts'
import { Pulls } from './pulls.ts'

/** One durable of this replica: pulls messages, keeps them in lanes, runs them through the policies, keeps them alive, drains. */
export class Subscription {
  /** By position in the stream. */
  private readonly held = new Map<number, Delivery>()
  private readonly lanes = new Lanes<Delivery>((delivery) => this.process(delivery))
  private readonly parking = new Parking((delivery) => this.enter(delivery))
  private readonly heartbeat = new Heartbeat(() => this.messages())
  private readonly pulls: Pulls
  private readonly apply: (delivery: Delivery) => Promise<Outcome>
  private readonly stopping = new AbortController()
  private isDraining = false
  private whenEmpty: (() => void) | undefined

  constructor(
    private readonly connection: BusConnection,
    readonly handler: Handler,
  ) {
    this.apply = applyPolicies({ connection, waits: new PoliteWaits(), parking: this.parking })
    this.pulls = new Pulls(connection, {
      stream: handler.contract.stream.name,
      durable: handler.durable,
      capacity: handler.concurrency,
      gatherMs: handler.gatherMs,
      held: () => this.held.size - this.parking.size,
      onMessage: (message) => this.receive(message),
      ensureConsumer: () => ensureConsumer(connection, handler),
    })
  }

  /** At each connection. */
  start(): void {
    if (this.isDraining) return
    this.heartbeat.start()
    this.pulls.start()
  }

  /**
   * No new pulls; what has not begun goes back at once, so that others get it; what runs may finish within `limitMs`, is then told to
   * stop, and goes back as well.
   */
  async drain(limitMs: number): Promise<void> {
    this.isDraining = true
    await this.pulls.stop()
    for (const delivery of [...this.lanes.takeWaiting(), ...this.parking.takeAll()]) this.giveBack(delivery)
    if (this.held.size > 0 && !(await this.emptied(limitMs))) {
      this.stopping.abort(new Error(`stopping: not finished within ${limitMs} ms`))
      for (const delivery of this.held.values()) this.giveBack(delivery)
    }
    this.heartbeat.stop()
  }

  private receive(message: Acknowledgeable): void {
    const known = this.held.get(message.sequence)
    if (known?.message.isSameAs(message)) {
      // The ack wait ran out while we were cut off: the same work goes on under the new delivery.
      known.message = message
      return
    }
    // The store was lost and the stream counts anew: what is held of the old one must not settle the new one.
    known?.message.disown()
    if (this.isDraining) {
      message.retry(0)
      return
    }
    const delivery = this.deliveryOf(message)
    this.held.set(message.sequence, delivery)
    this.enter(delivery)
  }

  private enter(delivery: Delivery): void {
    this.lanes.enter(`${delivery.tenant}.${delivery.session ?? NO_SESSION}`, delivery)
  }

  private deliveryOf(message: Acknowledgeable): Delivery {
    const [tenant, session] = message.subject.split('.').slice(-2) as [string, string]
    return {
      handler: this.handler,
      message,
      id: readHeader(message.headers, headerNames.id) ?? `${this.handler.contract.stream.name}:${message.sequence}`,
      tenant,
      session: session === NO_SESSION ? null : session,
      signal: this.stopping.signal,
      waits: 0,
    }
  }

  private async process(delivery: Delivery): Promise<void> {
    try {
      await this.apply(delivery)
    } catch (error) {
      // A policy of ours is broken: the message stays unacknowledged and is delivered again.
      this.connection.logger.error(
        { err: error, consumer: this.handler.durable },
        'a delivery failed outside its handler',
      )
    }
    if (this.parking.has(delivery)) {
      if (this.isDraining) for (const parked of this.parking.takeAll()) this.giveBack(parked)
    } else {
      this.letGo(delivery)
    }
    this.pulls.freed()
    if (this.held.size === 0) this.whenEmpty?.()
  }

  private giveBack(delivery: Delivery): void {
    delivery.message.retry(0)
    this.letGo(delivery)
  }

  private letGo(delivery: Delivery): void {
    const { sequence } = delivery.message
    if (this.held.get(sequence) === delivery) this.held.delete(sequence)
  }

  private *messages(): Iterable<Acknowledgeable> {
    for (const { message } of this.held.values()) yield message
  }

  private async emptied(limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), limitMs)
      this.whenEmpty = () => {
        clearTimeout(timer)
        resolve(true)
      }
    })
  }
}
