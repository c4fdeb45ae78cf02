import fc from 'fast-check'
import { describe, expect, it, test as property } from 'vitest'
import { findDateTimes } from '../dates/find.ts'
import { LANGUAGES } from '../language.ts'
import { MOST_READ_TOKENS, readable } from '../text/recent.ts'
import { tokenize } from '../text/tokens.ts'
import { readChart } from './read.ts'

const LONG = 10_000
/** Words that mean much in some language, and marks that join them. */
const fragments = [
  '三点',
  '三十五',
  'one two ',
  'monday at 5 or ',
  'veinte y cinco ',
  'двадцать пять ',
  'בחמש ושלושים ',
  'a b ',
  'a.',
  'a@b.c ',
  '1 ',
  '12:30',
  '🙂',
  '\u0000',
  '\u200f',
  '?!',
  '-',
]
const repeated = fc
  .array(fc.constantFrom(...fragments), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('').repeat(LONG / parts.join('').length))
const anything = fc.oneof(repeated, fc.string({ unit: 'grapheme', minLength: 0, maxLength: LONG }))

/** How much a text makes its readers do: the meanings that are looked through. */
const workOf = (text: string, language: (typeof LANGUAGES)[number]) =>
  readChart(text, language).edges.reduce((sum, edges) => sum + edges.length, 0)

describe('the work that a message makes', () => {
  property('has a bound, whatever it is made of', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom(...LANGUAGES), (text, language) => {
        expect(tokenize(readable(text)).length).toBeLessThanOrEqual(2 * MOST_READ_TOKENS)
        expect(workOf(text, language)).toBeLessThanOrEqual(12 * MOST_READ_TOKENS)
        expect(findDateTimes(text, { now: '2026-11-20T08:30:00Z', timeZone: 'UTC', language }).length).toBeLessThan(25)
      }),
      { numRuns: 60 },
    )
  })
  it.each(fragments)('is the same for twice as much of %j', (fragment) => {
    for (const language of LANGUAGES) {
      const [once, twice] = [fragment.repeat(LONG / fragment.length), fragment.repeat((2 * LONG) / fragment.length)]
      expect(workOf(twice, language)).toBe(workOf(once, language))
    }
  })
  it('leaves whole what people write', () => {
    const letter =
      'I would like to see Dr Levi on Tuesday at 5, because my tooth hurts when I drink cold water. '.repeat(20)
    expect(readable(letter)).toBe(letter)
  })
})
