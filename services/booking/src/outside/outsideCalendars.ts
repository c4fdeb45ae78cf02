import type { Database } from '@repartee/service'
import { count, type Logger } from '@repartee/telemetry'
import { setTimeout as pause } from 'node:timers/promises'
import { entryForBusiness } from '../calendarFiles.ts'
import { DAY_MS } from '../core/zone.ts'
import { CalDavCalendar } from './caldav.ts'
import { GoogleCalendar } from './google.ts'
import { GoogleTokens, readGoogleKey } from './googleToken.ts'
import { type OutsideCalendar, OutsideError } from './outsideCalendar.ts'
import * as statements from './statements.ts'

export interface OutsideOptions {
  readonly database: Database
  readonly log: Logger
  /** The secret that a row names. */
  readonly secretOf: (reference: string) => string | undefined
  readonly googleUrl: string
  readonly readEveryMs: number
  readonly tickMs?: number
}

const AT_ONCE = 10
const CALL_MS = 20_000

/**
 * Keeps resources' calendars elsewhere in step: reads what is busy there, writes bookings there. What is to be done stands in Postgres
 * and comes again until it is; nothing is waited for inside a transaction. What fails is told where calendars are listed.
 */
export class OutsideCalendars {
  readonly #options: OutsideOptions
  readonly #stopping = new AbortController()
  readonly #tokens = new Map<string, GoogleTokens>()
  #running: Promise<void> | undefined
  #isInTrouble = false

  constructor(options: OutsideOptions) {
    this.#options = options
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** Gives up calls that are under way: they are made again later. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping
    while (!signal.aborted) {
      await this.#attempt()
      // Rejects only when stopped, which the loop looks at.
      await pause(this.#options.tickMs ?? 1000, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Postgres that is away is told once, and asked again with the next tick. */
  async #attempt(): Promise<void> {
    try {
      await this.tick()
      this.#isInTrouble = false
    } catch (error) {
      if (!this.#isInTrouble) this.#options.log.warn({ err: error }, 'calendars elsewhere are not kept in step now')
      this.#isInTrouble = true
    }
  }

  /** Does what is due now. */
  async tick(): Promise<void> {
    const { database, readEveryMs } = this.#options
    const toWrite = await database.asWorker((client) => statements.claimToWrite(client, AT_ONCE))
    await Promise.all(toWrite.map((event) => this.#write(event)))
    const toRead = await database.asWorker((client) => statements.claimToRead(client, readEveryMs, AT_ONCE))
    await Promise.all(toRead.map((calendar) => this.#read(calendar)))
  }

  async #read(calendar: statements.OutsideRow): Promise<void> {
    const { database } = this.#options
    const now = Date.now()
    const window = { start: now - DAY_MS, end: now + (calendar.horizon_days + 2) * DAY_MS }
    const done = await this.#call(calendar, 'read', async (outside, signal) => {
      const busy = await outside.readBusy(window, signal)
      await database.asWorker((client) => statements.replaceBusy(client, calendar, busy))
    })
    if (done !== true) await database.asWorker((client) => statements.noteReadFailure(client, calendar, done.failure))
  }

  async #write(event: statements.DueEvent): Promise<void> {
    const { database } = this.#options
    const { tenant_id: tenant, booking_id: booking } = event
    const done = await this.#call(event, 'write', async (outside, signal) => {
      const entry = event.is_gone
        ? null
        : await database.asWorker((client) => entryForBusiness(client, tenant, booking))
      // One that was cancelled meanwhile is wanted out by a newer row.
      if (entry === null) await outside.remove(booking, signal)
      else await outside.put(booking, entry, signal)
      await database.asWorker((client) => statements.settle(client, event))
    })
    if (done !== true) await database.asWorker((client) => statements.noteWriteFailure(client, event, done.failure))
  }

  /** True when it worked; why not when the calendar could not be used. */
  async #call(
    calendar: statements.OutsideRow,
    what: 'read' | 'write',
    work: (outside: OutsideCalendar, signal: AbortSignal) => Promise<void>,
  ): Promise<true | { failure: string }> {
    const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(CALL_MS)])
    try {
      await work(this.#open(calendar), signal)
      count('repartee_outside_calendars_total', { kind: calendar.kind, event: what })
      return true
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      count('repartee_outside_calendars_total', { kind: calendar.kind, event: `${what}_failed` })
      this.#options.log.warn({ calendar: calendar.id, what, why: error.message }, 'a calendar elsewhere cannot be used')
      return { failure: error.message }
    }
  }

  #open({ id, kind, address, account, secret, time_zone: timeZone }: statements.OutsideRow): OutsideCalendar {
    const value = this.#options.secretOf(secret)
    if (value === undefined) throw new OutsideError(`the secret ${secret} is not set in the environment of booking`)
    if (kind === 'caldav') return new CalDavCalendar({ address, account: account ?? '', password: value, timeZone })
    const tokens = this.#tokens.get(id) ?? new GoogleTokens(readGoogleKey(value))
    this.#tokens.set(id, tokens)
    return new GoogleCalendar({ address, url: this.#options.googleUrl, tokens, timeZone, now: () => Date.now() })
  }
}
