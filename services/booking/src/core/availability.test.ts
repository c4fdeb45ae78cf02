import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { freeStarts } from './availability.ts'
import type { Calendar, CalendarResource, CalendarService, Hours } from './calendar.ts'
import type { Span } from './span.ts'
import { Zone, dayOf } from './zone.ts'

const service = (change: Partial<CalendarService> = {}): CalendarService => ({
  id: 'cleaning',
  key: 'cleaning',
  name: 'Cleaning',
  durationMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  isRetired: false,
  ...change,
})

const everyDay = (...hours: Hours[]) => new Map([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, hours]))
const hours = (opens: string, closes: string): Hours => ({
  opensMinute: minuteOf(opens),
  closesMinute: minuteOf(closes),
})
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

const resource = (change: Partial<CalendarResource> = {}): CalendarResource => ({
  id: 'maria',
  key: 'maria',
  name: 'María',
  services: new Set(['cleaning']),
  weekly: everyDay(hours('09:00', '11:00')),
  isRetired: false,
  ...change,
})

const calendar = (change: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'Europe/Madrid',
  slotMinutes: 30,
  horizonDays: 60,
  noticeHours: 0,
  cancelNoticeHours: 24,
  services: [service()],
  resources: [resource()],
  exceptions: [],
  hasOutside: false,
  ...change,
})

const local = (text: string, zone = 'Europe/Madrid') => DateTime.fromISO(text, { zone }).toMillis()
const shown = (at: number, zone = 'Europe/Madrid') => DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

function startsOn(
  date: string,
  from: Calendar,
  options: { service?: CalendarService; busy?: Map<string, Span[]> } = {},
) {
  const zone = new Zone(from.timeZone)
  return freeStarts({
    calendar: from,
    zone,
    service: options.service ?? from.services[0]!,
    resources: from.resources,
    busy: options.busy ?? new Map(),
    from: zone.instantOf(dayOf(date), 0),
    to: zone.instantOf(dayOf(date), 1440),
  }).map(({ at, resource: who }) => `${shown(at, from.timeZone).slice(11)} ${who.key}`)
}

describe('free starts', () => {
  it('are those at which the service ends before closing', () => {
    expect(startsOn('2026-11-24', calendar())).toEqual(['09:00 maria', '09:30 maria', '10:00 maria', '10:30 maria'])
    expect(startsOn('2026-11-24', calendar(), { service: service({ durationMinutes: 60 }) })).toHaveLength(3)
  })

  it('keep buffers free of others, on both sides', () => {
    const busy = new Map([['maria', [{ start: local('2026-11-24T10:00'), end: local('2026-11-24T10:30') }]]])
    expect(startsOn('2026-11-24', calendar(), { busy })).toEqual(['09:00 maria', '09:30 maria', '10:30 maria'])
    const withBuffer = service({ bufferBeforeMinutes: 5, bufferAfterMinutes: 10 })
    expect(startsOn('2026-11-24', calendar(), { busy, service: withBuffer })).toEqual(['09:00 maria'])
  })

  it('are none on a holiday, except for whoever works then', () => {
    const holiday = { resourceId: null, firstDay: dayOf('2026-12-25'), lastDay: dayOf('2026-12-26'), hours: [] }
    const onDuty = { ...holiday, resourceId: 'igor', hours: [hours('10:00', '10:30')] }
    const two = [resource(), resource({ id: 'igor', key: 'igor' })]
    expect(startsOn('2026-12-25', calendar({ resources: two, exceptions: [holiday] }))).toEqual([])
    expect(startsOn('2026-12-25', calendar({ resources: two, exceptions: [holiday, onDuty] }))).toEqual(['10:00 igor'])
    expect(startsOn('2026-12-27', calendar({ exceptions: [holiday] }))).toHaveLength(4)
  })

  it('name the first of those who are free', () => {
    const two = [resource({ weekly: everyDay(hours('10:00', '11:00')) }), resource({ id: 'igor', key: 'igor' })]
    expect(startsOn('2026-11-24', calendar({ resources: two }))).toEqual([
      '09:00 igor',
      '09:30 igor',
      '10:00 maria',
      '10:30 maria',
    ])
  })

  it('pass over the hour that a spring night does not have', () => {
    const night = calendar({ resources: [resource({ weekly: everyDay(hours('01:00', '04:00')) })] })
    expect(startsOn('2027-03-28', night)).toEqual(['01:00 maria', '01:30 maria', '03:00 maria', '03:30 maria'])
  })

  it('offer the hour twice that an autumn night has twice', () => {
    const night = calendar({ resources: [resource({ weekly: everyDay(hours('01:30', '03:30')) })] })
    expect(startsOn('2026-10-25', night).map((start) => start.slice(0, 5))).toEqual([
      '01:30', '02:00', '02:30', '02:00', '02:30', '03:00',
    ]) // prettier-ignore
  })

  it('run over midnight where one day joins the next', () => {
    const around = calendar({
      resources: [resource({ weekly: everyDay(hours('00:00', '01:00'), hours('23:00', '24:00')) })],
    })
    expect(startsOn('2026-11-24', around, { service: service({ durationMinutes: 90 }) })).toEqual([
      '23:00 maria',
      '23:30 maria',
    ])
  })
})
