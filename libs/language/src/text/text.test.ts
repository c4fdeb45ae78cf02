import fc from 'fast-check'
import { expect, test } from 'vitest'
import { normalize } from './fold.ts'
import { isOneTypoApart, similarity } from './similarity.ts'
import { tokenize, words } from './tokens.ts'

test.each([
  ['  ¡Él   NO vino!  ', 'el no vino'],
  ['I don’t\u200b know\u0000', 'i dont know'],
  ['ёж\u200f и й', 'еж и и'],
  ['１２３ＡＢＣ', '123abc'],
  ['אחה״צ', 'אחהצ'],
  ['你好，世界', '你好 世界'],
])('%j is compared as %j', (text, expected) => {
  expect(normalize(text)).toBe(expected)
})

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 })

test('normalising twice changes nothing', () => {
  fc.assert(fc.property(anyText, (text) => normalize(normalize(text)) === normalize(text)))
})

test('likeness is symmetric, between 0 and 1, and 1 for what differs in case and marks only', () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      expect(similarity(a, b)).toBeCloseTo(similarity(b, a), 10)
      expect(similarity(a, b)).toBeGreaterThanOrEqual(0)
      expect(similarity(a, b)).toBeLessThanOrEqual(1)
      expect(similarity(a, ` ${a}!`)).toBe(1)
    }),
  )
  expect(similarity('I want an appointment tomorrow', 'i want an apointment tomorrow')).toBeGreaterThan(0.85)
  expect(similarity('I want an appointment', 'what does it cost')).toBeLessThan(0.3)
})

test('tokens are slices of the text, in order', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      let last = 0
      for (const token of tokenize(text)) {
        expect(token.start).toBeGreaterThanOrEqual(last)
        expect(token.end).toBeGreaterThan(token.start)
        last = token.end
      }
      expect(last).toBeLessThanOrEqual(text.length)
    }),
  )
})

test('words leave marks out', () => {
  expect(words("Hi, I'm 30!")).toEqual(['hi', 'im', '30'])
  expect(words('下周三3点')).toEqual(['下', '周', '三', '3', '点'])
})

test.each([
  ['smith', 'smiht', true],
  ['smith', 'smit', true],
  ['smith', 'smyth', true],
  ['smith', 'smythe', false],
  ['smith', 'smith', true],
])('%s and %s are one typo apart: %s', (a, b, expected) => {
  expect(isOneTypoApart(a, b)).toBe(expected)
})
