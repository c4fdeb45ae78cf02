import type { Day } from './zone.ts'
import { weekdayOf } from './zone.ts'

/** Open from one minute of the day to another, on the wall clock; 1440 is the end of the day. */
export interface Hours {
  readonly opensMinute: number
  readonly closesMinute: number
}

export interface CalendarService {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly durationMinutes: number
  /** Kept free before and after it. */
  readonly bufferBeforeMinutes: number
  readonly bufferAfterMinutes: number
  readonly isRetired: boolean
}

export interface CalendarResource {
  readonly id: string
  readonly key: string
  readonly name: string
  /** Ids of the services that it can give. */
  readonly services: ReadonlySet<string>
  /** By weekday, 1 is Monday. */
  readonly weekly: ReadonlyMap<number, readonly Hours[]>
  readonly isRetired: boolean
}

/** Days that differ: other hours, or closed where there are none; for one resource, or for all. */
export interface DayException {
  readonly resourceId: string | null
  readonly firstDay: Day
  readonly lastDay: Day
  readonly hours: readonly Hours[]
}

/** What says when one can come. */
export interface Calendar {
  readonly timeZone: string
  /** Starts lie on multiples of it after the hour. */
  readonly slotMinutes: number
  readonly horizonDays: number
  /** The least time between now and a new booking. */
  readonly noticeHours: number
  /** Until how long before the start a contact may cancel or move. */
  readonly cancelNoticeHours: number
  /** In the order in which they are offered; retired ones too, since bookings of them stand. */
  readonly services: readonly CalendarService[]
  readonly resources: readonly CalendarResource[]
  readonly exceptions: readonly DayException[]
  /** Has any resource a calendar elsewhere? */
  readonly hasOutside?: boolean
}

/** The service with this key, if it is offered. */
export function serviceOf(calendar: Calendar, key: string): CalendarService | undefined {
  return calendar.services.find((service) => service.key === key && !service.isRetired)
}

/** Who gives a service: all, or only the one with this key. Empty when nobody does. */
export function resourcesFor(calendar: Calendar, service: CalendarService, key: string | null): CalendarResource[] {
  return calendar.resources.filter(
    (resource) => !resource.isRetired && resource.services.has(service.id) && (key === null || resource.key === key),
  )
}

/** One resource for each way to work: those with the same week and the same exceptions are open at the same times. */
export function oneOfEachPattern(calendar: Calendar, resources: readonly CalendarResource[]): CalendarResource[] {
  const byPattern = new Map<string, CalendarResource>()
  for (const resource of resources) byPattern.set(patternOf(calendar, resource), resource)
  return [...byPattern.values()]
}

const patterns = new WeakMap<CalendarResource, string>()

function patternOf({ exceptions }: Calendar, resource: CalendarResource): string {
  const known = patterns.get(resource)
  if (known !== undefined) return known
  const own = exceptions.filter(({ resourceId }) => resourceId === resource.id)
  const days = own.map(({ firstDay, lastDay, hours }) => [firstDay, lastDay, hours])
  const pattern = JSON.stringify([[...resource.weekly].toSorted(([a], [b]) => a - b), days])
  patterns.set(resource, pattern)
  return pattern
}

/** When each resource works on one day: an exception of its own goes before one for all, that before the week. */
export function hoursOn(calendar: Calendar, day: Day): (resource: CalendarResource) => readonly Hours[] {
  const weekday = weekdayOf(day)
  const own = new Map<string, readonly Hours[]>()
  let forAll: readonly Hours[] | undefined
  for (const exception of calendar.exceptions) {
    if (day < exception.firstDay || day > exception.lastDay) continue
    if (exception.resourceId === null) forAll ??= exception.hours
    else if (!own.has(exception.resourceId)) own.set(exception.resourceId, exception.hours)
  }
  return (resource) => own.get(resource.id) ?? forAll ?? resource.weekly.get(weekday) ?? []
}
