import type { Opening } from '@repartee/contracts'
import { nearest, windowsAround } from './core/alternatives.ts'
import { type FreeStart, freeStarts } from './core/availability.ts'
import { type CalendarResource, type CalendarService, resourcesFor } from './core/calendar.ts'
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
/** The longest buffer that anything in the calendar may have, to see what reaches into a window. */
const MARGIN_MS = DAY_MS

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
    found.push(...(await look(desk, service, resources, { start: from, end: to }, {})))
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

async function look(
  { client, calendar, zone }: Desk,
  service: CalendarService,
  resources: readonly CalendarResource[],
  window: Span,
  except: { session?: string; booking?: string | null },
): Promise<FreeStart[]> {
  const ids = resources.map(({ id }) => id)
  const seen = { start: window.start - MARGIN_MS, end: window.end + MARGIN_MS }
  const busy = await readBusy(client, ids, seen, except)
  const inOrder = leastBusyFirst(resources, busy)
  return freeStarts({ calendar, zone, service, resources: inOrder, busy, from: window.start, to: window.end })
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
