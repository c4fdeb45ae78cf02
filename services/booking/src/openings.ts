import type { Opening } from '@repartee/contracts'
import { nearest, windowsAround } from './core/alternatives.ts'
import { type FreeStart, freeStarts } from './core/availability.ts'
import { type CalendarResource, type CalendarService, oneOfEachPattern, resourcesFor } from './core/calendar.ts'
import { leastBusyFirst } from './core/fairness.ts'
import { firstBookable, lastBookable } from './core/policy.ts'
import type { Span } from './core/span.ts'
import { DAY_MS, MINUTE_MS, wallClock } from './core/zone.ts'
import type { Desk } from './desk.ts'
import type { Wish } from './refusal.ts'
import { readBusy } from './store.ts'

const ALTERNATIVES = 5
/** Days of the first look; each next one is three times as long, so that a small limit reads little. */
const FIRST_LOOK_DAYS = 2
/** Resources whose bookings are read at first; four times as many each next time, until nothing more can be found. */
const FIRST_RESOURCES = 10

/** The first free starts in a window, at most `limit`, cut to what may be booked. */
export async function firstOpenings(
  desk: Desk,
  service: CalendarService,
  resources: readonly CalendarResource[],
  { start, end, limit }: Span & { limit: number },
): Promise<Opening[]> {
  const bookable = bookableSpan(desk)
  const last = Math.min(end, bookable.end)
  const found: FreeStart[] = []
  let days = FIRST_LOOK_DAYS
  for (let from = Math.max(start, bookable.start); from < last && found.length < limit; days *= 3) {
    const to = Math.min(last, from + days * DAY_MS)
    found.push(...(await look(desk, service, resources, { start: from, end: to, enough: limit - found.length }, {})))
    from = to
  }
  return found.slice(0, limit).map((free) => toOpening(desk, service, free))
}

/** The free starts nearest to what was wanted, in order of time. */
export async function alternativesTo(desk: Desk, wish: Wish): Promise<Opening[]> {
  const resources = resourcesFor(desk.calendar, wish.service, wish.resource)
  let found: FreeStart[] = []
  for (const window of windowsAround(wish.at, bookableSpan(desk))) {
    found = await look(desk, wish.service, resources, window, wish)
    if (found.length >= ALTERNATIVES) break
  }
  return nearest(found, wish.at, ALTERNATIVES).map((free) => toOpening(desk, wish.service, free))
}

/**
 * Free starts in a window; where `enough` is given, all that come before so many are found. Of many resources the bookings of a few
 * tell nearly all that is free, so that those of the others are read only around starts at which one of them might be.
 */
async function look(
  desk: Desk,
  service: CalendarService,
  resources: readonly CalendarResource[],
  { start, end, enough = Infinity }: Span & { enough?: number },
  except: { session?: string; booking?: string | null },
): Promise<FreeStart[]> {
  const { client, calendar, zone } = desk
  const found = new Map<number, FreeStart>()
  const inOrder = () => [...found.values()].toSorted((a, b) => a.at - b.at)
  let window = { start, end }
  let count = FIRST_RESOURCES
  for (let from = 0; from < resources.length; count *= 4) {
    const some = resources.slice(from, from + count)
    const ids = some.map(({ id }) => id)
    const ask = { calendar, zone, service, from: window.start, to: window.end }
    const busy = await readBusy(client, ids, reachOf(service, window), except)
    for (const free of freeStarts({ ...ask, resources: leastBusyFirst(some, busy), busy })) {
      if (!found.has(free.at)) found.set(free.at, free)
    }
    from += count
    const others = oneOfEachPattern(calendar, resources.slice(from))
    const to = Math.min(window.end, inOrder()[enough - 1]?.at ?? window.end)
    const possible = freeStarts({ ...ask, to, resources: others, busy: new Map() })
    const missing = possible.filter(({ at }) => !found.has(at))
    if (missing.length === 0) break
    window = { start: missing[0]!.at, end: missing.at(-1)!.at + 1 }
  }
  return inOrder()
}

/** All that a start in the window may touch, with its buffers. */
function reachOf(service: CalendarService, { start, end }: Span): Span {
  return {
    start: start - service.bufferBeforeMinutes * MINUTE_MS,
    end: end + (service.durationMinutes + service.bufferAfterMinutes) * MINUTE_MS,
  }
}

function bookableSpan({ calendar, zone, now }: Desk): Span {
  return { start: firstBookable(calendar, now), end: lastBookable(calendar, zone, now) }
}

function toOpening({ calendar }: Desk, service: CalendarService, { at, resource }: FreeStart): Opening {
  const { id, key, name } = resource
  return {
    resource: { id, key, name },
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + service.durationMinutes * MINUTE_MS).toISOString(),
    ...wallClock(at, calendar.timeZone),
  }
}
