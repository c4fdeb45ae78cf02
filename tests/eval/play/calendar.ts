// The calendar of a pack on paper: what booking keeps in Postgres is a list here, everything else is booking's own core.
import type {
  Booking,
  bookingAvailability,
  bookingCancel,
  bookingHold,
  bookingMove,
  Opening,
  QuestionAnswer,
} from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { nearest, windowsAround } from '../../../services/booking/src/core/alternatives.ts'
import { freeStarts, type FreeStart } from '../../../services/booking/src/core/availability.ts'
import {
  resourcesFor,
  serviceOf,
  type Calendar,
  type CalendarResource,
  type CalendarService,
} from '../../../services/booking/src/core/calendar.ts'
import {
  firstBookable,
  isTooLateToChange,
  lastBookable,
  refuseStart,
} from '../../../services/booking/src/core/policy.ts'
import type { Span } from '../../../services/booking/src/core/span.ts'
import { MINUTE_MS, wallClock, Zone } from '../../../services/booking/src/core/zone.ts'
import type { Ask, ToolResult } from '../../../services/generation/src/core/step.ts'
import { calendarOf } from './pack-calendar.ts'

const ALTERNATIVES = 5

/** Why something cannot be had, as booking says it. */
type Refused = Extract<
  QuestionAnswer<typeof bookingHold>,
  { outcome: 'taken' | 'closed' | 'in_the_past' | 'too_far' | 'unknown_service' | 'unknown_resource' }
>
type Wanted =
  | { readonly refused: Extract<Refused, { outcome: 'unknown_service' | 'unknown_resource' }> }
  | { readonly refused: null; readonly service: CalendarService; readonly resources: readonly CalendarResource[] }
type Taken = { readonly refused: Refused } | { readonly refused: null; readonly booking: Booking }

interface Wish {
  readonly service: CalendarService
  readonly resource: string | null
  readonly at: number
}

/** Answers the questions of a turn about bookings, for one contact. */
export class PaperCalendar {
  readonly #pack: Pack
  readonly #zone: Zone
  readonly #bookings = new Map<string, Booking>()
  #kept: Calendar | null = null

  constructor(pack: Pack, timeZone: string) {
    this.#pack = pack
    this.#zone = new Zone(timeZone)
  }

  /** A pack without a calendar asks for nothing of it. */
  get #calendar(): Calendar {
    return (this.#kept ??= calendarOf(this.#pack, this.#zone.name))
  }

  /** The bookings that were made, in that order. */
  get bookings(): Booking[] {
    return [...this.#bookings.values()].filter(({ status }) => status !== 'held')
  }

  /** What booking answers at an instant. */
  answer(ask: Ask, now: string): ToolResult {
    const at = Date.parse(now)
    switch (ask.tool) {
      case 'booking.availability':
        return { tool: ask.tool, answer: this.#availability(ask.request, at) }
      case 'booking.hold': {
        const taken = this.#take(ask.request, at, 'held', {})
        const answer = taken.refused ?? { outcome: 'held' as const, booking: taken.booking, idempotent: false }
        return { tool: ask.tool, answer }
      }
      case 'booking.confirm': {
        const { contactName, contactPhone } = ask.request
        const taken = this.#take(ask.request, at, 'confirmed', { contactName, contactPhone })
        const answer = taken.refused ?? { outcome: 'confirmed' as const, booking: taken.booking, idempotent: false }
        return { tool: ask.tool, answer }
      }
      case 'booking.move':
        return { tool: ask.tool, answer: this.#move(ask.request, at) }
      case 'booking.cancel':
        return { tool: ask.tool, answer: this.#cancel(ask.request.booking, at) }
      case 'booking.list':
        return { tool: ask.tool, answer: { bookings: this.#standing(at) } }
      case 'journal.find':
        return { tool: ask.tool, answer: { outcome: 'unavailable' } }
    }
  }

  #availability(
    request: Extract<Ask, { tool: 'booking.availability' }>['request'],
    now: number,
  ): QuestionAnswer<typeof bookingAvailability> {
    const wanted = this.#wanted(request)
    if (wanted.refused) return wanted.refused
    const from = Math.max(Date.parse(request.from), firstBookable(this.#calendar, now))
    const to = Math.min(Date.parse(request.to), lastBookable(this.#calendar, this.#zone, now))
    const openings = this.#free(wanted.service, wanted.resources, { start: from, end: to }).slice(0, request.limit)
    return { outcome: 'free', openings: openings.map((free) => this.#opening(wanted.service, free)) }
  }

  #wanted({ service, resource }: { service: string; resource: string | null }): Wanted {
    const found = serviceOf(this.#calendar, service)
    if (!found) return { refused: { outcome: 'unknown_service' } }
    const resources = resourcesFor(this.#calendar, found, resource)
    if (resources.length === 0) return { refused: { outcome: 'unknown_resource' } }
    return { refused: null, service: found, resources }
  }

  #take(
    request: { key: string; service: string; resource: string | null; startsAt: string },
    now: number,
    status: Booking['status'],
    contact: { contactName?: string | null; contactPhone?: string | null },
  ): Taken {
    const wanted = this.#wanted(request)
    if (wanted.refused) return wanted
    const wish: Wish = { service: wanted.service, resource: request.resource, at: Date.parse(request.startsAt) }
    const refused = this.#refusal(wish, wanted.resources, now)
    if (refused) return { refused }
    // A new hold takes the place of the old one.
    for (const [key, { status: before }] of this.#bookings) if (before === 'held') this.#bookings.delete(key)
    const [free] = this.#free(wish.service, wanted.resources, { start: wish.at, end: wish.at + 1 })
    if (!free) return { refused: { outcome: 'taken', alternatives: this.#alternatives(wish, now) } }
    const booking = this.#booking(wish.service, free, { id: request.key, status, ...contact })
    this.#bookings.set(booking.id, booking)
    return { refused: null, booking }
  }

  #refusal(wish: Wish, resources: readonly CalendarResource[], now: number): Refused | null {
    const refused = refuseStart(this.#calendar, this.#zone, wish.at, now)
    if (refused === 'too_far') return { outcome: refused, horizonDays: this.#calendar.horizonDays }
    const alternatives = () => this.#alternatives(wish, now)
    if (refused === 'in_the_past') return { outcome: refused, alternatives: alternatives() }
    if (refused === 'too_soon') return { outcome: 'taken', alternatives: alternatives() }
    const isOpen = this.#free(wish.service, resources, { start: wish.at, end: wish.at + 1 }, new Map()).length > 0
    return isOpen ? null : { outcome: 'closed', alternatives: alternatives() }
  }

  #move(
    { booking: old, resource, startsAt }: Extract<Ask, { tool: 'booking.move' }>['request'],
    now: number,
  ): QuestionAnswer<typeof bookingMove> {
    const before = this.#bookings.get(old)
    if (before?.status !== 'confirmed') return { outcome: 'unknown_booking' }
    if (this.#isTooLate(before, now)) return this.#tooLate()
    this.#bookings.delete(old)
    const taken = this.#take({ key: old, service: before.service.key, resource, startsAt }, now, 'confirmed', before)
    if (taken.refused === null) return { outcome: 'moved', booking: taken.booking, idempotent: false }
    this.#bookings.set(old, before)
    return taken.refused
  }

  #cancel(key: string, now: number): QuestionAnswer<typeof bookingCancel> {
    const before = this.#bookings.get(key)
    if (before?.status !== 'confirmed') return { outcome: 'unknown_booking' }
    if (this.#isTooLate(before, now)) return this.#tooLate()
    const booking = { ...before, status: 'cancelled' as const }
    this.#bookings.set(key, booking)
    return { outcome: 'cancelled', booking, idempotent: false }
  }

  #isTooLate({ startsAt }: Booking, now: number): boolean {
    return isTooLateToChange(this.#calendar, Date.parse(startsAt), now)
  }

  #tooLate() {
    return { outcome: 'too_late' as const, noticeHours: this.#calendar.cancelNoticeHours }
  }

  #standing(now: number): Booking[] {
    return [...this.#bookings.values()]
      .filter(({ status, startsAt }) => status === 'confirmed' && Date.parse(startsAt) > now)
      .toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))
  }

  #alternatives(wish: Wish, now: number): Opening[] {
    const resources = resourcesFor(this.#calendar, wish.service, wish.resource)
    const bookable = { start: firstBookable(this.#calendar, now), end: lastBookable(this.#calendar, this.#zone, now) }
    for (const window of windowsAround(wish.at, bookable)) {
      const found = this.#free(wish.service, resources, window)
      if (found.length >= ALTERNATIVES)
        return nearest(found, wish.at, ALTERNATIVES).map((free) => this.#opening(wish.service, free))
    }
    return []
  }

  #free(
    service: CalendarService,
    resources: readonly CalendarResource[],
    { start, end }: Span,
    busy: ReadonlyMap<string, readonly Span[]> = this.#busy(),
  ): FreeStart[] {
    return freeStarts({ calendar: this.#calendar, zone: this.#zone, service, resources, busy, from: start, to: end })
  }

  #busy(): Map<string, Span[]> {
    const busy = new Map<string, Span[]>()
    for (const { status, resource, service, startsAt, endsAt } of this.#bookings.values()) {
      if (status === 'cancelled') continue
      const after = serviceOf(this.#calendar, service.key)?.bufferAfterMinutes ?? 0
      const span = { start: Date.parse(startsAt), end: Date.parse(endsAt) + after * MINUTE_MS }
      busy.set(resource.id, [...(busy.get(resource.id) ?? []), span])
    }
    return busy
  }

  #opening(service: CalendarService, { at, resource }: FreeStart): Opening {
    return {
      resource: { id: resource.id, key: resource.key, name: resource.name },
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + service.durationMinutes * MINUTE_MS).toISOString(),
      ...wallClock(at, this.#calendar.timeZone),
    }
  }

  #booking(
    service: CalendarService,
    free: FreeStart,
    rest: { id: string; status: Booking['status']; contactName?: string | null; contactPhone?: string | null },
  ): Booking {
    return {
      ...this.#opening(service, free),
      id: rest.id,
      status: rest.status,
      service: { id: service.id, key: service.key, name: service.name },
      timeZone: this.#calendar.timeZone,
      contactName: rest.contactName ?? null,
      contactPhone: rest.contactPhone ?? null,
    }
  }
}
