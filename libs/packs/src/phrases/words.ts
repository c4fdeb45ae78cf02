import { normalize } from '@repartee/language'

/** A word of a text (in Chinese a character), folded (lower case, no accents, no apostrophes), with its place in the text. */
export interface PlacedWord {
  text: string
  start: number
  end: number
}

const WORD =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{Nd}\p{Cf}])+(?:['’ʼ`´׳״"](?:(?!\p{Script=Han})[\p{L}\p{M}\p{Cf}])+)*/gu
const HAN = /\p{Script=Han}/u
/** Longer texts are looked at up to here: nobody opens a request after it. */
const LONGEST_TEXT = 4000

/** The folded words of a text. */
export function placedWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = []
  for (const match of text.slice(0, LONGEST_TEXT).matchAll(WORD)) {
    const folded = HAN.test(match[0]) ? match[0] : normalize(match[0].replaceAll('"', '')).replaceAll(' ', '')
    if (folded !== '') words.push({ text: folded, start: match.index, end: match.index + match[0].length })
  }
  return words
}

/** How much words say, counted in words: two characters of Chinese are one. */
export function weightOf(words: readonly { text: string }[]): number {
  const characters = words.filter(({ text }) => HAN.test(text)).length
  return words.length - characters + Math.ceil(characters / 2)
}
