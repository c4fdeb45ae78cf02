import { Server } from '@nestjs/microservices'
import type { CustomTransportStrategy } from '@nestjs/microservices'
import type { BusConnection } from './connection/connection.ts'
import { JETSTREAM } from './handlers/transport.ts'
import { readWiring } from './handlers/wiring.ts'
import { Answers } from './questions/answers.ts'
import { warmUp } from './schemas.ts'
import { ensureConsumer } from './streams/ensure-consumer.ts'
import { ConsumerLag } from './subscription/consumer-lag.ts'
import { Subscription } from './subscription/subscription.ts'

export interface StrategyOptions {
  /** How long to wait for NATS at the start; 0 starts without it and goes on when it is there. */
  readonly startLimitMs: number
  /** How long handlers that run may go on when the service stops. */
  readonly drainLimitMs: number
}

/** Nest's transport on JetStream: finds the handlers of `@On` and `@Answer` and runs them as `policies/` say. */
export class JetStreamStrategy extends Server implements CustomTransportStrategy {
  override readonly transportId = JETSTREAM
  /** Errors are ours to judge; Nest need not log them. */
  override readonly propagatesEventHandlerErrors = true
  private subscriptions: Subscription[] = []
  private answers: Answers[] = []
  private lag: ConsumerLag | undefined
  private isListening = false
  private drained: Promise<void> | undefined

  constructor(
    private readonly connection: BusConnection,
    private readonly options: StrategyOptions,
  ) {
    super()
  }

  listen(callback: (error?: unknown) => void): void {
    void this.listenAsync(callback)
  }

  /** Handlers run, or will as soon as NATS is there; not any more once the drain has begun. */
  get isReady(): boolean {
    return this.isListening && !this.drained && this.connection.isPrepared
  }

  /** No new messages; what runs finishes; what has not begun goes back. Safe to call twice. */
  drain(): Promise<void> {
    this.drained ??= this.drainAll()
    return this.drained
  }

  close(): Promise<void> {
    return this.drain()
  }

  private async listenAsync(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.start()
      callback()
    } catch (error) {
      await this.connection.close()
      callback(error)
    }
  }

  private async start(): Promise<void> {
    const { handlers, answerers } = readWiring(this.connection.service, this.messageHandlers)
    for (const { contract } of handlers) warmUp(contract.payload)
    this.subscriptions = handlers.map((handler) => new Subscription(this.connection, handler))
    this.answers = answerers.map((answerer) => new Answers(this.connection, answerer))
    this.lag = new ConsumerLag(this.connection, handlers)
    this.connection.start()
    this.connection.prepare(() => this.connected())
    if (this.options.startLimitMs > 0) await this.connection.prepared(this.options.startLimitMs)
    this.isListening = true
  }

  private async connected(): Promise<void> {
    if (this.drained) return
    await Promise.all(this.subscriptions.map(({ handler }) => ensureConsumer(this.connection, handler)))
    for (const answer of this.answers) answer.start()
    for (const subscription of this.subscriptions) subscription.start()
    this.lag?.start()
  }

  private async drainAll(): Promise<void> {
    const { drainLimitMs } = this.options
    this.lag?.stop()
    await Promise.all([...this.subscriptions, ...this.answers].map((one) => one.drain(drainLimitMs)))
    this.connection.writes.flush()
    if (this.connection.isConnected) await this.connection.nats.flush()
  }

  /** Events of the transport itself: there are none. */
  on(): void {}

  unwrap<Client>(): Client {
    return this.connection.nats as Client
  }
}
