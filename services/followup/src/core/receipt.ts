/** What became of a follow-up's reply. They come in any order and only move forward. */
export const receipts = ['sent', 'blocked', 'delivered', 'failed', 'read'] as const
export type Receipt = (typeof receipts)[number]

const rank: Readonly<Record<Receipt, number>> = { sent: 1, blocked: 2, delivered: 2, failed: 2, read: 3 }

/** Does `next` say more than `known`? */
export function isNews(known: Receipt | null, next: Receipt): boolean {
  return known === null || rank[next] > rank[known]
}

/**
 * What follows from a receipt. One that never reached the contact is tried once more after the pack's longest delay; one that was
 * delivered or read and not answered is left at that; one that the gate refused stays refused.
 */
export function nextStep(receipt: Receipt, firedOccurrence: number): 'try_once_more' | 'leave_it' {
  return receipt === 'failed' && firedOccurrence === 1 ? 'try_once_more' : 'leave_it'
}
