import { PermanentError } from '@repartee/bus'
import type { Bus } from '@repartee/bus'
import type { Client, Database } from '@repartee/service'
import { count, setGauge } from '@repartee/telemetry'
import type { Logger } from '@repartee/telemetry'
import { Alarm } from './alarm.ts'
import { type Row, readRow } from './row.ts'
import { type Source, channelOf } from './source.ts'
import * as statements from './statements.ts'

export interface RelayOptions {
  readonly source: Source
  readonly database: Database
  readonly bus: Pick<Bus, 'publish'>
  readonly log: Logger
  /** Rows in one transaction. */
  readonly batchSize?: number
  /** The longest pause between two looks, if nothing notifies. */
  readonly pollMs?: number
}

/** Appenders of the spool may wait for one publish: it must not take long. */
const PUBLISH_MS = 1000

type Outcome = 'empty' | 'more' | 'busy' | 'stuck'

/** The longest that one transaction publishes; the server ends one that idles for 15 s. */
const BATCH_MS = 3000
/** Nobody may wait longer to append to the spool than a webhook waits for its answer. */
const LAST_BATCH_MS = 300
/** Sessions of the spool whose rows leave side by side. */
const LANES = 16

/**
 * Publishes what a source wrote, in order of the rows' ids, with the row's message id, and forgets a row when the broker
 * has acknowledged it. One relay works at a time, whatever the number of replicas. Lives through the loss of either server.
 */
export class Relay {
  readonly #source: Source
  readonly #database: Database
  readonly #bus: Pick<Bus, 'publish'>
  readonly #log: Logger
  readonly #batchSize: number
  readonly #pollMs: number
  readonly #alarm = new Alarm()
  #running: Promise<void> | undefined
  #stopped = false
  #trouble: string | undefined

  constructor({ source, database, bus, log, batchSize = 200, pollMs = 1000 }: RelayOptions) {
    this.#source = source
    this.#database = database
    this.#bus = bus
    this.#log = log
    this.#batchSize = batchSize
    this.#pollMs = pollMs
  }

  /** Begins to relay; does not wait for a server to be there. */
  start(): void {
    this.#running ??= this.#run()
  }

  /** Ends after the row that is on its way; what is left stays for the next relay. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.#alarm.ring()
    await this.#running
  }

  async #run(): Promise<void> {
    const unlisten = this.#database.listen(channelOf(this.#source), () => this.#alarm.ring())
    while (!this.#stopped) {
      const outcome = await this.#relayBatch()
      if (outcome !== 'more') await this.#alarm.wait(this.#pollMs)
    }
    await unlisten()
  }

  /** One transaction. A server that is away is told once, and asked again after the pause. */
  async #relayBatch(): Promise<Outcome> {
    try {
      const outcome = await this.#database.asWorker((client) => this.#relayIn(client))
      if (outcome !== 'stuck') this.#allIsWell()
      return outcome
    } catch (error) {
      this.#inTrouble('postgres', error)
      return 'stuck'
    }
  }

  async #relayIn(client: Client): Promise<Outcome> {
    if (!(await statements.tryLockRelay(client, this.#source))) return 'busy'
    const rows = await statements.readBatch(client, this.#source, this.#batchSize)
    const isLast = rows.length > 0 && rows.length < this.#batchSize
    const allLeft = (await this.#publishInOrder(client, rows)) && (!isLast || (await this.#publishLast(client)))
    await this.#measure(client)
    if (!allLeft) return 'stuck'
    if (isLast) await statements.notify(client, channelOf(this.#source))
    return rows.length === 0 ? 'empty' : 'more'
  }

  /**
   * Of the spool: what came while its last batch left. Nobody may append between our last row and the moment when everybody
   * publishes directly again; the lock is taken only now, when the broker has just taken rows, so that nobody waits long.
   */
  async #publishLast(client: Client): Promise<boolean> {
    if (this.#source !== 'spool') return true
    await statements.lockOutAppenders(client, this.#source)
    const rows = await statements.readBatch(client, this.#source, this.#batchSize)
    return this.#publishInOrder(client, rows, LAST_BATCH_MS)
  }

  /** False when one could not be published: those behind it wait for it. */
  async #publishInOrder(client: Client, rows: readonly Row[], limitMs = BATCH_MS): Promise<boolean> {
    const published: string[] = []
    const unreadable: { row: Row; reason: string }[] = []
    const endMs = performance.now() + limitMs
    const lanes = this.#lanesOf(rows)
    const work = async () => {
      for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
        for (const row of lane) {
          if (this.#stopped || performance.now() > endMs) return
          const reason = await this.#publish(row, Math.min(PUBLISH_MS, limitMs))
          if (reason === undefined) published.push(row.id)
          else unreadable.push({ row, reason })
        }
      }
    }
    const workers = await Promise.allSettled(Array.from({ length: Math.min(LANES, lanes.length) }, work))
    for (const { row, reason } of unreadable) await this.#bury(client, row, reason)
    if (published.length > 0) await statements.deleteRows(client, published)
    const failed = workers.find((worker) => worker.status === 'rejected')
    if (failed !== undefined) this.#inTrouble('nats', failed.reason)
    return failed === undefined
  }

  /** Rows that leave one after the other: those of one session in the spool, all of them elsewhere. */
  #lanesOf(rows: readonly Row[]): Row[][] {
    if (this.#source !== 'spool') return [[...rows]]
    return [...Map.groupBy(rows, ({ payload }) => (payload as { session?: unknown } | null)?.session).values()]
  }

  /** The reason why this row can never be published, if there is one. Throws when it cannot be published now. */
  async #publish(row: Row, timeoutMs: number): Promise<string | undefined> {
    const read = readRow(row)
    if ('unreadable' in read) return read.unreadable
    try {
      await this.#bus.publish(read.outgoing, {
        id: row.message_id,
        traceparent: row.traceparent ?? undefined,
        timeoutMs,
      })
    } catch (error) {
      if (error instanceof PermanentError) return error.message
      throw error
    }
  }

  async #bury(client: Client, row: Row, reason: string): Promise<void> {
    await statements.bury(client, row.id, reason)
    count('repartee_dead_letters_total', { consumer: `outbox_${this.#source}`, reason: 'unreadable' })
    this.#log.error(
      { source: this.#source, row: row.id, contract: row.contract },
      'an outbox row cannot be published; it is in outbox.dead',
    )
  }

  async #measure(client: Client): Promise<void> {
    const backlog = await statements.readBacklog(client, this.#source)
    setGauge('repartee_outbox_rows', backlog.rows, { owner: this.#source })
    setGauge('repartee_outbox_lag_seconds', backlog.oldestSeconds, { owner: this.#source })
    if (this.#source === 'spool') setGauge('repartee_spool_rows', backlog.rows)
  }

  #inTrouble(server: 'postgres' | 'nats', error: unknown): void {
    if (this.#trouble === server) return
    this.#trouble = server
    this.#log.warn(
      { source: this.#source, server, err: error },
      'the relay cannot work now; it tries again every second',
    )
  }

  #allIsWell(): void {
    if (this.#trouble === undefined) return
    this.#log.info({ source: this.#source, server: this.#trouble }, 'the relay works again')
    this.#trouble = undefined
  }
}
