import type { Client, Database } from '@repartee/service'
import type { CalendarLinks } from './calendarLinks.ts'
import { readCalendar, readMoment } from './calendarStore.ts'
import type { Calendar } from './core/calendar.ts'
import { Zone } from './core/zone.ts'

/** One transaction in one tenant, with the calendar and the database's time. */
export interface Desk {
  readonly tenant: string
  readonly client: Client
  readonly calendar: Calendar
  readonly zone: Zone
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly links: CalendarLinks | undefined
}

const NOTHING_BOOKABLE: Calendar = {
  timeZone: 'UTC',
  slotMinutes: 60,
  horizonDays: 1,
  noticeHours: 0,
  cancelNoticeHours: 0,
  services: [],
  resources: [],
  exceptions: [],
  hasOutside: false,
}

interface Known {
  readonly revision: string
  readonly calendar: Calendar
  readonly zone: Zone
}

export interface DeskOptions {
  readonly tenant: string
  /** Aborted when whoever asked has stopped waiting. */
  readonly signal: AbortSignal
  /** What nobody else of the tenant may work on at the same time: the key of a request. */
  readonly lock?: string | undefined
}

/** SQLSTATE deadlock_detected: two who swap their holds wait for each other; the server lets one go on, the other tries again. */
const DEADLOCK = '40P01'
const ATTEMPTS = 3

/** Opens transactions on the tenants' calendars, which it keeps in memory as long as their revision stands. */
export class Desks {
  readonly #database: Database
  readonly #links: CalendarLinks | undefined
  readonly #known = new Map<string, Known>()

  constructor(database: Database, links?: CalendarLinks) {
    this.#database = database
    this.#links = links
  }

  /**
   * Runs `work` in one transaction. Nothing of it stays when it throws, or when `signal` is aborted before the end: whoever asked
   * has then said already that it cannot be done now. A tenant without a calendar can book nothing.
   */
  async open<Result>(options: DeskOptions, work: (desk: Desk) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#database.inTenant(options.tenant, async (client) => {
          const result = await work(await this.#deskFor(options, client))
          options.signal.throwIfAborted()
          return result
        })
      } catch (error) {
        if (attempt === ATTEMPTS || !isDeadlock(error)) throw error
      }
    }
  }

  async #deskFor({ tenant, lock }: DeskOptions, client: Client): Promise<Desk> {
    const { now, revision } = await readMoment(client, lock === undefined ? null : `booking ${tenant} ${lock}`)
    const here = { tenant, client, now, links: this.#links }
    if (revision === null) return { ...here, calendar: NOTHING_BOOKABLE, zone: new Zone('UTC') }
    let known = this.#known.get(tenant)
    if (known?.revision !== revision) {
      const { calendar, revision: read } = await readCalendar(client)
      known = { calendar, revision: read, zone: new Zone(calendar.timeZone) }
      this.#known.set(tenant, known)
    }
    return { ...here, calendar: known.calendar, zone: known.zone }
  }
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && (error.cause as { code?: unknown } | undefined)?.code === DEADLOCK
}
