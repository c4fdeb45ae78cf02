import { expect, test } from 'vitest'
import { waitBefore } from './backoff.ts'

test.each([
  [0, 0, 150],
  [0, 1, 300],
  [1, 1, 600],
  [4, 0.5, 3600],
  [50, 1, 10_000],
])('attempt %i with chance %f waits %i ms', (attempt, chance, waitMs) => {
  expect(waitBefore(attempt, chance)).toBe(waitMs)
})
