import { describe, expect, it } from 'vitest'
import { nearest, windowsAround } from './alternatives.ts'
import type { Calendar, CalendarResource } from './calendar.ts'
import { contactKeyOf } from './contactKey.ts'
import { leastBusyFirst } from './fairness.ts'
import { isTooLateToChange, lastBookable, refuseStart } from './policy.ts'
import { DAY_MS, Zone } from './zone.ts'

const calendar: Calendar = {
  timeZone: 'Europe/Madrid',
  slotMinutes: 15,
  horizonDays: 30,
  noticeHours: 2,
  cancelNoticeHours: 24,
  services: [],
  resources: [],
  exceptions: [],
  hasOutside: false,
}
const zone = new Zone('Europe/Madrid')
const now = Date.parse('2026-11-20T09:30:00Z')
const hours = (count: number) => now + count * 3_600_000

describe('a start', () => {
  it.each([
    ['in the past', hours(-1), 'in_the_past'],
    ['now', now, 'in_the_past'],
    ['within the notice', hours(1.5), 'too_soon'],
    ['after the notice', hours(2), null],
    ['late on the last day', Date.parse('2026-12-20T22:59:00Z'), null],
    ['on the day after the last', Date.parse('2026-12-20T23:00:00Z'), 'too_far'],
  ])('%s', (_, at, refusal) => {
    expect(refuseStart(calendar, zone, at, now)).toBe(refusal)
  })

  it('may be booked until the end of the last day on the wall, also when the clock changes on the way', () => {
    const autumn = Date.parse('2026-10-20T10:00:00Z')
    expect(new Date(lastBookable(calendar, zone, autumn)).toISOString()).toBe('2026-11-19T23:00:00.000Z')
  })
})

describe('a booking', () => {
  it.each([
    [23.9, true],
    [24, false],
    [-1, true],
  ])('that starts in %d hours: too late to change is %s', (ahead, isTooLate) => {
    expect(isTooLateToChange(calendar, hours(ahead), now)).toBe(isTooLate)
  })
})

describe('alternatives', () => {
  const who = { id: 'maria' } as CalendarResource
  it('are the nearest, in order of time', () => {
    const starts = [-5, -1, 1, 2, 9].map((ahead) => ({ at: hours(ahead), resource: who }))
    expect(nearest(starts, now, 3).map(({ at }) => (at - now) / 3_600_000)).toEqual([-1, 1, 2])
  })
  it('are looked for in growing windows inside what may be booked', () => {
    const bookable = { start: now, end: now + 30 * DAY_MS }
    expect(windowsAround(now - DAY_MS, bookable)[0]).toEqual({ start: now, end: now + DAY_MS })
    expect(windowsAround(now + 10 * DAY_MS, bookable).at(-1)).toEqual(bookable)
  })
})

it('whoever has the least to do comes first', () => {
  const [maria, igor] = [{ id: 'maria' }, { id: 'igor' }] as CalendarResource[]
  expect(leastBusyFirst([maria!, igor!], new Map([['maria', [{ start: 0, end: 5 }]]]))).toEqual([igor, maria])
  expect(leastBusyFirst([maria!, igor!], new Map())).toEqual([maria, igor])
})

it.each([
  ['34600111222', 'phone', {}, 'phone:34600111222'],
  ['whatsapp:+34600111222', 'phone', {}, 'phone:34600111222'],
  ['ES.4711', 'user_id', { phone: '+34600111222' }, 'phone:34600111222'],
  ['ES.4711', 'user_id', {}, 'meta:100:ES.4711'],
] as const)('the contact behind %s (%s) is known as the same person', (contact, contactKind, profile, key) => {
  expect(contactKeyOf({ channel: 'whatsapp', provider: 'meta', account: '100', contact, contactKind }, profile)).toBe(
    key,
  )
})
