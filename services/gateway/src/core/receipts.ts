import type { ReadStatus } from './reading.ts'

export type Receipt = ReadStatus['status']

const rank: Readonly<Record<Receipt, number>> = { sent: 1, delivered: 2, read: 3, failed: 3 }

/**
 * Does `next` tell something new about a message that stands at `before`? Receipts only move forward: what was read is
 * not "delivered" later, and what reached the contact did not fail.
 */
export function movesForward(before: Receipt | null, next: Receipt): boolean {
  if (before === null) return true
  if (next === 'failed') return before === 'sent'
  return rank[next] > rank[before]
}
