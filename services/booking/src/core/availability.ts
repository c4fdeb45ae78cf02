import type { Calendar, CalendarResource, CalendarService, Hours } from './calendar.ts'
import { hoursOn } from './calendar.ts'
import { type Span, byStart, merge } from './span.ts'
import { type Day, MINUTE_MS, type Zone } from './zone.ts'
import { gridStarts } from './grid.ts'

/** A start at which a resource is free. Instants are milliseconds since the epoch. */
export interface FreeStart {
  readonly at: number
  readonly resource: CalendarResource
}

export interface Question {
  readonly calendar: Calendar
  readonly zone: Zone
  readonly service: CalendarService
  /** Who may give it, best first. */
  readonly resources: readonly CalendarResource[]
  /** What is taken, by resource id: bookings and live holds with their buffers. */
  readonly busy: ReadonlyMap<string, readonly Span[]>
  /** Starts from here, before `to`. */
  readonly from: number
  readonly to: number
}

/**
 * The starts in a window at which the service fits: inside the opening hours, on the grid, its buffers touching nobody else's.
 * Buffers may reach beyond the opening hours. One start for each instant, with the first of the resources that is free then; soonest first.
 */
export function freeStarts(question: Question): FreeStart[] {
  const { zone, from, to, service } = question
  if (from >= to) return []
  const found = new Map<number, CalendarResource>()
  const lastDay = zone.dayAt(to - 1 + service.durationMinutes * MINUTE_MS)
  const days = daysBetween(zone.dayAt(from), lastDay).map((day) => ({ day, hours: hoursOn(question.calendar, day) }))
  for (const resource of question.resources) {
    const openings = days.flatMap(({ day, hours }) => openingsOn(zone, day, hours(resource)))
    collect(question, resource, openings, found)
  }
  return [...found].map(([at, resource]) => ({ at, resource })).toSorted((a, b) => a.at - b.at)
}

/** Adds the starts of one resource that nobody before it had. */
function collect(
  { service, calendar, zone, busy, from, to }: Question,
  resource: CalendarResource,
  openings: readonly Opening[],
  found: Map<number, CalendarResource>,
): void {
  const durationMs = service.durationMinutes * MINUTE_MS
  const beforeMs = service.bufferBeforeMinutes * MINUTE_MS
  const afterMs = service.bufferAfterMinutes * MINUTE_MS
  const taken = merge(busy.get(resource.id) ?? [])
  const blocks = merge(openings)
  let block = 0
  let next = 0
  let last = -Infinity
  for (const opening of openings.toSorted(byStart)) {
    while (blocks[block]!.end < opening.end) block++
    const latest = Math.min(to, blocks[block]!.end - durationMs + 1, opening.end)
    for (const at of gridStarts(zone, opening, Math.max(from, last + 1), latest, calendar.slotMinutes)) {
      last = at
      while (next < taken.length && taken[next]!.end <= at - beforeMs) next++
      const isFree = next === taken.length || taken[next]!.start >= at + durationMs + afterMs
      if (isFree && !found.has(at)) found.set(at, resource)
    }
  }
}

/** An opening with its offset from UTC while that stays the same; null when the clock changes inside. */
export interface Opening extends Span {
  readonly offsetMs: number | null
}

function openingsOn(zone: Zone, day: Day, hours: readonly Hours[]): Opening[] {
  return hours.flatMap(({ opensMinute, closesMinute }) => {
    const start = zone.instantOf(day, opensMinute)
    const end = zone.instantOf(day, closesMinute)
    if (start >= end) return []
    // In a gap of the clock neither difference is an offset, and they differ.
    const isSteady = end - start === (closesMinute - opensMinute) * MINUTE_MS
    return [{ start, end, offsetMs: isSteady ? zone.wallOf(day, opensMinute) - start : null }]
  })
}

function daysBetween(first: Day, last: Day): Day[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
