import { toInstant } from '@repartee/language'
import { weekdays, type Calendar, type Resource, type Span } from '@repartee/packs'

/** The spans in which a resource works on a day of the tenant's calendar; none where it is off. */
export function hoursOn(calendar: Calendar, resource: Resource, date: string): readonly Span[] {
  const exception = calendar.exceptions.find(({ from, to, resources }) => {
    return from <= date && date <= (to ?? from) && (resources.length === 0 || resources.includes(resource.key))
  })
  if (exception) return exception.hours ?? []
  const weekday = weekdays[weekdayOf(date)]
  return weekday === undefined ? [] : (resource.hours[weekday] ?? [])
}

/** Monday is 0. */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

/** The resources that may give a service; one, when it is named. */
export function resourcesFor(calendar: Calendar, service: string, person: string | null): readonly Resource[] {
  return calendar.resources.filter(
    ({ key, services }) => services.includes(service) && (person === null || key === person),
  )
}

/** Today in a time zone, YYYY-MM-DD. */
export function today(now: string, timeZone: string): string {
  // The Swedish way to write a date is ISO 8601.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(now))
}

export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Does a day stand in the calendar? 2026-02-30 does not. */
export function isDate(date: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(date)) return false
  const at = Date.parse(`${date}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === date
}

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The next days, from a date, on which one of the resources works. */
export function workingDays(
  calendar: Calendar,
  resources: readonly Resource[],
  from: string,
  last: string,
  count: number,
): string[] {
  const found: string[] = []
  for (let date = from; date <= last && found.length < count; date = daysLater(date, 1)) {
    if (resources.some((resource) => hoursOn(calendar, resource, date).length > 0)) found.push(date)
  }
  return found
}

/** The instant of a wall clock, in UTC. */
export const instantOf = (date: string, time: string, timeZone: string): string =>
  new Date(toInstant(date, time, timeZone)).toISOString()
