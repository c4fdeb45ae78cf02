import { describe, expect, it } from 'vitest'
import { type Fired, armAgain } from './again.ts'
import { occurrenceId, readOccurrence } from './occurrence.ts'
import { isNews, nextStep } from './receipt.ts'

const fired: Fired = {
  status: 'fired',
  dueAt: null,
  later: [],
  uselessAfter: null,
  firedOccurrence: 1,
  rearmedOccurrence: 0,
}

describe('an occurrence that was held', () => {
  it('is armed again, once', () => {
    expect(armAgain(fired, 1, 500)).toEqual({ do: 'arm_again', dueAt: 500, later: [] })
    expect(armAgain({ ...fired, status: 'pending', dueAt: 500, rearmedOccurrence: 1 }, 1, 500)).toMatchObject({
      do: 'nothing',
    })
  })
  it('goes before the next one, or gives way to it', () => {
    const withNext: Fired = { ...fired, status: 'pending', dueAt: 900, later: [1000] }
    expect(armAgain(withNext, 1, 500)).toEqual({ do: 'arm_again', dueAt: 500, later: [900, 1000] })
    expect(armAgain(withNext, 1, 900)).toMatchObject({ do: 'nothing' })
  })
  it.each([
    ['was cancelled meanwhile', { status: 'cancelled' }, 1],
    ['has had a later one since', { firedOccurrence: 2 }, 1],
    ['would come too late', { uselessAfter: 500 }, 1],
  ] as const)('is left when it %s', (_, change, number) => {
    expect(armAgain({ ...fired, ...change }, number, 500)).toMatchObject({ do: 'nothing' })
  })
})

describe('receipts', () => {
  it('only move forward', () => {
    expect(isNews(null, 'sent')).toBe(true)
    expect(isNews('sent', 'delivered')).toBe(true)
    expect(isNews('delivered', 'sent')).toBe(false)
    expect(isNews('delivered', 'failed')).toBe(false)
    expect(isNews('delivered', 'read')).toBe(true)
    expect(isNews('read', 'read')).toBe(false)
  })
  it('lead to another try only when it never arrived, and only once', () => {
    expect(nextStep('failed', 1)).toBe('try_once_more')
    expect(nextStep('failed', 2)).toBe('leave_it')
    expect(nextStep('read', 1)).toBe('leave_it')
    expect(nextStep('blocked', 1)).toBe('leave_it')
  })
})

it('an occurrence is a follow-up and a number', () => {
  const id = 'b7a9c1de-0000-4000-8000-000000000001'
  expect(readOccurrence(occurrenceId(id, 12))).toEqual({ followUp: id, number: 12 })
  expect(readOccurrence('reply')).toBeNull()
  expect(readOccurrence(`${id}:0`)).toBeNull()
})
