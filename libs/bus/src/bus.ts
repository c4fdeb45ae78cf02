import type {
  AnyLive,
  AnyQuestion,
  BucketDeclaration,
  Outgoing,
  Payload,
  QuestionAnswer,
  QuestionRequest,
  ServiceName,
} from '@repartee/contracts'
import { CONVERSATION, DEAD, buckets } from '@repartee/contracts'
import { MESSAGING_SYSTEM, attributeNames, spanNames, withSpan } from '@repartee/telemetry'
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import type { BusConnection } from './connection/connection.ts'
import { listDeadLetters, sendAgain } from './dead-letters/dead-letters.ts'
import type { DeadLetter } from './dead-letters/dead-letters.ts'
import { Bucket } from './kv/bucket.ts'
import type { BucketOptions } from './kv/bucket.ts'
import { Join } from './kv/join.ts'
import { Live } from './live/live.ts'
import type { LiveHandler, LiveOptions } from './live/live.ts'
import { pack, store } from './publishing/publish.ts'
import type { Packed, Stored } from './publishing/publish.ts'
import { ask } from './questions/ask.ts'
import type { AskOptions } from './questions/ask.ts'
import { AllEvents } from './reading/read-all.ts'
import type { ReadAllOptions } from './reading/read-all.ts'
import { Batches } from './reading/read-batches.ts'
import type { BatchOptions } from './reading/read-batches.ts'
import { readSession, sessionFilter } from './reading/read-session.ts'
import type { StoredEvent } from './reading/stored-event.ts'
import { checkServer } from './streams/check-server.ts'
import { ensureBucket, ensureStreams } from './streams/ensure-streams.ts'

export interface PublishOptions {
  /** The message's id: publishing the same one again within two minutes stores nothing. A new one unless told; `<id>:<index>` for several. */
  readonly id?: string
  /** How long to wait for the broker's word: 5 s. */
  readonly timeoutMs?: number
  readonly headers?: Record<string, string>
  /** The trace that it belongs to, for relays of rows; else that of the work around the caller. */
  readonly traceparent?: string
}

const PUBLISH_MS = 5000
const CHECK_MS = 1000

/** What a service does with the bus beyond its handlers. */
export class Bus {
  private readonly frames: Live
  private readonly batches: Batches[] = []
  private readonly readers: AllEvents[] = []
  private readonly declaredBuckets = new Set<BucketDeclaration>(buckets)
  private connectedAt = 0

  constructor(private readonly connection: BusConnection) {
    connection.prepare(async () => {
      checkServer(connection.nats.info, connection.address)
      await ensureStreams(connection)
      for (const bucket of this.declaredBuckets) await ensureBucket(connection, bucket)
      this.connectedAt = Date.now()
    })
    this.frames = new Live(connection)
  }

  get service(): ServiceName {
    return this.connection.service
  }

  /** When the newest connection was made, in milliseconds since 1970; 0 before the first. */
  get connectedAtMs(): number {
    return this.connectedAt
  }

  /** NATS is there, and so are streams, buckets and consumers. */
  isReady(): boolean {
    return this.connection.isPrepared
  }

  /** Waits until it is ready; rejects after `timeoutMs`, or at once when the server can not be used. */
  ready(timeoutMs: number): Promise<void> {
    this.connection.start()
    return this.connection.prepared(timeoutMs)
  }

  /** For `/health`: whether NATS answers, and in how many milliseconds. */
  async check(): Promise<{ status: 'up' | 'down'; detail: string; roundTripMs?: number }> {
    if (!this.connection.isConnected) return { status: 'down', detail: `NATS is away (${this.connection.address})` }
    const roundTripMs = await this.roundTripMs()
    if (roundTripMs === undefined)
      return { status: 'down', detail: `NATS does not answer (${this.connection.address})` }
    return this.isReady()
      ? { status: 'up', detail: `connected to ${this.connection.address}`, roundTripMs }
      : { status: 'down', detail: 'connected; streams and consumers are being prepared', roundTripMs }
  }

  /**
   * Publishes one event, or several side by side, and waits until the broker has stored them.
   * Throws InvalidMessageError, or BusUnavailableError when that is not known in time.
   */
  async publish(outgoing: Outgoing | readonly Outgoing[], options: PublishOptions = {}): Promise<Stored[]> {
    const list: readonly Outgoing[] = Array.isArray(outgoing) ? outgoing : [outgoing as Outgoing]
    const id = options.id ?? randomUUID()
    const ids = list.length === 1 ? [id] : list.map((_one, index) => `${id}:${index}`)
    return Promise.all(list.map((one, index) => this.publishOne(one, ids[index]!, options)))
  }

  /** Asks and waits for the answer. Throws AskError, whose `failure` says how it went wrong. */
  ask<Q extends AnyQuestion>(question: Q, data: QuestionRequest<Q>, options?: AskOptions): Promise<QuestionAnswer<Q>> {
    return ask(this.connection, question, data, options)
  }

  /** Sends a live frame and forgets it. */
  live<L extends AnyLive>(frame: L, data: Payload<L>): void {
    this.frames.send(frame, data)
  }

  /** Calls `handler` for each frame until the returned function is called. */
  subscribeLive<L extends AnyLive>(frame: L, handler: LiveHandler<L>, options?: LiveOptions): () => void {
    return this.frames.watch(frame, handler, options)
  }

  /** A KV bucket; made at the next connection when it is not there. */
  kv<Value>(bucket: BucketDeclaration, schema: z.ZodType<Value>, options?: BucketOptions): Bucket<Value> {
    this.declare(bucket)
    return new Bucket(this.connection, bucket, schema, options)
  }

  /** Where two halves of one piece of work meet: see `Join`. */
  join<A, B>(bucket: BucketDeclaration, schemas: { a: z.ZodType<A>; b: z.ZodType<B> }): Join<A, B> {
    this.declare(bucket)
    return new Join(this.connection, bucket, schemas.a, schemas.b)
  }

  /** Reads every event in order, for this process alone. */
  readAll(options: ReadAllOptions): AllEvents {
    const reader = new AllEvents(this.connection, options)
    this.readers.push(reader)
    return reader
  }

  /** The events of one session from `startSequence` to the newest, in order. */
  readSession(of: { tenant: string; session: string; startSequence?: number }): Promise<StoredEvent[]> {
    return readSession(this.connection, of)
  }

  /** Reads every event, or those named, in batches, by a durable that all replicas share. */
  readBatches(options: BatchOptions): Batches {
    const batches = new Batches(this.connection, options)
    this.batches.push(batches)
    return batches
  }

  /** The newest dead letters, newest first. */
  deadLetters(options: { limit: number; tenant?: string }): Promise<DeadLetter[]> {
    return listDeadLetters(this.connection, options)
  }

  /** Puts a dead letter back, for the handler that gave it up alone. */
  sendAgain(deadSequence: number): Promise<Stored> {
    return sendAgain(this.connection, deadSequence)
  }

  /** Removes all that the streams hold of a session. Returns how many messages it was. */
  async eraseSession(tenant: string, session: string): Promise<number> {
    const { streams } = this.connection.manager
    const events = await streams.purge(CONVERSATION.name, { filter: sessionFilter(tenant, session) })
    const dead = await streams.purge(DEAD.name, { filter: `dead.*.${tenant}.${session}` })
    return events.purged + dead.purged
  }

  /** Stops the readers that this service began. */
  async stopReading(): Promise<void> {
    for (const reader of this.readers) reader.stop()
    await Promise.all(this.batches.map((batches) => batches.stop()))
  }

  private async roundTripMs(): Promise<number | undefined> {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), CHECK_MS)
    })
    return Promise.race([this.connection.nats.rtt(), tooLate]).finally(() => clearTimeout(timer))
  }

  private declare(bucket: BucketDeclaration): void {
    if (this.declaredBuckets.has(bucket)) return
    this.declaredBuckets.add(bucket)
    this.connection.prepare(() => ensureBucket(this.connection, bucket))
  }

  private publishOne(outgoing: Outgoing, id: string, options: PublishOptions): Promise<Stored> {
    const attributes = {
      [attributeNames.service]: this.service,
      [attributeNames.messagingSystem]: MESSAGING_SYSTEM,
      [attributeNames.messagingOperation]: 'publish',
      [attributeNames.messagingOperationType]: 'send',
      [attributeNames.messagingDestination]: outgoing.event.name,
      [attributeNames.messagingMessageId]: id,
    }
    const span = { kind: 'producer' as const, attributes, parent: options.traceparent }
    return withSpan(spanNames.publish(outgoing.event.name), span, () => {
      const packed: Packed = pack(outgoing, id, options)
      return store(this.connection, packed, { timeoutMs: options.timeoutMs ?? PUBLISH_MS })
    })
  }
}
