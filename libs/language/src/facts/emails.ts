import type { Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'
import { foldText } from '../text/fold.ts'
import { readable } from '../text/recent.ts'
import { tokenize, type Token } from '../text/tokens.ts'

export interface FoundEmail {
  quote: string
  start: number
  end: number
  /** In lower case. */
  email: string
}

const WRITTEN = /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu

interface Spelling {
  at: string[][]
  marks: { words: string[]; mark: string }[]
}

const spellings = new Map<Language, Spelling>()

function spellingOf(language: Language): Spelling {
  let known = spellings.get(language)
  if (!known) {
    const { text } = tableOf(language)
    const cut = (forms: string): string[][] =>
      forms.split('|').map((form) => tokenize(foldText(form)).map((token) => token.text))
    known = {
      at: cut(text.at),
      marks: (
        [
          [text.dot, '.'],
          [text.dash, '-'],
          [text.underscore, '_'],
        ] as const
      ).flatMap(([forms, mark]) => cut(forms).map((words) => ({ words, mark }))),
    }
    spellings.set(language, known)
  }
  return known
}

function stands(tokens: readonly Token[], at: number, words: readonly string[]): boolean {
  return words.every((word, index) => tokens[at + index]?.text === word)
}

function markAt(tokens: readonly Token[], at: number, spelling: Spelling): { mark: string; to: number } | undefined {
  const token = tokens[at]
  if (token && /^[._-]$/u.test(token.text)) return { mark: token.text, to: at + 1 }
  const found = spelling.marks.find(({ words }) => stands(tokens, at, words))
  return found && { mark: found.mark, to: at + found.words.length }
}

const isPart = (token: Token | undefined): token is Token => token !== undefined && /^[a-z0-9]+$/u.test(token.text)

function domainFrom(
  tokens: readonly Token[],
  from: number,
  spelling: Spelling,
): { domain: string; to: number } | undefined {
  let at = from
  let domain = ''
  let to = from
  for (;;) {
    const part = tokens[at]
    if (!isPart(part)) break
    domain += part.text
    at += 1
    to = at
    const mark = markAt(tokens, at, spelling)
    if (!mark || mark.mark === '_') break
    if (!isPart(tokens[mark.to])) break
    domain += mark.mark
    at = mark.to
  }
  return /\.[a-z]{2,}$/u.test(domain) ? { domain, to } : undefined
}

function localBefore(
  tokens: readonly Token[],
  before: number,
  spelling: Spelling,
): { local: string; from: number } | undefined {
  let from = before - 1
  const last = tokens[from]
  if (!isPart(last)) return undefined
  let local = last.text
  for (;;) {
    const mark = spelling.marks.find(({ words }) => stands(tokens, from - words.length, words))
    const written = tokens[from - 1]
    const length = mark ? mark.words.length : written && /^[._-]$/u.test(written.text) ? 1 : 0
    const previous = tokens[from - length - 1]
    if (length > 0 && isPart(previous)) {
      local = previous.text + (mark?.mark ?? written?.text ?? '') + local
      from -= length + 1
      continue
    }
    // Letters one by one: "j o h n at".
    const letter = tokens[from - 1]
    if (
      isPart(letter) &&
      letter.text.length === 1 &&
      (tokens[from]?.text.length === 1 || /^\d+$/u.test(tokens[from]?.text ?? ''))
    ) {
      local = letter.text + local
      from -= 1
      continue
    }
    const number = tokens[from]
    if (
      number?.kind === 'number' &&
      isPart(letter) &&
      letter.kind === 'word' &&
      letter.text.length > 2 &&
      number.glued
    ) {
      local = letter.text + local
      from -= 1
      continue
    }
    return { local, from }
  }
}

/** Finds mail addresses, written or spoken ("john dot smith at gmail dot com"). */
export function findEmails(text: string, language: Language): FoundEmail[] {
  const found: FoundEmail[] = []
  for (const match of text.matchAll(WRITTEN)) {
    const quote = match[0].replace(/[.-]+$/u, '')
    found.push({ quote, start: match.index, end: match.index + quote.length, email: quote.toLowerCase() })
  }
  const spelling = spellingOf(language)
  const tokens = tokenize(readable(text))
  // From the last on: in "mail me at anna at gmail dot com" the second "at" is the one.
  for (let index = tokens.length - 1; index > 0; index -= 1) {
    const at = tokens[index]?.text === '@' ? ['@'] : spelling.at.find((words) => stands(tokens, index, words))
    if (!at) continue
    const domain = domainFrom(tokens, index + at.length, spelling)
    const local = domain && localBefore(tokens, index, spelling)
    const first = local && tokens[local.from]
    const last = domain && tokens[domain.to - 1]
    if (!first || !last || found.some((known) => known.start < last.end && known.end > first.start)) continue
    found.push({
      quote: text.slice(first.start, last.end),
      start: first.start,
      end: last.end,
      email: `${local.local}@${domain.domain}`,
    })
  }
  return found.toSorted((a, b) => a.start - b.start)
}
