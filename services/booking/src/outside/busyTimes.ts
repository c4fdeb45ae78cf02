import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'
import type { Span } from '../core/span.ts'
import { isOurs } from './outsideCalendar.ts'

/** No calendar says that somebody is busy more often in one window. */
const MOST_OCCURRENCES = 2000

/**
 * What the events of an iCalendar object keep busy in a window, repetitions unrolled. Free, cancelled and our own ones keep nothing
 * busy. Whole days, and times without a zone, are those of `timeZone`.
 */
export function busyTimes(object: string, window: Span, timeZone: string): Span[] {
  const calendar = new ICAL.Component(ICAL.parse(object) as never)
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  const moved = events.filter((event) => event.isRecurrenceException())
  return events
    .filter((event) => !event.isRecurrenceException())
    .flatMap((event) => {
      for (const exception of moved) if (exception.uid === event.uid) event.relateException(exception)
      return occurrencesOf(event, window, timeZone)
    })
    .filter(({ start, end }) => start < end && start < window.end && end > window.start)
}

function occurrencesOf(event: ICAL.Event, window: Span, timeZone: string): Span[] {
  if (!event.isRecurring()) return spanOf(event, event.startDate, event.endDate, timeZone)
  const spans: Span[] = []
  const iterator = event.iterator()
  for (let count = 0; count < MOST_OCCURRENCES;) {
    const next = iterator.next()
    if (!next || instantOf(next, event.startDate.zone.tzid, timeZone) >= window.end) break
    const { item, startDate, endDate } = event.getOccurrenceDetails(next)
    const found = spanOf(item, startDate, endDate, timeZone)
    // Only what lies in the window counts: a series may have begun long ago.
    if (found.some(({ end }) => end > window.start)) count += 1
    spans.push(...found.filter(({ end }) => end > window.start))
  }
  // An occurrence that was moved into the window from behind it.
  return spans
}

function spanOf(event: ICAL.Event, starts: ICAL.Time, ends: ICAL.Time, timeZone: string): Span[] {
  const { component } = event
  const isFree =
    component.getFirstPropertyValue('transp') === 'TRANSPARENT' ||
    component.getFirstPropertyValue('status') === 'CANCELLED'
  if (isFree || isOurs(event.uid)) return []
  const named = component.getFirstProperty('dtstart')?.getFirstParameter('tzid')
  return [{ start: instantOf(starts, named, timeZone), end: instantOf(ends, named, timeZone) }]
}

/** A time of the object as an instant: its own zone, else the one that is named, else the calendar's. */
function instantOf(time: ICAL.Time, named: string | undefined, timeZone: string): number {
  const { tzid } = time.zone
  if (tzid === 'UTC' && !time.isDate) return time.toUnixTime() * 1000
  const isKnown = named !== undefined && IANAZone.isValidZone(named)
  if (!isKnown && tzid !== 'floating' && !time.isDate) return time.toUnixTime() * 1000
  const { year, month, day, hour, minute, second } = time
  const wall = time.isDate ? { year, month, day } : { year, month, day, hour, minute, second }
  return DateTime.fromObject(wall, { zone: isKnown && !time.isDate ? named : timeZone }).toMillis()
}
