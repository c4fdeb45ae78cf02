import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANGUAGES } from '../language.ts'
import { bestMatch, containsPhrase, findPhrase, rankMatches } from './match.ts'

test.each([
  ['en', 'I have bad pains in the chest', 'pain in my chest'],
  ['en', "I can't breathe properly", "can't breathe"],
  ['en', 'heavey bleeding since noon', 'heavy bleeding'],
  ['en', 'do you do teeth cleanings', 'teeth cleaning'],
  ['es', 'me duelen las muelas', 'me duele la muela'],
  ['es', 'quiero una limpieza dental', 'limpieza'],
  ['ru', 'очень болит в груди', 'боль в груди'],
  ['ru', 'запишите на чистку зубов', 'чистка зубов'],
  ['he', 'יש לי כאבים בחזה', 'כאב בחזה'],
  ['he', 'אני צריך את הניקוי', 'ניקוי'],
  ['pt', 'estou com dores no peito', 'dor no peito'],
  ['zh', '我胸口疼得厉害', '胸口疼'],
] as const)('%s: "%s" holds "%s"', (language, text, phrase) => {
  expect(containsPhrase(text, phrase, language)).toBe(true)
})

test.each([
  ['en', 'my wife is on fire today', 'house on fire'],
  ['en', 'I can breathe again', "can't breathe"],
  ['en', 'gas station near you', 'gas smell'],
  ['en', 'a chest of drawers. The pain is gone', 'chest pain'],
  ['ru', 'у меня всё хорошо', 'боль в груди'],
] as const)('%s: "%s" does not hold "%s"', (language, text, phrase) => {
  expect(containsPhrase(text, phrase, language)).toBe(false)
})

test('a phrase after "no" is found and marked', () => {
  expect(findPhrase('no chest pain at all', 'chest pain', 'en')).toMatchObject({ quote: 'chest pain', isNegated: true })
  expect(findPhrase('No. Chest pain!', 'chest pain', 'en')).toMatchObject({ isNegated: false })
})

const PEOPLE = ['Dr. Anna Smith', 'Dr. John Lee', 'Dr. Michael Cohen']

test.each([
  ['en', 'with doctor smiht please', 'Dr. Anna Smith'],
  ['en', 'is John there', 'Dr. John Lee'],
  ['ru', 'к доктору Коэну', 'Dr. Michael Cohen'],
  ['he', 'לדוקטור כהן', 'Dr. Michael Cohen'],
] as const)('%s: "%s" names %s', (language, text, name) => {
  expect(bestMatch(text, PEOPLE, language)?.candidate).toBe(name)
})

test('nobody is named by a title alone, or by nothing', () => {
  expect(bestMatch('I need a dentist', PEOPLE, 'en')).toBeUndefined()
  expect(bestMatch('', PEOPLE, 'en')).toBeUndefined()
})

test('a candidate in its own words is its own best match, with a full score', () => {
  const services = ['Teeth cleaning', 'Teeth whitening', 'Root canal', 'First consultation']
  for (const service of services) {
    expect(rankMatches(`I want ${service.toLowerCase()}`, services, 'en')[0]).toMatchObject({
      candidate: service,
      score: 1,
    })
  }
})

test('a quote is a part of the text and a score lies between 0 and 1', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom(...LANGUAGES), (text, language) => {
      for (const match of rankMatches(text, [...PEOPLE, 'a', '牙'], language)) {
        expect(text.slice(match.start, match.end)).toBe(match.quote)
        expect(match.score).toBeGreaterThan(0)
        expect(match.score).toBeLessThanOrEqual(1)
      }
    }),
  )
})
