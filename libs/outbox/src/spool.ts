import type { Outgoing } from '@repartee/contracts'
import type { Database } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { Alarm } from './alarm.ts'
import { channelOf } from './source.ts'
import { hasRows, lockToAppend } from './statements.ts'
import { write } from './write.ts'

const SOURCE = 'spool'
const LOOK_AGAIN_MS = 1000

export interface SpoolOptions {
  readonly database: Database
  readonly log: Logger
}

/**
 * Where messages wait while the broker cannot take them. Order is kept per tenant: as long as it has rows, whoever takes a
 * message in appends; the relay of the source `spool` empties it and takes the last batch while nobody can append.
 */
export class Spool {
  readonly #database: Database
  readonly #log: Logger
  readonly #alarm = new Alarm()
  #running: Promise<void> | undefined
  #stopped = false
  #isOpen = false
  /** Rows that this spool wrote: a look that began before the newest of them knows nothing of it. */
  #appended = 0
  #isUnknown = false

  constructor({ database, log }: SpoolOptions) {
    this.#database = database
    this.#log = log
  }

  /** Must intake try `appendWhileOpen` before it publishes? From memory, looked up each second and on NOTIFY. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Begins to watch the table; does not wait for Postgres to be there. */
  start(): void {
    this.#running ??= this.#watch()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    this.#alarm.ring()
    await this.#running
  }

  /**
   * Appends if the spool (still) has rows of this tenant; false when it has none: publish directly. Waits while the relay
   * takes the last batch. Throws when Postgres does not take it.
   */
  async appendWhileOpen(outgoing: Outgoing, messageId: string): Promise<boolean> {
    return this.#append(outgoing, messageId, true)
  }

  /** Appends in any case: for a message that the broker did not take in time. Throws when Postgres does not take it. */
  async append(outgoing: Outgoing, messageId: string): Promise<void> {
    await this.#append(outgoing, messageId, false)
  }

  async #append(outgoing: Outgoing, messageId: string, onlyWhileOpen: boolean): Promise<boolean> {
    const { tenant } = outgoing.data as { tenant: string }
    const isAppended = await this.#database.inTenant(tenant, async (client) => {
      await lockToAppend(client, SOURCE)
      if (onlyWhileOpen && !(await hasRows(client, SOURCE))) return false
      await write(client, outgoing, { source: SOURCE, messageId })
      return true
    })
    if (isAppended) {
      this.#appended += 1
      this.#isOpen = true
    }
    return isAppended
  }

  async #watch(): Promise<void> {
    const unlisten = this.#database.listen(channelOf(SOURCE), () => this.#alarm.ring())
    while (!this.#stopped) {
      await this.#look()
      await this.#alarm.wait(LOOK_AGAIN_MS)
    }
    await unlisten()
  }

  /** What was known stays while Postgres cannot be asked. */
  async #look(): Promise<void> {
    try {
      const appendedBefore = this.#appended
      const isOpen = await this.#database.asWorker((client) => hasRows(client, SOURCE))
      if (isOpen || appendedBefore === this.#appended) this.#isOpen = isOpen
      else this.#alarm.ring()
      this.#isUnknown = false
    } catch (error) {
      if (!this.#isUnknown) this.#log.warn({ err: error }, 'the spool cannot be looked at; what was known of it stays')
      this.#isUnknown = true
    }
  }
}
