import { PermissionViolationError } from '@nats-io/transport-node'
import type { NatsConnection } from '@nats-io/transport-node'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream'
import type { ServiceName } from '@repartee/contracts'
import type { Logger } from '@repartee/telemetry'
import { setTimeout as delay } from 'node:timers/promises'
import { BusUnavailableError, WiringError } from '../errors.ts'
import { readAddress } from './address.ts'
import type { Address } from './address.ts'
import { dial } from './dial.ts'
import { Requests } from './requests.ts'
import { Settlements } from './settlements.ts'
import { Writes } from './writes.ts'

export interface ConnectionOptions {
  readonly service: ServiceName
  /** One address, or several with commas between; credentials may stand in it. */
  readonly natsUrl: string
  /** Servers of a cluster that hold each stream and bucket; 1, also when not said, leaves them as they are. */
  readonly replicas?: number
  readonly logger: Logger
}

/** What must be done at the first connection and again after each reconnection, such as making streams. */
export type Preparation = () => Promise<void>

const RECONNECT_MS = 250
const PREPARE_AGAIN_MS = 200

/** The one connection of a service: connects for ever, and prepares streams, consumers and pulls anew whenever NATS is back. */
export class BusConnection {
  readonly service: ServiceName
  readonly requests: Requests
  readonly settlements = new Settlements(() => this.nats)
  readonly writes = new Writes(() => this.settlements.flush())
  readonly logger: Logger
  readonly replicas: number
  /** The prefix of every inbox of this service, so that permissions can tell services apart. */
  readonly inboxPrefix: string
  private readonly server: Address
  private readonly preparations: Preparation[] = []
  private readonly closing = new AbortController()
  private client: { nats: NatsConnection; jetStream: JetStreamClient; manager: JetStreamManager } | undefined
  private isUp = false
  /** Counts connections: what was prepared on an earlier one does not count. */
  private round = 0
  private toPrepare: Preparation[] = []
  private isPreparing = false
  private lastError: unknown
  private waiting: { resolve: () => void; reject: (error: unknown) => void }[] = []
  private running: Promise<void> | undefined

  constructor(options: ConnectionOptions) {
    this.service = options.service
    this.server = readAddress(options.natsUrl)
    this.logger = options.logger
    this.replicas = options.replicas ?? 1
    this.inboxPrefix = `_INBOX_${options.service}`
    this.requests = new Requests(this)
  }

  get isConnected(): boolean {
    return this.isUp
  }

  /** Connected, and all that was asked for by `prepare` stands. */
  get isPrepared(): boolean {
    return this.isUp && this.toPrepare.length === 0
  }

  /** Connected, and not about to close. */
  get canPublish(): boolean {
    return this.isUp && !this.nats.isClosed() && !this.nats.isDraining()
  }

  /** The connection of nats.js. Throws when there was none yet; it stays the same one over reconnections. */
  get nats(): NatsConnection {
    return this.clients.nats
  }
  get jetStream(): JetStreamClient {
    return this.clients.jetStream
  }
  get manager(): JetStreamManager {
    return this.clients.manager
  }

  private get clients() {
    if (!this.client) throw new BusUnavailableError(`NATS has not been reached yet at ${this.address}`)
    return this.client
  }

  /** The address without credentials. */
  get address(): string {
    return this.server.servers.join(', ')
  }

  /** Begins to connect, in the background and for ever. */
  start(): void {
    this.running ??= this.run()
  }

  /** Runs `preparation` at each connection, in the order of the calls; at once too when connected already. */
  prepare(preparation: Preparation): void {
    this.preparations.push(preparation)
    if (!this.isUp) return
    this.toPrepare.push(preparation)
    void this.prepareAll()
  }

  /** Waits until all is prepared. Rejects after `timeoutMs`, or at once when the server can not serve us. */
  async prepared(timeoutMs: number): Promise<void> {
    if (this.isPrepared) return
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve, reject) => {
      this.waiting.push({ resolve, reject })
      timer = setTimeout(() => {
        const why = this.lastError instanceof Error ? ` (${this.lastError.message})` : ''
        reject(
          new BusUnavailableError(
            `NATS at ${this.address} was not ready within ${timeoutMs} ms${why}. Start it, or set NATS_URL to where it listens`,
            { cause: this.lastError },
          ),
        )
      }, timeoutMs)
    }).finally(() => clearTimeout(timer))
  }

  /** Sends what waits to be sent and closes. */
  async close(): Promise<void> {
    this.closing.abort()
    const nats = this.client?.nats
    this.writes.flush()
    if (nats && !nats.isClosed()) await (this.isUp ? nats.drain() : nats.close())
    this.isUp = false
    await this.running
    this.requests.close()
  }

  get isClosing(): boolean {
    return this.closing.signal.aborted
  }

  private async run(): Promise<void> {
    const nats = await this.firstConnection()
    if (!nats) return
    const manager = await jetstreamManager(nats, { checkAPI: false })
    if (this.isClosing) return nats.close()
    this.client = { nats, jetStream: jetstream(nats), manager }
    this.requests.listen(nats)
    this.connected()
    for await (const status of nats.status()) {
      if (status.type === 'disconnect') {
        this.isUp = false
        if (!this.isClosing) this.logger.warn({ address: this.address }, 'NATS is away; connecting again')
      } else if (status.type === 'reconnect') {
        this.logger.info({ address: this.address }, 'NATS is back')
        this.connected()
      } else if (status.type === 'error') {
        this.logger.error({ err: status.error }, 'NATS reports an error')
        if (status.error instanceof PermissionViolationError) this.requests.refused(status.error)
      }
    }
  }

  private async firstConnection(): Promise<NatsConnection | undefined> {
    while (!this.isClosing) {
      try {
        const names = { name: `repartee-${this.service}`, inboxPrefix: this.inboxPrefix }
        return await this.unlessClosing(dial(this.server, names))
      } catch (error) {
        this.lastError = error
        await this.pause(RECONNECT_MS)
      }
    }
    return undefined
  }

  /** nats.js can not give up an attempt: we leave it behind, and a connection that comes after all is closed at once. */
  private async unlessClosing(attempt: Promise<NatsConnection>): Promise<NatsConnection | undefined> {
    const isClosing = Promise.withResolvers<undefined>()
    const leave = () => {
      isClosing.resolve(undefined)
      attempt.then(
        (late) => late.close(),
        () => undefined,
      )
    }
    this.closing.signal.addEventListener('abort', leave, { once: true })
    return Promise.race([attempt, isClosing.promise]).finally(() =>
      this.closing.signal.removeEventListener('abort', leave),
    )
  }

  private connected(): void {
    this.isUp = true
    this.round += 1
    this.toPrepare = [...this.preparations]
    void this.prepareAll()
  }

  /** Works off what is to be prepared, one after the other. JetStream may need a while after NATS listens, so what fails is tried again. */
  private async prepareAll(): Promise<void> {
    if (this.isPreparing) return
    this.isPreparing = true
    let failures = 0
    while (this.isUp && !this.isClosing && this.toPrepare.length > 0) {
      const round = this.round
      try {
        await this.toPrepare[0]!()
        if (round === this.round) this.toPrepare.shift()
        failures = 0
      } catch (error) {
        this.lastError = error
        if (error instanceof WiringError) {
          this.refuse(error)
          break
        }
        failures += 1
        if (failures === 1) this.logger.warn({ err: error }, 'NATS is there but not ready yet; trying again')
        await this.pause(PREPARE_AGAIN_MS)
      }
    }
    this.isPreparing = false
    if (!this.isPrepared) return
    this.requests.sendAgain()
    for (const { resolve } of this.waiting.splice(0)) resolve()
  }

  private refuse(error: WiringError): void {
    this.logger.error({ err: error }, 'the bus can not be used')
    for (const { reject } of this.waiting.splice(0)) reject(error)
  }

  private async pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.closing.signal }).catch((error: unknown) => {
      if (!this.isClosing) throw error
    })
  }
}
