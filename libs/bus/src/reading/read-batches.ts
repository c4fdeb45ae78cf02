import { CONVERSATION } from '@repartee/contracts'
import type { AnyEvent } from '@repartee/contracts'
import { count } from '@repartee/telemetry'
import type { BusConnection } from '../connection/connection.ts'
import { PermanentError, RetryLaterError } from '../errors.ts'
import { backoffMs } from '../policies/backoff.ts'
import { ensurePullConsumer } from '../streams/ensure-consumer.ts'
import type { Acknowledgeable } from '../subscription/acknowledgeable.ts'
import { Heartbeat } from '../subscription/heartbeat.ts'
import { Pulls } from '../subscription/pulls.ts'
import { buryMessage } from '../dead-letters/bury-message.ts'
import { StoredEvent } from './stored-event.ts'

export interface BatchOptions {
  /** The durable is `<service>_<durable>`; all replicas share it. */
  readonly durable: string
  /** Only these; every event unless told. */
  readonly events?: readonly AnyEvent[]
  readonly maxBatch: number
  /** How long the first event of a batch waits for more. */
  readonly maxWaitMs: number
  /**
   * Takes events in stream order (across replicas in no order) and resolves when they are safe; then they are acknowledged.
   * RetryLaterError (the store is away) brings all of them again; after any other error each is tried alone, and one that fails with
   * PermanentError, or eight times, becomes a dead letter.
   */
  readonly handler: (events: readonly StoredEvent[]) => Promise<void>
}

const MOST_FAILURES = 8

/** A durable reader of events of any kind, in batches: for the archive. */
export class Batches {
  private readonly waiting: Acknowledgeable[] = []
  private running: Acknowledgeable[] = []
  private readonly pulls: Pulls
  private readonly heartbeat: Heartbeat
  private readonly durable: string
  private readonly failures = new Map<number, number>()
  private timer: NodeJS.Timeout | undefined
  private work: Promise<void> | undefined
  private readonly stopping = new AbortController()

  constructor(
    private readonly connection: BusConnection,
    private readonly options: BatchOptions,
  ) {
    this.durable = `${connection.service}_${options.durable}`
    const ensureConsumer = () =>
      ensurePullConsumer(connection, CONVERSATION.name, {
        durable_name: this.durable,
        max_ack_pending: options.maxBatch * 16,
        ...(options.events && { filter_subjects: options.events.map(({ filter }) => filter) }),
        description: 'reads events in batches',
      })
    this.heartbeat = new Heartbeat(() => [...this.running, ...this.waiting])
    this.pulls = new Pulls(connection, {
      stream: CONVERSATION.name,
      durable: this.durable,
      capacity: options.maxBatch * 2,
      // A batch begins with one event; all that may join it come together just before it ends.
      gatherMs: Math.ceil(options.maxWaitMs * 0.9),
      held: () => this.waiting.length + this.running.length,
      onMessage: (message) => this.take(message),
      ensureConsumer,
    })
    connection.prepare(async () => {
      if (this.isStopping) return
      await ensureConsumer()
      this.heartbeat.start()
      this.pulls.start()
    })
  }

  /** No new events; the batch that runs finishes; the rest goes back. */
  async stop(): Promise<void> {
    this.stopping.abort()
    clearTimeout(this.timer)
    await this.pulls.stop()
    for (const message of this.waiting.splice(0)) message.retry(0)
    await this.work
    this.heartbeat.stop()
  }

  private get isStopping(): boolean {
    return this.stopping.signal.aborted
  }

  private take(message: Acknowledgeable): void {
    if (this.isStopping) return message.retry(0)
    const same = this.waiting.findIndex(({ sequence }) => sequence === message.sequence)
    if (same >= 0) this.waiting[same] = message
    else this.waiting.push(message)
    if (this.waiting.length >= this.options.maxBatch) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), this.options.maxWaitMs)
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.work || this.waiting.length === 0 || this.isStopping) return
    this.running = this.waiting.splice(0, this.options.maxBatch)
    this.work = this.handle(this.running).finally(() => {
      this.running = []
      this.work = undefined
      this.pulls.freed()
      if (this.waiting.length > 0) this.flush()
    })
  }

  private async handle(messages: Acknowledgeable[]): Promise<void> {
    try {
      await this.options.handler(messages.map(toStoredEvent))
      for (const message of messages) this.settled(message)
    } catch (error) {
      this.connection.logger.warn({ consumer: this.durable, err: error, events: messages.length }, 'a batch failed')
      if (error instanceof RetryLaterError) for (const message of messages) message.retry(error.delayMs)
      else if (messages.length === 1) await this.failed(messages[0]!, error)
      else for (const message of messages) await this.handle([message])
    }
  }

  private settled(message: Acknowledgeable): void {
    message.acknowledge()
    this.failures.delete(message.sequence)
  }

  private async failed(message: Acknowledgeable, error: unknown): Promise<void> {
    const failures = (this.failures.get(message.sequence) ?? 0) + 1
    if (!(error instanceof PermanentError) && failures < MOST_FAILURES) {
      this.failures.set(message.sequence, failures)
      message.retry(backoffMs(failures))
      return
    }
    const { id, tenant, session } = toStoredEvent(message)
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    const reason = error instanceof PermanentError ? 'permanent' : 'failed_too_often'
    const dead = { durable: this.durable, message, id, tenant, session, signal: this.stopping.signal }
    try {
      await buryMessage(this.connection, dead, { reason, detail })
    } catch (cause) {
      this.connection.logger.warn({ consumer: this.durable, err: cause }, 'left for a later delivery')
      return
    }
    count('repartee_dead_letters_total', { consumer: this.durable, reason })
    message.terminate()
    this.failures.delete(message.sequence)
  }
}

function toStoredEvent({ subject, sequence, storedAtMs, data, headers }: Acknowledgeable): StoredEvent {
  return new StoredEvent(subject, sequence, storedAtMs, data, headers)
}
