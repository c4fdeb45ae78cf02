import type { Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'

const TERMINATOR = /[.!?…]+|[。！？；]+|\n+/gu
const CLOSERS = /^["'”’»)\]」』）]+/u
const WORD_BEFORE = /([\p{L}\p{M}.'’"״׳]+)$/u
const CAPITAL_NEXT = /^\s*["'“‘«([]*\p{Lu}/u

interface Abbreviations {
  inside: Set<string>
  maybeEnding: Set<string>
}

const abbreviations = new Map<Language, Abbreviations>()

function abbreviationsOf(language: Language): Abbreviations {
  let known = abbreviations.get(language)
  if (!known) {
    const { text } = tableOf(language)
    known = {
      inside: new Set(text.abbreviations.split(' ')),
      maybeEnding: new Set(text.endingAbbreviations.split(' ')),
    }
    abbreviations.set(language, known)
  }
  return known
}

type Verdict = 'end' | 'inside' | 'unknown'

/** Whether the sentence ends at a terminator; `unknown` where that depends on text that is still to come. */
function judge(before: string, mark: string, after: string, language: Language): Verdict {
  if (mark.startsWith('\n')) return 'end'
  if (after === '') return 'unknown'
  if (/[。！？；]/u.test(mark)) return 'end'
  if (!/^\s/u.test(after)) {
    // "3.5", "a.m", "example.com"; a mark that Han follows ends all the same.
    return /^\p{Script=Han}/u.test(after) ? 'end' : 'inside'
  }
  if (mark !== '.') {
    if (mark.startsWith('.') || mark === '…')
      return after.trim() === '' ? 'unknown' : /^\s*\p{Ll}/u.test(after) ? 'inside' : 'end'
    return 'end'
  }
  const word =
    WORD_BEFORE.exec(before)?.[1]
      ?.toLowerCase()
      .replaceAll(/^["'”’]+/gu, '') ?? ''
  const { inside, maybeEnding } = abbreviationsOf(language)
  if (maybeEnding.has(word)) {
    if (after.trim() === '') return 'unknown'
    return CAPITAL_NEXT.test(after) ? 'end' : 'inside'
  }
  if (inside.has(word)) return 'inside'
  // An initial: "J. Smith", "А. С. Пушкин"; "I." and "я." end sentences.
  if (/^\p{Lu}$/u.test(before.slice(-1)) && !/\p{L}/u.test(before.at(-2) ?? ' ') && !/[IЯ]$/u.test(before))
    return 'inside'
  // A numbered list: "1. First".
  if (/(?:^|\n)\s*\d{1,2}$/u.test(before)) return 'inside'
  return 'end'
}

/** Cuts a stream of text into whole sentences. It knows no time: who waits too long for an end calls `flush`. */
export class SentenceCutter {
  private buffer = ''

  private readonly language: Language

  constructor(language: Language) {
    this.language = language
  }

  /** Takes the next piece of text and gives the sentences that are whole now, trimmed. */
  push(delta: string): string[] {
    this.buffer += delta
    const sentences: string[] = []
    let begin = 0
    TERMINATOR.lastIndex = 0
    for (const match of this.buffer.matchAll(TERMINATOR)) {
      if (match.index < begin) continue
      let end = match.index + match[0].length
      const closers = CLOSERS.exec(this.buffer.slice(end))
      if (closers) end += closers[0].length
      const verdict = judge(
        this.buffer.slice(begin, match.index),
        match[0],
        this.buffer.slice(end, end + 24),
        this.language,
      )
      if (verdict === 'inside') continue
      if (verdict === 'unknown') break
      const sentence = this.buffer.slice(begin, end).trim()
      if (sentence !== '') sentences.push(sentence)
      begin = end
    }
    this.buffer = this.buffer.slice(begin)
    return sentences
  }

  /** What is left, trimmed; undefined where nothing is. The cutter is empty afterwards. */
  flush(): string | undefined {
    const rest = this.buffer.trim()
    this.buffer = ''
    return rest === '' ? undefined : rest
  }
}

/** The sentences of a text, trimmed, in order. */
export function splitSentences(text: string, language: Language): string[] {
  const cutter = new SentenceCutter(language)
  const sentences = cutter.push(text)
  const rest = cutter.flush()
  return rest === undefined ? sentences : [...sentences, rest]
}
