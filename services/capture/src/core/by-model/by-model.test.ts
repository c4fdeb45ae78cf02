import { fileURLToPath } from 'node:url'
import { findPacks, loadPack } from '@repartee/packs'
import { turnOf, type Before } from '@repartee/testing/fixtures'
import { describe, expect, it } from 'vitest'
import { capture } from '../capture.ts'
import { instructionsOf, isWorthAsking } from './ask.ts'
import type { ModelFact } from './take.ts'

const folders = findPacks(fileURLToPath(new URL('../../../../../packs', import.meta.url)))
const clinic = loadPack(folders.get('clinic') ?? '')

const booking: Before = { task: 'book', state: 'booking_new', language: 'en' }
const given = (text: string, facts: ModelFact[], before: Before = booking) => {
  const { slots, by } = capture(turnOf(text, before), clinic, facts)
  return { by, ...Object.fromEntries(Object.entries(slots).map(([name, slot]) => [name, `${slot.value} ${slot.by}`])) }
}

describe('what a model found', () => {
  it('is taken with its quote, by the same rules', () => {
    const captured = capture(turnOf('put it under Emma Stone, she is my niece', booking), clinic, [
      { slot: 'name', quote: 'Emma Stone' },
    ])
    expect(captured.by).toBe('model')
    expect(captured.slots['name']).toMatchObject({ value: 'Emma Stone', quote: 'Emma Stone' })
  })
  it('is refused when the quote does not stand in the message', () => {
    expect(given('I would like to come some day', [{ slot: 'name', quote: 'Anna Levi' }])).toEqual({ by: 'model' })
  })
  it('is refused when the rules make nothing of it, or the pack has no such slot', () => {
    expect(given('I would like to come when it suits you all', [{ slot: 'date', quote: 'when it suits' }])).toEqual({
      by: 'model',
    })
    expect(given('my shoe size is rather large', [{ slot: 'shoe_size', quote: 'rather large' }])).toEqual({
      by: 'model',
    })
  })
  it('does not stand against a day that the rules read', () => {
    const facts = [{ slot: 'date', quote: 'Monday' }]
    expect(given('not Monday, Tuesday please', facts)).toEqual({ by: 'model', date: '2026-11-24 rules' })
  })
  it('corrects what was known, with its history', () => {
    const before = { ...booking, slots: { name: 'Ana' } }
    const captured = capture(turnOf('the booking is really for Emma Stone you know', before), clinic, [
      { slot: 'name', quote: 'Emma Stone' },
    ])
    expect(captured.corrected).toEqual(['name'])
    expect(captured.slots['name']).toMatchObject({ value: 'Emma Stone', history: [{ value: 'Ana' }] })
  })
})

/** More than any provider counts: words are cut into pieces of five letters, marks are tokens. */
const tokens = (text: string) => text.match(/\p{L}{1,5}|\p{N}{1,3}|[^\s\p{L}\p{N}]/gu)?.length ?? 0

describe('the question', () => {
  it.each([...folders])('of the pack %s takes at most 150 tokens besides context and message', (_name, folder) => {
    const pack = loadPack(folder)
    expect(tokens(instructionsOf(pack, ''))).toBeLessThanOrEqual(150)
    for (const { name } of pack.slots) expect(instructionsOf(pack, '')).toContain(name)
  })
  it.each([
    ['yes', false],
    ['Tuesday at 10 please', false],
    ['I have chest pain and cannot breathe at all', false],
    ['my gums have been bleeding since the last visit and somebody told me to ask for Sofia', true],
  ])('about “%s”: %s', (text, isWorth) => {
    const turn = turnOf(text, booking)
    expect(isWorthAsking(turn, clinic, capture(turn, clinic))).toBe(isWorth)
  })
})
