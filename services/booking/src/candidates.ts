import { freeStarts } from './core/availability.ts'
import { type Calendar, type CalendarResource, resourcesFor } from './core/calendar.ts'
import { leastBusyFirst } from './core/fairness.ts'
import { refuseStart } from './core/policy.ts'
import type { Span } from './core/span.ts'
import { DAY_MS } from './core/zone.ts'
import type { Desk } from './desk.ts'
import { Refused, type Wish } from './refusal.ts'
import { readBusy } from './store.ts'

/**
 * Who could give the service at the wanted start, as far as can be seen now: the one who is asked for, or, with anybody, those
 * who are free, the least busy of that day first. Throws Refused when the start cannot be had.
 */
export async function candidatesFor(desk: Desk, wish: Wish): Promise<CalendarResource[]> {
  const { calendar, zone, now } = desk
  const able = resourcesFor(calendar, wish.service, wish.resource)
  if (able.length === 0) throw new Refused({ outcome: 'unknown_resource' })
  const refused = refuseStart(calendar, zone, wish.at, now)
  if (refused === 'too_far') throw new Refused({ outcome: 'too_far', horizonDays: calendar.horizonDays })
  if (refused === 'in_the_past') throw new Refused({ outcome: 'in_the_past', wish })
  const open = able.filter((resource) => isOpen(desk, calendar, resource, wish))
  if (open.length === 0) throw new Refused({ outcome: isOffTheGrid(desk, able, wish) ? 'taken' : 'closed', wish })
  if (refused === 'too_soon') throw new Refused({ outcome: 'taken', wish })
  const day = { start: wish.at - DAY_MS / 2, end: wish.at + DAY_MS / 2 }
  const ids = open.map(({ id }) => id)
  const busy = await readBusy(desk.client, ids, day, wish)
  const free = leastBusyFirst(open, busy).filter((resource) => isFree(desk, calendar, resource, wish, busy))
  if (free.length === 0) throw new Refused({ outcome: 'taken', wish })
  return free
}

/** Open then, though no start of the grid: nobody can have it, but it is not closed. */
function isOffTheGrid(desk: Desk, resources: readonly CalendarResource[], wish: Wish): boolean {
  const everyMinute = { ...desk.calendar, slotMinutes: 1 }
  return resources.some((resource) => isOpen(desk, everyMinute, resource, wish))
}

function isOpen(desk: Desk, calendar: Calendar, resource: CalendarResource, wish: Wish): boolean {
  return isFree(desk, calendar, resource, wish, new Map())
}

function isFree(
  { zone }: Desk,
  calendar: Calendar,
  resource: CalendarResource,
  { service, at }: Wish,
  busy: ReadonlyMap<string, readonly Span[]>,
): boolean {
  return freeStarts({ calendar, zone, service, resources: [resource], busy, from: at, to: at + 1 }).length > 0
}
