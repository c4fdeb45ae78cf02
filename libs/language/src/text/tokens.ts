import { foldCharacter, isInvisible } from './fold.ts'
import type { Language } from '../language.ts'
import { remember } from './recent.ts'

/** One word, one number (a run of digits), one Han character or one mark of a text; `start` and `end` are offsets in it. */
export interface Token {
  /** The folded text: lower case, no accents, no apostrophes. */
  text: string
  kind: 'word' | 'number' | 'mark'
  start: number
  end: number
  /** True when no space stands between this token and the one before. */
  glued: boolean
}

const TOKEN =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?:['’ʼ`´׳״](?:(?!\p{Script=Han})[\p{L}\p{M}])+|"(?=clock|[\u05d0-\u05ea])\p{L}+)*|\p{Nd}+|\S/gu

function withoutInvisible(text: string): { text: string; at: number[] | undefined } {
  let found = false
  for (const character of text) {
    if (isInvisible(character)) {
      found = true
      break
    }
  }
  if (!found) return { text, at: undefined }
  let clean = ''
  const at: number[] = []
  let index = 0
  for (const character of text) {
    if (!isInvisible(character)) {
      clean += character
      for (let unit = 0; unit < character.length; unit += 1) at.push(index + unit)
    }
    index += character.length
  }
  at.push(index)
  return { text: clean, at }
}

/** Without its apostrophe it would be a day of the week. */
const WE_WOULD = /^we['’ʼ`´]d$/iu

function foldToken(raw: string): string {
  if (WE_WOULD.test(raw)) return "we'd"
  let folded = ''
  for (const character of raw) {
    if (raw.length > 1 && /['’ʼ`´׳״"]/u.test(character)) continue
    folded += foldCharacter(character)
  }
  return folded
}

/** Cuts a text into tokens whose offsets are those of the text as given. */
export const tokenize: (text: string) => readonly Token[] = remember(8, cut)

function cut(text: string): readonly Token[] {
  const clean = withoutInvisible(text)
  const tokens: Token[] = []
  let lastEnd = 0
  for (const match of clean.text.matchAll(TOKEN)) {
    const raw = match[0]
    const end = match.index + raw.length
    const kind = /^\p{Nd}/u.test(raw) ? 'number' : /^[\p{L}\p{M}]/u.test(raw) ? 'word' : 'mark'
    tokens.push({
      text: foldToken(raw),
      kind,
      start: clean.at ? (clean.at[match.index] ?? 0) : match.index,
      end: clean.at ? (clean.at[end - 1] ?? 0) + 1 : end,
      glued: match.index === lastEnd && lastEnd > 0,
    })
    lastEnd = end
  }
  return tokens
}

const HEBREW_PREFIXES = new Set(['ב', 'ל', 'ה', 'ו', 'מ', 'ש', 'כ'])

/**
 * Splits Hebrew's attached letters off ("בארבע" is "ב", "ארבע") where the rest is a known word and the whole is not;
 * a hyphen after such a letter ("ב-8") is dropped.
 */
export function splitPrefixes(
  tokens: readonly Token[],
  language: Language,
  isKnown: (word: string) => boolean,
): readonly Token[] {
  if (language !== 'he') return tokens
  const split: Token[] = []
  for (const token of tokens) {
    const last = split.at(-1)
    if (token.text === '-' && token.glued && last && HEBREW_PREFIXES.has(last.text)) continue
    let rest = token
    for (let taken = 0; taken < 2; taken += 1) {
      if (rest.kind !== 'word' || rest.text.length < 3 || isKnown(rest.text)) break
      const letter = rest.text[0] ?? ''
      const remainder = rest.text.slice(1)
      const second = remainder.slice(1)
      if (!HEBREW_PREFIXES.has(letter)) break
      const fits = isKnown(remainder) || (taken === 0 && HEBREW_PREFIXES.has(remainder[0] ?? '') && isKnown(second))
      if (!fits) break
      split.push({ text: letter, kind: 'word', start: rest.start, end: rest.start + 1, glued: rest.glued })
      rest = { ...rest, text: remainder, start: rest.start + 1, glued: true }
    }
    split.push(rest)
  }
  return split
}

const HAN = /\p{Script=Han}/u

/** How many words a text has: two characters of Chinese count as one. */
export function wordCount(text: string): number {
  const found = tokenize(text).filter(({ kind }) => kind !== 'mark')
  const characters = found.filter((token) => HAN.test(token.text)).length
  return found.length - characters + Math.ceil(characters / 2)
}

/** The folded words and numbers of a text, marks left out. */
export function words(text: string, _language?: Language): string[] {
  return tokenize(text)
    .filter((token) => token.kind !== 'mark')
    .map((token) => token.text)
}
