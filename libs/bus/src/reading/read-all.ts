import { DeliverPolicy } from '@nats-io/jetstream'
import type { ConsumerMessages, JsMsg, OrderedConsumerOptions } from '@nats-io/jetstream'
import { CONVERSATION } from '@repartee/contracts'
import { setTimeout as delay } from 'node:timers/promises'
import type { BusConnection } from '../connection/connection.ts'
import { StoredEvent } from './stored-event.ts'

export interface ReadAllOptions {
  /** The first position to read. Without it and without `since`: only what comes from now on. */
  readonly startSequence?: number
  /** Read what was published from here on, in milliseconds since the epoch. */
  readonly sinceMs?: number
  /** In stream order, each once. */
  readonly onEvent: (event: StoredEvent) => void
  /** The stream is another one than before (its store was lost): what was read so far is void, and reading begins at its start. */
  readonly onReset?: () => void
}

const PAUSE_MS = 200

/** Reads every event of the conversation stream in order, for this process alone; goes on where it stopped after a reconnection, without gap or double. */
export class AllEvents {
  private readonly stopping = new AbortController()
  private messages: ConsumerMessages | undefined
  private nextSequence: number | undefined
  private createdAt: string | undefined
  private generation = 0

  constructor(
    private readonly connection: BusConnection,
    private readonly options: ReadAllOptions,
  ) {
    this.nextSequence = options.startSequence
    connection.prepare(() => this.begin())
  }

  /** The position up to which all has been read. */
  get sequence(): number {
    return (this.nextSequence ?? 1) - 1
  }

  stop(): void {
    this.stopping.abort()
    this.messages?.stop()
  }

  /** At each connection: looks whether the stream is still the same, and reads on behind the last event. */
  private async begin(): Promise<void> {
    if (this.stopping.signal.aborted) return
    const generation = (this.generation += 1)
    this.messages?.stop()
    await this.locate()
    const consumer = await this.connection.jetStream.consumers.get(CONVERSATION.name, this.consumerOptions())
    const messages = await consumer.consume({
      max_messages: 500,
      callback: (message) => this.take(generation, message),
    })
    this.messages = messages
    void messages.closed().then((error) => this.beginAgain(generation, error))
  }

  /** After a cut that is no loss of the connection, such as a consumer that the server forgot. */
  private async beginAgain(cutOff: number, why: unknown): Promise<void> {
    if (!this.isStillOurs(cutOff)) return
    this.connection.logger.warn(
      { sequence: this.sequence, err: why },
      'reading all events was cut off; beginning again',
    )
    await delay(PAUSE_MS)
    if (!this.isStillOurs(cutOff)) return
    const generation = cutOff + 1
    await this.begin().catch((error: unknown) => this.beginAgain(generation, error))
  }

  /** Nobody has stopped it, and no other beginning has taken over: each reconnection begins anew. */
  private isStillOurs(generation: number): boolean {
    const { isConnected, isClosing } = this.connection
    return generation === this.generation && isConnected && !isClosing && !this.stopping.signal.aborted
  }

  private async locate(): Promise<void> {
    const { created, state } = await this.connection.manager.streams.info(CONVERSATION.name)
    const wasLost = this.createdAt !== undefined && this.createdAt !== created
    this.createdAt = created
    if (wasLost) {
      this.nextSequence = state.first_seq || 1
      this.options.onReset?.()
    } else if (this.nextSequence === undefined && this.options.sinceMs === undefined) {
      this.nextSequence = state.last_seq + 1
    }
  }

  private consumerOptions(): Partial<OrderedConsumerOptions> {
    if (this.nextSequence !== undefined) {
      return { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: Math.max(1, this.nextSequence) }
    }
    return {
      deliver_policy: DeliverPolicy.StartTime,
      opt_start_time: new Date(this.options.sinceMs!).toISOString(),
    }
  }

  private take(generation: number, message: JsMsg): void {
    if (generation !== this.generation || this.stopping.signal.aborted) return
    const { streamSequence } = message.info
    if (this.nextSequence !== undefined && streamSequence < this.nextSequence) return
    this.nextSequence = streamSequence + 1
    this.options.onEvent(toStoredEvent(message))
  }
}

export function toStoredEvent(message: JsMsg): StoredEvent {
  const { streamSequence, timestampNanos } = message.info
  return new StoredEvent(
    message.subject,
    streamSequence,
    Math.floor(timestampNanos / 1e6),
    message.data,
    message.headers,
  )
}
