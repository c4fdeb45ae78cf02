import { findDateTimes, findNumbers, isLanguage, isOneTypoApart, words } from '@repartee/language'
import { stems } from './content-words.ts'
import { ACTS, EMPTY_WORDS, NEGATING_CHARACTERS, NEGATIONS, QUESTION_WORDS } from './words.ts'

/** What is compared besides vectors. */
export interface Guarded {
  readonly text: string
  readonly language: string
}

// Dates are compared with each other only, so that any day will do to read them from.
const ANY_DAY = { now: '2026-01-05T12:00:00.000Z', timeZone: 'UTC' }

/**
 * What must be the same in two questions, however near their vectors are: negations, numbers, dates and times in their
 * order, names, what is to be done, and what is asked. Two texts with different signatures are a miss.
 */
export function signatureOf({ text, language }: Guarded): string {
  const said = words(text)
  const negations = said.filter((word) => NEGATIONS.has(word)).length > 0 || NEGATING_CHARACTERS.test(text)
  const acts = ACTS.filter(([, pattern]) => said.some((word) => pattern.test(word))).map(([act]) => act)
  const questions = said.filter((word) => QUESTION_WORDS.has(word))
  return JSON.stringify([negations, acts, [...new Set(questions)].toSorted(), amounts(text, language), names(text)])
}

function amounts(text: string, language: string): string[] {
  if (!isLanguage(language)) return text.match(/\d+/gu) ?? []
  const dates = findDateTimes(text, { ...ANY_DAY, language })
  const inDate = ({ start }: { start: number }): boolean =>
    dates.some((date) => start >= date.start && start < date.end)
  const numbers = findNumbers(text, language).filter((number) => !inDate(number))
  return [
    ...dates.map((date) => ({
      start: date.start,
      said: [date.date, date.dateUntil, date.time, date.until, date.dayPart].join('/'),
    })),
    ...numbers.map(({ start, value }) => ({ start, said: String(value) })),
  ]
    .toSorted((one, other) => one.start - other.start)
    .map(({ said }) => said)
}

/** Behind a small letter, a digit or a comma, or behind a title; behind a colon or a full stop every sentence has a capital. */
const CAPITAL = /(?<=[\p{Ll}\p{Nd},;'’-] |(?:^|\s)(?:Dr|Dra|Mr|Mrs|Ms|Sr|Sra)\. )\p{Lu}[\p{L}'’-]*/gu

/** Words with a capital inside a sentence. A text all in capitals, or all in small letters, has none. */
function names(text: string): string[] {
  const found = (text.match(CAPITAL) ?? []).map((name) => name.toLowerCase())
  return found.filter((name) => !EMPTY_WORDS.has(name) && !QUESTION_WORDS.has(name)).toSorted()
}

/** Whether each meaningful word of one text has its like in the other: vectors of letters know no meaning, so the words must be there. */
export function haveSameWords(one: string, other: string): boolean {
  const left = stems(one)
  const right = stems(other)
  return (
    left.every((word) => right.some((like) => isLike(word, like))) &&
    right.every((word) => left.some((like) => isLike(word, like)))
  )
}

function isLike(one: string, other: string): boolean {
  if (one === other) return true
  return one.length >= 6 && other.length >= 6 && one[0] === other[0] && isOneTypoApart(one, other)
}
