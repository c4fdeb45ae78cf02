import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDateTimes } from '../dates/find.ts'
import { isoDate } from '../dates/calendar.ts'
import { resolveDateTime } from '../dates/resolve.ts'
import { LANGUAGES } from '../language.ts'
import { formatDuration, formatMoney, formatPhone } from './amounts.ts'
import { formatDate, formatDateTime, formatTime, spokenDate, spokenTime } from './dates.ts'

test.each([
  ['en', 'Tuesday, March 5 at 3:30 pm'],
  ['es', 'martes, 5 de marzo a las 15:30'],
  ['ru', 'вторник, 5 марта в 15:30'],
  ['he', 'יום שלישי, 5 במרץ בשעה 15:30'],
  ['pt', 'terça-feira, 5 de março às 15h30'],
  ['zh', '3月5日星期二下午3:30'],
] as const)('%s: %s', (language, written) => {
  expect(formatDateTime('2019-03-05', '15:30', language)).toBe(written)
})

test.each([
  [30, 'en', '30 minutes'],
  [60, 'en', '1 hour'],
  [90, 'en', '1.5 hours'],
  [1, 'en', '1 minute'],
  [90, 'ru', '1,5 часа'],
  [120, 'ru', '2 часа'],
  [300, 'ru', '5 часов'],
  [21, 'ru', '21 минута'],
  [2880, 'ru', '2 дня'],
  [120, 'es', '2 horas'],
  [80, 'es', '1 hora y 20 minutos'],
  [120, 'he', 'שעתיים'],
  [60, 'he', 'שעה'],
  [90, 'he', 'שעה וחצי'],
  [45, 'pt', '45 minutos'],
  [90, 'zh', '1.5小时'],
  [30, 'zh', '30分钟'],
] as const)('%i minutes in %s: %s', (minutes, language, written) => {
  expect(formatDuration(minutes, language)).toBe(written)
})

test('money and phones are written as at home', () => {
  expect(formatMoney(50, 'USD', 'en')).toBe('$50')
  expect(formatMoney(1200.5, 'USD', 'en')).toBe('$1,200.50')
  expect(formatMoney(1500, 'RUB', 'ru')).toBe('1 500 ₽')
  expect(formatMoney(150, 'BRL', 'pt')).toBe('R$ 150')
  expect(formatPhone('+14155552671', 'US')).toBe('(415) 555-2671')
  expect(formatPhone('+14155552671', 'GB')).toBe('+1 415 555 2671')
  expect(formatPhone('5551', 'US')).toBe('5551')
})

test.each([
  ['15:30', 'half past 3 in the afternoon'],
  ['12:00', 'noon'],
  ['09:05', '9:05 in the morning'],
])('%s is said "%s"', (time, said) => {
  expect(spokenTime(time, 'en')).toBe(said)
})

test('what is no date or time is refused clearly', () => {
  expect(() => formatDate('5 March', 'en')).toThrow(/YYYY-MM-DD/u)
  expect(() => formatTime('25:00', 'en')).toThrow(/HH:MM/u)
  expect(() => formatDuration(-1, 'en')).toThrow(/0 or more/u)
})

const now = '2019-03-01T09:00:00Z'
const day = fc.integer({ min: 17_957, max: 18_250 }).map(isoDate)
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

test('a written date and time reads back as the same date and time', () => {
  fc.assert(
    fc.property(day, time, fc.constantFrom(...LANGUAGES), (date, clock, language) => {
      const read = resolveDateTime(
        findDateTimes(formatDateTime(date, clock, language), { now, timeZone: 'UTC', language }),
      )
      expect([read.date, read.time]).toEqual([date, clock])
    }),
    { numRuns: 500 },
  )
})

test('a spoken date and time reads back as the same date and time', () => {
  fc.assert(
    fc.property(day, time, fc.constantFrom(...LANGUAGES), (date, clock, language) => {
      const entries = findDateTimes(`${spokenDate(date, language)}, ${spokenTime(clock, language)}`, {
        now,
        timeZone: 'UTC',
        language,
      })
      const read = resolveDateTime(entries)
      expect([read.date, read.time]).toEqual([date, clock])
    }),
    { numRuns: 500 },
  )
})
