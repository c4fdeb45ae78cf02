import { expect, it } from 'vitest'
import { movesForward, type Receipt } from './receipts.ts'

it.each<[Receipt | null, Receipt, boolean]>([
  [null, 'sent', true],
  [null, 'read', true],
  [null, 'failed', true],
  ['sent', 'delivered', true],
  ['sent', 'read', true],
  ['sent', 'failed', true],
  ['delivered', 'sent', false],
  ['delivered', 'read', true],
  ['delivered', 'failed', false],
  ['read', 'delivered', false],
  ['read', 'sent', false],
  ['read', 'failed', false],
  ['failed', 'sent', false],
  ['failed', 'delivered', false],
])('from %s, %s moves forward: %s', (before, next, forward) => {
  expect(movesForward(before, next)).toBe(forward)
})
