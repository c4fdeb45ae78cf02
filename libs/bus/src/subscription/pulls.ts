import { createInbox } from '@nats-io/transport-node'
import type { Msg, Subscription as NatsSubscription } from '@nats-io/transport-node'
import type { BusConnection } from '../connection/connection.ts'
import { Acknowledgeable } from './acknowledgeable.ts'

export interface PullsOptions {
  readonly stream: string
  readonly durable: string
  /** The most that may be held and on its way at once. */
  readonly capacity: number
  /** How long messages wait at the broker for others, so that many come at once; 0 or nothing: each comes as soon as it is stored. */
  readonly gatherMs?: number
  /** How many are held now. */
  readonly held: () => number
  readonly onMessage: (message: Acknowledgeable) => void
  /** The consumer may be gone: make it again. */
  readonly ensureConsumer: () => Promise<void>
}

const EXPIRES_MS = 30_000
const HEARTBEAT_MS = 5000
/** A request for what was gathered asks for no more than what is there, and what comes meanwhile. */
const GATHERED_EXPIRES_MS = 20
const NANOSECONDS = 1e6

/**
 * Keeps pull requests open at the broker, never for more messages than there is room for.
 * nats.js' `consume()` asks for more as messages *arrive*; what we hold is bounded by what is *settled*, so we ask ourselves.
 * Requests are topped up in batches of a quarter of the capacity, and in one go for all that is freed in one round of the event loop.
 */
export class Pulls {
  private inbox = ''
  private subscription: NatsSubscription | undefined
  /** Messages that were asked for and have not come. */
  private outstanding = 0
  private lastRequest = 0
  private lastSignMs = 0
  private watchdog: NodeJS.Timeout | undefined
  private isTopUpPlanned = false
  /** With `gatherMs`: the first message is waited for, others are let gather behind it, then all are asked for, until none is left. */
  private gathered: 'nothing' | 'first' | 'some' | 'all' = 'nothing'
  private gatherTimer: NodeJS.Timeout | undefined
  private comeSinceAsked = 0

  constructor(
    private readonly connection: BusConnection,
    private readonly options: PullsOptions,
  ) {}

  /** Begins, or begins anew after a reconnection: requests of an earlier connection are forgotten with their inbox. */
  start(): void {
    this.subscription?.unsubscribe()
    this.inbox = createInbox(this.connection.inboxPrefix)
    this.outstanding = 0
    this.gatherAnew()
    this.lastSignMs = Date.now()
    this.subscription = this.connection.nats.subscribe(`${this.inbox}.*`, {
      callback: (error, message) => {
        if (error) this.connection.logger.error({ err: error, consumer: this.options.durable }, 'pulling was refused')
        else this.take(message)
      },
    })
    this.watchdog ??= setInterval(() => this.watch(), HEARTBEAT_MS)
    this.topUp()
  }

  /** Something that was held has been settled: there is room again. */
  freed(): void {
    if (this.isTopUpPlanned || !this.subscription) return
    this.isTopUpPlanned = true
    setImmediate(() => {
      this.isTopUpPlanned = false
      this.topUp()
    })
  }

  /** No new pulls; resolves when all that the broker had sent before has arrived. */
  async stop(): Promise<void> {
    clearInterval(this.watchdog)
    this.watchdog = undefined
    this.gatherAnew()
    const subscription = this.subscription
    this.subscription = undefined
    if (subscription && this.connection.isConnected) await subscription.drain()
  }

  private topUp(): void {
    if (!this.subscription || !this.connection.isConnected) return
    const { capacity, held, gatherMs = 0 } = this.options
    const room = capacity - held() - this.outstanding
    if (room <= 0) return
    if (gatherMs > 0) return this.gather(room, gatherMs)
    const batch = Math.max(1, capacity >> 2)
    if (room < batch && this.outstanding >= batch) return
    this.ask(room, EXPIRES_MS)
  }

  private gather(room: number, gatherMs: number): void {
    if (this.outstanding > 0 || this.gatherTimer) return
    if (this.gathered === 'nothing') return this.ask(1, EXPIRES_MS)
    // All that was asked for came: there may be more.
    if (this.gathered === 'some') return this.ask(room, GATHERED_EXPIRES_MS)
    this.gatherTimer = setTimeout(() => {
      this.gatherTimer = undefined
      this.gathered = 'some'
      this.topUp()
    }, gatherMs)
  }

  private gatherAnew(): void {
    clearTimeout(this.gatherTimer)
    this.gatherTimer = undefined
    this.gathered = 'nothing'
  }

  private ask(batch: number, expiresMs: number): void {
    if (!this.connection.isConnected) return
    this.outstanding += batch
    this.comeSinceAsked = 0
    this.lastRequest += 1
    this.connection.nats.publish(
      `$JS.API.CONSUMER.MSG.NEXT.${this.options.stream}.${this.options.durable}`,
      JSON.stringify({
        batch,
        expires: expiresMs * NANOSECONDS,
        ...(expiresMs > 2 * HEARTBEAT_MS && { idle_heartbeat: HEARTBEAT_MS * NANOSECONDS }),
      }),
      { reply: `${this.inbox}.${this.lastRequest}` },
    )
  }

  private take(message: Msg): void {
    this.lastSignMs = Date.now()
    if (message.subject.startsWith(this.inbox)) return this.takeStatus(message)
    if (this.outstanding > 0) this.outstanding -= 1
    if (this.gathered === 'nothing') this.gathered = 'first'
    this.comeSinceAsked += 1
    this.options.onMessage(new Acknowledgeable(message, this.connection.settlements))
    this.freed()
  }

  /** The broker's word on a request: 100 still open, 408 over; all else means that the consumer may be gone. */
  private takeStatus(message: Msg): void {
    const code = message.headers?.code ?? 0
    if (code === 100) return
    const unfilled = Number(message.headers?.get('Nats-Pending-Messages') ?? 0)
    if (code === 408 || code === 404) {
      this.outstanding = Math.max(0, this.outstanding - unfilled)
      if (this.gathered !== 'nothing') this.gathered = this.comeSinceAsked > 0 ? 'all' : 'nothing'
      this.freed()
      return
    }
    this.connection.logger.warn(
      { consumer: this.options.durable, code, status: message.headers?.description },
      'the broker ended a pull',
    )
    this.outstanding = Math.max(0, this.outstanding - unfilled)
    this.lastSignMs = 0
  }

  /** Requests that are open and say nothing for two heartbeats are lost. */
  private watch(): void {
    const isSilent = Date.now() - this.lastSignMs > 2 * HEARTBEAT_MS
    if (!isSilent || this.outstanding === 0 || !this.connection.isPrepared) {
      this.freed()
      return
    }
    this.lastSignMs = Date.now()
    void this.options.ensureConsumer().then(
      () => this.subscription && this.start(),
      (error: unknown) =>
        this.connection.logger.error({ err: error, consumer: this.options.durable }, 'consumer not there'),
    )
  }
}
