import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { freeStarts } from './availability.ts'
import type { Calendar, CalendarResource, CalendarService, Hours } from './calendar.ts'
import type { Span } from './span.ts'
import { DAY_MS, MINUTE_MS, Zone, dayOf } from './zone.ts'

const who = (id: string, weekly: CalendarResource['weekly']): CalendarResource => ({
  id,
  key: id,
  name: id,
  services: new Set(['cleaning']),
  weekly,
  isRetired: false,
})

/** The obviously right way: looks at each minute's wall clock on its own. */
function slowFreeStarts(of: Calendar, wanted: CalendarService, busy: Map<string, Span[]>, from: number, to: number) {
  const isOpen = (who: CalendarResource, minute: number) => {
    const wall = DateTime.fromMillis(minute, { zone: of.timeZone })
    const date = wall.toFormat('yyyy-MM-dd')
    return hoursOf(of, who, date, wall.weekday).some(({ opensMinute, closesMinute }) => {
      const reached = (limit: number) => firstMinute(of.timeZone, date, limit) <= minute
      return reached(opensMinute) && !reached(closesMinute)
    })
  }
  const found: string[] = []
  for (let at = Math.ceil(from / MINUTE_MS) * MINUTE_MS; at < to; at += MINUTE_MS) {
    if (DateTime.fromMillis(at, { zone: of.timeZone }).minute % of.slotMinutes !== 0) continue
    const who = of.resources.find((candidate) => {
      for (let minute = 0; minute < wanted.durationMinutes; minute++)
        if (!isOpen(candidate, at + minute * MINUTE_MS)) return false
      const start = at - wanted.bufferBeforeMinutes * MINUTE_MS
      const end = at + (wanted.durationMinutes + wanted.bufferAfterMinutes) * MINUTE_MS
      return (busy.get(candidate.id) ?? []).every((span) => span.end <= start || span.start >= end)
    })
    if (who) found.push(`${new Date(at).toISOString()} ${who.id}`)
  }
  return found
}

function hoursOf(of: Calendar, who: CalendarResource, date: string, weekday: number): readonly Hours[] {
  const covering = of.exceptions.filter(({ firstDay, lastDay }) => firstDay <= dayOf(date) && dayOf(date) <= lastDay)
  const exception =
    covering.find(({ resourceId }) => resourceId === who.id) ?? covering.find(({ resourceId }) => resourceId === null)
  return exception ? exception.hours : (who.weekly.get(weekday) ?? [])
}

const firstMinutes = new Map<string, number>()
/** Walks through the day (and what the clock adds to it) until the wall shows the minute or later. */
function firstMinute(zone: string, date: string, limit: number): number {
  const key = `${zone} ${date} ${limit}`
  const known = firstMinutes.get(key)
  if (known !== undefined) return known
  let at = dayOf(date) * DAY_MS - 16 * 60 * MINUTE_MS
  for (; ; at += MINUTE_MS) {
    const wall = DateTime.fromMillis(at, { zone })
    const shownDate = wall.toFormat('yyyy-MM-dd')
    if (shownDate > date || (shownDate === date && wall.hour * 60 + wall.minute >= limit)) break
  }
  firstMinutes.set(key, at)
  return at
}

const zones = [
  'Europe/Madrid',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Jerusalem',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Kolkata',
]
/** Days around which these zones change their clocks, and plain ones. */
const dates = [
  '2026-10-25',
  '2027-03-28',
  '2026-11-01',
  '2027-03-14',
  '2026-10-04',
  '2027-04-04',
  '2027-03-26',
  '2026-07-15',
  '2027-03-07',
]

const anyHours = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([opens, closes]) => opens < closes)
  .map(([opensMinute, closesMinute]) => ({ opensMinute, closesMinute }))
const anyWeek = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.array(anyHours, { maxLength: 3 })), { maxLength: 7 })
  .map((days) => new Map(days))

const anyCase = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    date: fc.constantFrom(...dates),
    slotMinutes: fc.constantFrom(5, 10, 15, 20, 25, 30, 45, 60),
    weeks: fc.array(anyWeek, { minLength: 1, maxLength: 3 }),
    durationMinutes: fc.integer({ min: 1, max: 200 }),
    bufferBeforeMinutes: fc.integer({ min: 0, max: 30 }),
    bufferAfterMinutes: fc.integer({ min: 0, max: 30 }),
    busy: fc.array(fc.record({ who: fc.nat(2), start: fc.nat(3000), length: fc.integer({ min: 1, max: 240 }) }), {
      maxLength: 8,
    }),
    exceptions: fc.array(
      fc.record({
        who: fc.option(fc.nat(2)),
        first: fc.integer({ min: -1, max: 1 }),
        days: fc.nat(1),
        hours: fc.array(anyHours, { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
    fromMinute: fc.integer({ min: -300, max: 1000 }),
    windowMinutes: fc.integer({ min: 0, max: 1600 }),
  })
  .map((drawn) => {
    const day = dayOf(drawn.date)
    const origin = day * DAY_MS
    const busy = new Map<string, Span[]>()
    for (const { who, start, length } of drawn.busy) {
      const begins = origin + (start - 700) * MINUTE_MS
      busy.set(`r${who}`, [...(busy.get(`r${who}`) ?? []), { start: begins, end: begins + length * MINUTE_MS }])
    }
    return {
      of: {
        horizonDays: 60,
        noticeHours: 0,
        cancelNoticeHours: 24,
        services: [],
        hasOutside: false,
        timeZone: drawn.timeZone,
        slotMinutes: drawn.slotMinutes,
        resources: drawn.weeks.map((weekly, index) => who(`r${index}`, weekly)),
        exceptions: drawn.exceptions.map(({ who, first, days, hours: open }) => ({
          resourceId: who === null ? null : `r${who}`,
          firstDay: day + first,
          lastDay: day + first + days,
          hours: open,
        })),
      },
      wanted: { id: 'cleaning', key: 'cleaning', name: 'Cleaning', isRetired: false, ...drawn },
      busy,
      from: origin + drawn.fromMinute * MINUTE_MS,
      to: origin + (drawn.fromMinute + drawn.windowMinutes) * MINUTE_MS,
    }
  })

describe('free starts of random calendars', () => {
  it('are what looking at each minute finds', () => {
    fc.assert(
      fc.property(anyCase, ({ of, wanted, busy, from, to }) => {
        const fast = freeStarts({
          calendar: of,
          zone: new Zone(of.timeZone),
          service: wanted,
          resources: of.resources,
          busy,
          from,
          to,
        })
        expect(fast.map(({ at, resource: who }) => `${new Date(at).toISOString()} ${who.id}`)).toEqual(
          slowFreeStarts(of, wanted, busy, from, to),
        )
      }),
      { numRuns: 80 },
    )
  }, 120_000)
})
