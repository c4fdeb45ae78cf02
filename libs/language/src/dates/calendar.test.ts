import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, dateParts, dayNumber, isoDate, monthOf, parseIsoDate, startOfWeek } from './calendar.ts'

const day = fc.integer({ min: -20_000, max: 60_000 })

test('a day survives being written and read', () => {
  fc.assert(fc.property(day, (number) => parseIsoDate(isoDate(number)) === number))
})

test('a week begins at most six days before its days, on the right weekday', () => {
  fc.assert(
    fc.property(day, fc.constantFrom(1 as const, 7 as const), (number, weekStart) => {
      const start = startOfWeek(number, weekStart)
      expect(dateParts(start).weekday).toBe(weekStart)
      expect(number - start).toBeGreaterThanOrEqual(0)
      expect(number - start).toBeLessThan(7)
    }),
  )
})

test('months later is in that month, on the same day or on the last one', () => {
  fc.assert(
    fc.property(day, fc.integer({ min: -30, max: 30 }), (number, months) => {
      const later = dateParts(addMonths(number, months))
      const [first, last] = monthOf(number, months)
      expect(later.month).toBe(dateParts(first).month)
      expect(later.day).toBe(Math.min(dateParts(number).day, dateParts(last).day))
    }),
  )
})

test('the calendar has no 31st of February', () => {
  expect(dayNumber(2019, 2, 31)).toBeUndefined()
  expect(dayNumber(2019, 2, 29)).toBeUndefined()
  expect(dayNumber(2020, 2, 29)).toBeDefined()
  expect(() => parseIsoDate('2019-02-31')).toThrow(/YYYY-MM-DD/u)
})
