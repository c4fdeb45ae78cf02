import { XMLParser } from 'fast-xml-parser'
import { type CalendarEntry, calendarObject } from '../core/ics.ts'
import type { Span } from '../core/span.ts'
import { busyTimes } from './busyTimes.ts'
import { refused, send } from './http.ts'
import { type OutsideCalendar, OutsideError } from './outsideCalendar.ts'

export interface CalDavOptions {
  /** The collection's URL. */
  readonly address: string
  readonly account: string
  readonly password: string
  readonly timeZone: string
}

const xml = new XMLParser({ removeNSPrefix: true, isArray: (name) => name === 'response' || name === 'propstat' })

/** A calendar on a CalDAV server (RFC 4791): Nextcloud, Radicale, iCloud, Fastmail. */
export class CalDavCalendar implements OutsideCalendar {
  readonly #collection: string
  readonly #timeZone: string
  readonly #authorization: string

  constructor({ address, account, password, timeZone }: CalDavOptions) {
    this.#collection = address.endsWith('/') ? address : `${address}/`
    this.#timeZone = timeZone
    this.#authorization = `Basic ${Buffer.from(`${account}:${password}`).toString('base64')}`
  }

  async readBusy(window: Span, signal: AbortSignal): Promise<Span[]> {
    const answered = await send(this.#collection, {
      method: 'REPORT',
      headers: { ...this.#headers('application/xml; charset=utf-8'), depth: '1' },
      body: queryOf(window),
      signal,
    })
    if (answered.status !== 207) throw refused(this.#collection, 'list what is busy', answered)
    return objectsIn(answered.body).flatMap((object) => busyTimes(object, window, this.#timeZone))
  }

  async put(booking: string, entry: CalendarEntry, signal: AbortSignal): Promise<void> {
    const answered = await send(this.#urlOf(booking), {
      method: 'PUT',
      headers: this.#headers('text/calendar; charset=utf-8'),
      body: calendarObject(entry),
      signal,
    })
    if (![200, 201, 204].includes(answered.status)) throw refused(this.#collection, 'take a booking in', answered)
  }

  async remove(booking: string, signal: AbortSignal): Promise<void> {
    const answered = await send(this.#urlOf(booking), { method: 'DELETE', headers: this.#headers(), signal })
    if (![200, 204, 404, 410].includes(answered.status)) throw refused(this.#collection, 'take a booking out', answered)
  }

  #urlOf(booking: string): string {
    return new URL(`${booking}.ics`, this.#collection).href
  }

  #headers(type?: string): Record<string, string> {
    return { authorization: this.#authorization, ...(type === undefined ? {} : { 'content-type': type }) }
  }
}

/** `calendar-query` of RFC 4791, section 7.8: events that touch the window, repetitions too. */
function queryOf({ start, end }: Span): string {
  const utc = (at: number) => new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  return `<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
  <D:prop><D:getetag/><C:calendar-data/></D:prop>
  <C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
    <C:time-range start="${utc(start)}" end="${utc(end)}"/>
  </C:comp-filter></C:comp-filter></C:filter>
</C:calendar-query>`
}

interface MultiStatus {
  multistatus?: { response?: { propstat?: { prop?: { 'calendar-data'?: unknown } }[] }[] } | ''
}

function objectsIn(body: string): string[] {
  let read: MultiStatus
  try {
    read = xml.parse(body) as MultiStatus
  } catch (error) {
    throw new OutsideError('the calendar server answers what is no XML', { cause: error })
  }
  const responses = (read.multistatus || {}).response ?? []
  return responses.flatMap(({ propstat = [] }) =>
    propstat.flatMap(({ prop }) => (typeof prop?.['calendar-data'] === 'string' ? [prop['calendar-data']] : [])),
  )
}
