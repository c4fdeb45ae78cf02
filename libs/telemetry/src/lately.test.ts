import { expect, test } from 'vitest'
import { Lately } from './lately.ts'

const MINUTE = 60_000

test('the average of the last minute, and of nothing before it', () => {
  const lately = new Lately()
  expect(lately.average(0)).toBeNull()
  lately.add(100, 0)
  lately.add(200, 5000)
  lately.add(600, 30_000)
  expect(lately.average(30_000)).toBe(300)
  expect(lately.average(MINUTE + 15_000)).toBe(600)
  expect(lately.average(3 * MINUTE)).toBeNull()
})

test('keeps no more than a minute, however long it runs', () => {
  const lately = new Lately()
  for (let second = 0; second < 3600; second += 1) lately.add(second, second * 1000)
  expect(lately.average(3_599_000)).toBeCloseTo(3599 - 29.5, 0)
})
