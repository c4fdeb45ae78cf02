import { normalize } from '@repartee/language'

/** A word of a text, folded (lower case, no accents, no apostrophes), with its place in the text. */
export interface PlacedWord {
  text: string
  start: number
  end: number
}

const WORD = /[\p{L}\p{M}\p{Nd}\p{Cf}]+(?:['’ʼ`´׳״"][\p{L}\p{M}\p{Cf}]+)*/gu
/** Longer texts are looked at up to here: nobody opens a request after it. */
const LONGEST_TEXT = 4000

/** The folded words of a text. */
export function placedWords(text: string): PlacedWord[] {
  const words: PlacedWord[] = []
  for (const match of text.slice(0, LONGEST_TEXT).matchAll(WORD)) {
    const folded = normalize(match[0].replaceAll('"', '')).replaceAll(' ', '')
    if (folded !== '') words.push({ text: folded, start: match.index, end: match.index + match[0].length })
  }
  return words
}
