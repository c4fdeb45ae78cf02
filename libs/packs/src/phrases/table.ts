import type { LanguageCode } from '@repartee/contracts'
import type { Phrases } from '../schema/text.ts'
import { placedWords, weightOf, type PlacedWord } from './words.ts'

/** A phrase that stands in a text. */
export interface PhraseMatch {
  /** What the phrase stands for: the name of an intent, the id of a fact … */
  id: string
  language: LanguageCode
  phrase: string
  /** The words of the text, verbatim. */
  quote: string
  start: number
  end: number
  /** Number of words of the phrase: a longer one says more. */
  words: number
}

interface Piece {
  text: string
  /** Any ending may follow. */
  isStem: boolean
  /** Any number in digits. */
  isNumber: boolean
  /** Up to four other words may stand before it. */
  afterGap: boolean
}

interface Compiled {
  id: string
  language: LanguageCode
  phrase: string
  pieces: Piece[]
  words: number
}

const GAP_WORDS = 4
/** Stands for any number in digits, though not at the beginning of a phrase. */
const NUMBER = '<number>'
const BUCKET_LETTERS = 2
const HEBREW_PREFIXES = /^[ובלמהשכ]{1,2}(?=.{2})/u

function compile(id: string, language: LanguageCode, phrase: string): Compiled {
  const pieces: Piece[] = []
  let afterGap = false
  for (const part of phrase.replaceAll('...', '…').split(/\s+/u)) {
    if (part === '…') {
      afterGap = pieces.length > 0
      continue
    }
    if (part === NUMBER && pieces.length > 0) {
      pieces.push({ text: '', isStem: false, isNumber: true, afterGap })
      afterGap = false
      continue
    }
    const isStem = part.endsWith('*')
    const words = placedWords(isStem ? part.slice(0, -1) : part)
    for (const [index, word] of words.entries()) {
      pieces.push({
        text: word.text,
        isStem: isStem && index === words.length - 1,
        isNumber: false,
        afterGap: index === 0 && afterGap,
      })
    }
    if (words.length > 0) afterGap = false
  }
  return { id, language, phrase, pieces, words: weightOf(pieces) }
}

/** A word as it stands, and in Hebrew also without the letters that are written onto it. */
function formsOf(word: string): string[] {
  const bare = word.replace(HEBREW_PREFIXES, '')
  const shorter = /^[ובלמהשכ]/u.test(word) && word.length > 2 ? word.slice(1) : word
  return [...new Set([word, shorter, bare])]
}

function isWord(forms: readonly string[], piece: Piece): boolean {
  if (piece.isNumber) return forms.some((form) => /^\d/u.test(form))
  return forms.some((form) => (piece.isStem ? form.startsWith(piece.text) : form === piece.text))
}

/** The index of the last word of the phrase when it begins at `at`, or -1. */
function endOf(phrase: Compiled, forms: readonly (readonly string[])[], at: number): number {
  let position = at
  for (const [index, piece] of phrase.pieces.entries()) {
    const reach = index > 0 && piece.afterGap ? GAP_WORDS : 0
    let found = -1
    for (let skipped = 0; skipped <= reach && found < 0; skipped += 1) {
      const candidate = forms[position + skipped]
      if (candidate && isWord(candidate, piece)) found = position + skipped
    }
    if (found < 0) return -1
    position = found + 1
  }
  return position - 1
}

/** A text as all tables look at it. */
interface Read {
  words: PlacedWord[]
  forms: string[][]
}

/** One message is looked at by many tables in a row, so the last few are kept. */
const RECENT_TEXTS = 16
const RECENT_MATCHES = 4
const recent = new Map<string, Read>()

function read(text: string): Read {
  const known = recent.get(text)
  if (known) return known
  const words = placedWords(text)
  const fresh = { words, forms: words.map((word) => formsOf(word.text)) }
  const [oldest] = recent.keys()
  if (recent.size >= RECENT_TEXTS && oldest !== undefined) recent.delete(oldest)
  recent.set(text, fresh)
  return fresh
}

/** Many phrases that are looked for at once. Built once; matching costs little more than reading the text. */
export class PhraseTable {
  /** By the first word; those that begin with a stem by its first letters. */
  readonly #byWord = new Map<string, Compiled[]>()
  readonly #byStem = new Map<string, Compiled[]>()
  /** What several readers ask of the same message, by its text. */
  readonly #recent = new Map<string, readonly PhraseMatch[]>()

  constructor(entries: Iterable<{ id: string; phrases: Phrases }>) {
    for (const { id, phrases } of entries) {
      for (const [language, list] of Object.entries(phrases)) {
        for (const phrase of list ?? []) this.#add(compile(id, language as LanguageCode, phrase))
      }
    }
  }

  #add(phrase: Compiled): void {
    const [first] = phrase.pieces
    if (!first) return
    const [buckets, bucket] = first.isStem
      ? [this.#byStem, first.text.slice(0, BUCKET_LETTERS)]
      : [this.#byWord, first.text]
    const known = buckets.get(bucket)
    if (known) known.push(phrase)
    else buckets.set(bucket, [phrase])
  }

  /** Phrases that may begin with a word in one of its forms. */
  #candidates(forms: readonly string[]): Compiled[] {
    const stems = new Set(forms.map((form) => form.slice(0, BUCKET_LETTERS)))
    return [
      ...forms.flatMap((form) => this.#byWord.get(form) ?? []),
      ...[...stems].flatMap((stem) => this.#byStem.get(stem) ?? []),
    ]
  }

  /** Every phrase that stands in the text, longest first; of one language, or of all. */
  match(text: string, language?: LanguageCode): PhraseMatch[] {
    const matches = this.#recent.get(text) ?? this.#remember(text)
    return matches.filter((match) => language === undefined || match.language === language)
  }

  #remember(text: string): readonly PhraseMatch[] {
    const matches = this.#find(text)
    const [oldest] = this.#recent.keys()
    if (this.#recent.size >= RECENT_MATCHES && oldest !== undefined) this.#recent.delete(oldest)
    this.#recent.set(text, matches)
    return matches
  }

  #find(text: string): PhraseMatch[] {
    const { words, forms } = read(text)
    const matches: PhraseMatch[] = []
    for (const [at, own] of forms.entries()) {
      for (const phrase of this.#candidates(own)) {
        const last = endOf(phrase, forms, at)
        const [from, to] = [words[at], words[last]]
        if (last < 0 || !from || !to) continue
        matches.push({
          id: phrase.id,
          language: phrase.language,
          phrase: phrase.phrase,
          quote: text.slice(from.start, to.end),
          start: from.start,
          end: to.end,
          words: phrase.words,
        })
      }
    }
    return matches.toSorted((a, b) => b.words - a.words || b.end - b.start - (a.end - a.start) || a.start - b.start)
  }
}
