import { expect, test } from 'vitest'
import { backoffMs } from './backoff.ts'

test.each([
  [1, 250],
  [2, 1000],
  [3, 5000],
  [4, 15_000],
  [5, 30_000],
  [8, 30_000],
])('after failure %i a message waits %i ms', (failures, delayMs) => {
  expect(backoffMs(failures)).toBe(delayMs)
})
