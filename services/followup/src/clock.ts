import { type Outgoing, followUpCancelled, followUpDue, outgoing } from '@repartee/contracts'
import { write } from '@repartee/outbox'
import type { Client, Database } from '@repartee/service'
import { replyIdOf } from '@repartee/session'
import { count, observe, setGauge } from '@repartee/telemetry'
import type { Logger } from '@repartee/telemetry'
import { setTimeout as pause } from 'node:timers/promises'
import { occurrenceId } from './core/occurrence.ts'
import { type DueRow, countWaiting, forgetSeen, linkReplies, markDue } from './due.ts'

export interface ClockOptions {
  readonly database: Database
  readonly log: Logger
  readonly tickMs?: number
  /** Rows in one transaction. */
  readonly limit?: number
}

const HOUSEKEEPING_MS = 60_000

/**
 * The durable alarm clock: each tick marks what is due by the database's time and writes `followup.due` in the same transaction.
 * It holds no job, so that a dead one holds nothing; any number may run.
 */
export class Clock {
  readonly #database: Database
  readonly #log: Logger
  readonly #tickMs: number
  readonly #limit: number
  readonly #stopping = new AbortController()
  #running: Promise<void> | undefined
  #isInTrouble = false

  constructor({ database, log, tickMs = 250, limit = 200 }: ClockOptions) {
    this.#database = database
    this.#log = log
    this.#tickMs = tickMs
    this.#limit = limit
  }

  /** Begins to tick; does not wait for Postgres to be there. */
  start(): void {
    this.#running ??= this.#run()
  }

  /** Ends after the tick that is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    let tidyAtMs = performance.now()
    while (!signal.aborted) {
      const isFull = await this.#attempt(() => this.tick())
      if (performance.now() >= tidyAtMs) {
        tidyAtMs = performance.now() + HOUSEKEEPING_MS
        await this.#attempt(() => this.#tidy())
      }
      // Rejects only when stopped, which the loop looks at.
      if (isFull !== true) await pause(this.#tickMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Fires what is due now. Returns whether there may be more. */
  async tick(): Promise<boolean> {
    const rows = await this.#database.asWorker(async (client) => {
      const due = await markDue(client, this.#limit)
      await fire(client, due)
      return due
    })
    for (const row of rows) {
      count('repartee_followups_total', { event: willFire(row) ? 'due' : 'cancelled' })
      observe('repartee_followup_delay_seconds', row.late_ms / 1000)
    }
    return rows.length === this.#limit
  }

  async #tidy(): Promise<void> {
    await this.#database.asWorker(async (client) => {
      setGauge('repartee_followups_waiting', await countWaiting(client))
      await forgetSeen(client)
    })
  }

  /** Postgres that is away is told once, and asked again with the next tick. */
  async #attempt<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      const result = await work()
      if (this.#isInTrouble) this.#log.info('the clock of the follow-ups ticks again')
      this.#isInTrouble = false
      return result
    } catch (error) {
      if (!this.#isInTrouble)
        this.#log.warn({ err: error }, 'the clock of the follow-ups cannot ask Postgres; it tries again')
      this.#isInTrouble = true
      return undefined
    }
  }
}

const willFire = (row: DueRow): row is DueRow & { way: NonNullable<DueRow['way']> } =>
  !row.is_useless && row.way !== null

async function fire(client: Client, rows: readonly DueRow[]): Promise<void> {
  if (rows.length === 0) return
  const fired = rows.filter(willFire)
  await linkReplies(
    client,
    fired.map((row) => ({ tenant: row.tenant_id, id: row.id, reply: replyIdOf(occurrenceId(row.id, row.occurrence)) })),
  )
  await write(client, rows.map(toEvent), { source: 'followup' })
}

function toEvent(row: DueRow): Outgoing {
  const reference = {
    tenant: row.tenant_id,
    session: row.session_id,
    followUp: row.id,
    occurrence: occurrenceId(row.id, row.occurrence),
    reason: row.reason,
  }
  if (willFire(row)) {
    const dueAt = new Date(row.due).toISOString()
    return outgoing(followUpDue, {
      ...reference,
      ...row.way,
      dueAt,
      armedAt: new Date(row.armed).toISOString(),
      data: row.data,
    })
  }
  const why = row.is_useless ? 'it would have come too late' : 'there is no way to write to the contact'
  return outgoing(followUpCancelled, { ...reference, why, at: new Date(row.due + row.late_ms).toISOString() })
}
