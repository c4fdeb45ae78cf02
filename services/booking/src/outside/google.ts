import { DateTime } from 'luxon'
import { z } from 'zod'
import type { CalendarEntry } from '../core/ics.ts'
import type { Span } from '../core/span.ts'
import type { GoogleTokens } from './googleToken.ts'
import { type Answered, refused, send } from './http.ts'
import { type OutsideCalendar, OutsideError, isOurs } from './outsideCalendar.ts'

export interface GoogleOptions {
  /** The calendar's id, such as `primary` or an address. */
  readonly address: string
  readonly url: string
  readonly tokens: GoogleTokens
  readonly timeZone: string
  readonly now: () => number
}

const moment = z.object({ dateTime: z.string().optional(), date: z.string().optional() })
const page = z.object({
  nextPageToken: z.string().optional(),
  items: z
    .array(
      z.object({
        iCalUID: z.string().optional(),
        status: z.string().optional(),
        transparency: z.string().optional(),
        start: moment.optional(),
        end: moment.optional(),
      }),
    )
    .default([]),
})
const MOST_PAGES = 40

/** A calendar at Google (API v3). Ids of events are the bookings' own, so that what is sent twice stands there once. */
export class GoogleCalendar implements OutsideCalendar {
  readonly #options: GoogleOptions

  constructor(options: GoogleOptions) {
    this.#options = options
  }

  async readBusy(window: Span, signal: AbortSignal): Promise<Span[]> {
    const query = new URLSearchParams({
      singleEvents: 'true',
      timeMin: new Date(window.start).toISOString(),
      timeMax: new Date(window.end).toISOString(),
      maxResults: '2500',
    })
    const busy: Span[] = []
    for (let count = 0; count < MOST_PAGES; count += 1) {
      const answered = await this.#call('GET', `?${query.toString()}`, undefined, signal)
      if (answered.status !== 200) throw refused(this.#options.url, 'list what is busy', answered)
      const { items, nextPageToken } = page.parse(JSON.parse(answered.body))
      busy.push(...items.flatMap((item) => this.#busyOf(item)))
      if (nextPageToken === undefined) return busy
      query.set('pageToken', nextPageToken)
    }
    throw new OutsideError('Google’s list does not end')
  }

  async put(booking: string, entry: CalendarEntry, signal: AbortSignal): Promise<void> {
    const event = { ...eventOf(entry), id: idOf(booking) }
    const changed = await this.#call('PUT', `/${event.id}`, event, signal)
    if (changed.status === 200) return
    if (changed.status !== 404) throw refused(this.#options.url, 'change a booking', changed)
    const made = await this.#call('POST', '', event, signal)
    // 409: it was made by the same request before, whose answer got lost.
    if (made.status !== 200 && made.status !== 409) throw refused(this.#options.url, 'take a booking in', made)
  }

  async remove(booking: string, signal: AbortSignal): Promise<void> {
    const answered = await this.#call('DELETE', `/${idOf(booking)}`, undefined, signal)
    if (![200, 204, 404, 410].includes(answered.status))
      throw refused(this.#options.url, 'take a booking out', answered)
  }

  #busyOf({ iCalUID, status, transparency, start, end }: z.output<typeof page>['items'][number]): Span[] {
    if (status === 'cancelled' || transparency === 'transparent' || isOurs(iCalUID) || !start || !end) return []
    const span = { start: this.#instantOf(start), end: this.#instantOf(end) }
    return span.start < span.end ? [span] : []
  }

  #instantOf({ dateTime, date }: z.output<typeof moment>): number {
    return dateTime === undefined
      ? DateTime.fromISO(date ?? '', { zone: this.#options.timeZone }).toMillis()
      : Date.parse(dateTime)
  }

  /** With a token that Google has withdrawn it is asked once more with a new one. */
  async #call(method: string, path: string, body: object | undefined, signal: AbortSignal): Promise<Answered> {
    const { url, address, tokens, now } = this.#options
    for (let attempt = 1; ; attempt += 1) {
      const token = await tokens.current(now(), signal)
      const answered = await send(`${url}/calendars/${encodeURIComponent(address)}/events${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal,
      })
      if (answered.status !== 401 || attempt === 2) return answered
      tokens.forget()
    }
  }
}

/** Google's ids are of the letters a–v and digits: the hexadecimal digits of a UUID fit. */
function idOf(booking: string): string {
  return booking.replaceAll('-', '')
}

function eventOf(entry: CalendarEntry) {
  return {
    iCalUID: entry.uid,
    summary: entry.summary,
    description: entry.description ?? '',
    location: entry.location ?? '',
    start: { dateTime: new Date(entry.starts).toISOString() },
    end: { dateTime: new Date(entry.ends).toISOString() },
    sequence: entry.revision,
    status: 'confirmed',
  }
}
