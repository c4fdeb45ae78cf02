import type { Language } from '../language.ts'
import { readable } from '../text/recent.ts'
import { tokenize, type Token } from '../text/tokens.ts'
import { soundsAlike, wordLikeness, wordRulesOf } from './words.ts'

/** A phrase that was found, with the exact words. */
export interface FoundPhrase {
  quote: string
  start: number
  end: number
  /** A word like "no" or "without" stands up to three words before it in the same clause. */
  isNegated: boolean
}

const CLAUSE_MARK = /^[.,;:!?。，；：！？]$/u
const NEGATION_REACH_WORDS = 3
const LARGEST_GAP_WORDS = 3
const LIKENESS_NEEDED = 0.85

const phraseTokens = new Map<string, Token[]>()

function tokensOf(phrase: string): Token[] {
  let known = phraseTokens.get(phrase)
  if (!known) {
    known = tokenize(phrase).filter((token) => token.kind !== 'mark')
    if (phraseTokens.size > 20_000) phraseTokens.clear()
    phraseTokens.set(phrase, known)
  }
  return known
}

function isNegatedAt(tokens: readonly Token[], at: number, negators: Set<string>): boolean {
  let seen = 0
  for (let index = at - 1; index >= 0 && seen < NEGATION_REACH_WORDS; index -= 1) {
    const token = tokens[index]
    if (!token || CLAUSE_MARK.test(token.text)) return false
    if (negators.has(token.text)) return true
    seen += 1
  }
  return false
}

/**
 * Finds a phrase in a text: its words in order, in any inflection, with a typo forgiven in words of five letters and more.
 * Stop-words may differ or be missing; negations may not. Undefined where it is not there.
 */
export function findPhrase(text: string, phrase: string, language: Language): FoundPhrase | undefined {
  return findPhraseIn(text, tokenize(text), phrase, language)
}

/** The same for a text that is already cut into tokens, for those who look for many phrases. */
export function findPhraseIn(
  text: string,
  tokens: readonly Token[],
  phrase: string,
  language: Language,
): FoundPhrase | undefined {
  const { stopWords, negators } = wordRulesOf(language)
  const all = tokensOf(phrase)
  const isLight = (token: Token): boolean => stopWords.has(token.text) && !negators.has(token.text)
  const content = all.filter((token) => !isLight(token))
  const wanted = content.length > 0 && language !== 'zh' ? content : all
  // A phrase of nothing but light words must stand word by word.
  const exact = wanted === all
  const first = wanted[0]
  if (!first) return undefined
  for (let begin = 0; begin < tokens.length; begin += 1) {
    const opening = tokens[begin]
    if (!opening || wordLikeness(opening.text, first.text, language) < LIKENESS_NEEDED) continue
    let at = begin
    let last = begin
    let complete = true
    for (const word of wanted.slice(1)) {
      let found = -1
      for (let next = at + 1; next < tokens.length && next - at <= LARGEST_GAP_WORDS + 1; next += 1) {
        const token = tokens[next]
        if (!token || CLAUSE_MARK.test(token.text)) break
        if (wordLikeness(token.text, word.text, language) >= LIKENESS_NEEDED) {
          found = next
          break
        }
        if (token.kind !== 'mark' && (exact || !isLight(token))) break
      }
      if (found < 0) {
        complete = false
        break
      }
      at = last = found
    }
    const ending = tokens[last]
    if (!complete || !ending) continue
    return {
      quote: text.slice(opening.start, ending.end),
      start: opening.start,
      end: ending.end,
      isNegated: isNegatedAt(tokens, begin, negators),
    }
  }
  return undefined
}

/** Whether a text holds a phrase; see `findPhrase`. */
export function containsPhrase(text: string, phrase: string, language: Language): boolean {
  return findPhrase(text, phrase, language) !== undefined
}

export interface BestMatch {
  /** Index of the candidate. */
  index: number
  candidate: string
  /** 0 to 1: the share of the candidate's words that stand in the text, rare words counting more, by how sure each is. */
  score: number
  quote: string
  start: number
  end: number
}

const LEAST_SCORE = 0.3

/**
 * The candidate (a service, a person, an example) that a text names best, or undefined where it names none (score below 0.3).
 * One word that only one candidate has ("Smith" of "Dr Anna Smith") is enough for a fair score.
 */
export function bestMatch(text: string, candidates: readonly string[], language: Language): BestMatch | undefined {
  return rankMatches(text, candidates, language)[0]
}

/** All candidates that a text names, best first. */
export function rankMatches(text: string, candidates: readonly string[], language: Language): BestMatch[] {
  const { stopWords } = wordRulesOf(language)
  const tokens = tokenize(readable(text)).filter((token) => token.kind !== 'mark')
  const lists = candidates.map((candidate) => {
    const all = tokensOf(candidate)
    const content = all.filter((token) => !stopWords.has(token.text))
    return content.length > 0 ? content : all
  })
  const frequency = new Map<string, number>()
  for (const list of lists)
    for (const word of new Set(list.map((token) => token.text))) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const weight = (word: string): number => Math.log(1 + candidates.length / (frequency.get(word) ?? 1))
  const ranked: BestMatch[] = []
  lists.forEach((list, index) => {
    let total = 0
    let reached = 0
    let firstHit = tokens.length
    let lastHit = -1
    let hasOwnWord = false
    for (const { text: word } of list) {
      total += weight(word)
      let best = 0
      let place = -1
      tokens.forEach((token, at) => {
        const likeness = wordLikeness(token.text, word, language) || (soundsAlike(token.text, word) ? 0.8 : 0)
        if (likeness > best) [best, place] = [likeness, at]
      })
      if (best === 0) continue
      reached += best * weight(word)
      firstHit = Math.min(firstHit, place)
      lastHit = Math.max(lastHit, place)
      if (frequency.get(word) === 1 && word.length >= 3) hasOwnWord = true
    }
    const [first, last] = [tokens[firstHit], tokens[lastHit]]
    if (!first || !last || total === 0) return
    const spread = lastHit - firstHit + 1 > 2 * list.length + 2 ? 0.8 : 1
    const coverage = (reached / total) * spread
    const score = hasOwnWord ? Math.max(coverage, 0.5 + coverage / 2) : coverage
    if (score < LEAST_SCORE) return
    ranked.push({
      index,
      candidate: candidates[index] ?? '',
      score: Math.min(1, score),
      quote: text.slice(first.start, last.end),
      start: first.start,
      end: last.end,
    })
  })
  return ranked.toSorted((a, b) => b.score - a.score || a.index - b.index)
}
