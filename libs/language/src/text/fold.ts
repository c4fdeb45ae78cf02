import { remember } from './recent.ts'

// Characters that a reader does not see: direction marks, zero-width ones, soft hyphen, control characters, variation selectors.
const INVISIBLE = /\u034f|[\ufe00-\ufe0f]|[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/u
const CONTROL = /[\p{Cc}]/u
const COMBINING = /\p{M}/u

const folds = new Map<string, string>()

/** One code point in its plainest form: compatibility form, lower case, no accents. Empty for a mark or an invisible one. */
export function foldCharacter(character: string): string {
  const known = folds.get(character)
  if (known !== undefined) return known
  let folded = ''
  if (!INVISIBLE.test(character)) {
    if (CONTROL.test(character)) folded = ' '
    else {
      for (const part of character.normalize('NFKD').toLowerCase().normalize('NFD')) {
        if (!COMBINING.test(part)) folded += part
      }
    }
  }
  if (folds.size < 20_000) folds.set(character, folded)
  return folded
}

/** Whether the character is seen by nobody (direction marks, zero-width characters). */
export function isInvisible(character: string): boolean {
  return INVISIBLE.test(character)
}

/** A text in lower case, without accents and invisible characters; punctuation stays. */
export function foldText(text: string): string {
  let folded = ''
  for (const character of text) folded += foldCharacter(character)
  return folded
}

/** A text and, for each of its UTF-16 units, the index in the original that it comes from. */
export interface Mapped {
  text: string
  at: number[]
}

const IN_WORD = /['’ʼ`´׳״]/u
const WORD_CHARACTER = /[\p{L}\p{Nd}]/u
const isWordCharacter = new Map<string, boolean>()

function isOfWord(character: string): boolean {
  let known = isWordCharacter.get(character)
  if (known === undefined) {
    known = WORD_CHARACTER.test(character)
    if (isWordCharacter.size < 20_000) isWordCharacter.set(character, known)
  }
  return known
}

/**
 * The words alone, folded, with one space between them and one at each end; apostrophes inside words are dropped
 * ("don't" is "dont"). `at` leads back to the original.
 */
export const foldWords: (original: string) => Mapped = remember(8, foldWordsOf)

function foldWordsOf(original: string): Mapped {
  let text = ' '
  const at = [0]
  let index = 0
  for (const character of original) {
    const start = index
    index += character.length
    const folded = foldCharacter(character)
    if (folded === '') continue
    for (const part of folded) {
      if (isOfWord(part)) {
        text += part
        for (let unit = 0; unit < part.length; unit += 1) at.push(start)
      } else if (IN_WORD.test(part) && !text.endsWith(' ') && isOfWord(original[index] ?? ' ')) {
        continue
      } else if (!text.endsWith(' ')) {
        text += ' '
        at.push(start)
      }
    }
  }
  if (!text.endsWith(' ')) {
    text += ' '
    at.push(original.length)
  }
  return { text, at }
}

/** A text to compare by: folded words with single spaces, no punctuation, marks, control or zero-width characters. */
export function normalize(text: string): string {
  return foldWords(text).text.trim()
}
