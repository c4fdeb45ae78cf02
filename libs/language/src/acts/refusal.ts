import type { Language } from '../language.ts'
import { findPhrases } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import { foldWords } from '../text/fold.ts'

/** "I don't need X": the words, and what is refused (empty where it is not named: "I don't need that"). */
export interface Refusal {
  quote: string
  start: number
  end: number
  of: string
}

const CLAUSE_END = /[.,;!?。，；！？\n]|$/u
const EDGE_MARKS = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu

function withoutTail(text: string, tails: readonly string[]): string {
  let rest = text.replaceAll(EDGE_MARKS, '')
  for (;;) {
    const folded = foldWords(rest)
    const tail = findPhrases(rest, tails, folded).findLast((match) => match.to >= folded.text.length - 1)
    if (!tail) return rest
    const shorter = rest.slice(0, tail.start).replaceAll(EDGE_MARKS, '')
    if (shorter === rest) return rest
    rest = shorter
  }
}

/** Finds a clear refusal of a thing, which drops whatever is pending about it. Undefined where there is none. */
export function findRefusal(text: string, language: Language): Refusal | undefined {
  const { phrases } = tableOf(language)
  const after = findPhrases(text, phrases.refusalsAfter)[0]
  if (after) {
    const before = text.slice(0, after.start)
    const start = Math.max(...[...before.matchAll(/[.,;!?。，；！？\n]/gu)].map((match) => match.index + 1), 0)
    const of = withoutTail(before.slice(start), phrases.refusalTails)
    const next = text.slice(after.end)
    const clause = next.slice(0, CLAUSE_END.exec(next)?.index ?? next.length)
    const endsThere = withoutTail(clause, phrases.refusalTails) === ''
    if (endsThere && of !== '' && of.split(/\s+/u).length <= 6) {
      const from = text.indexOf(of, start)
      return { quote: text.slice(from, after.end), start: from, end: after.end, of }
    }
  }
  const opening = findPhrases(text, phrases.refusals)[0]
  if (!opening) {
    return after && { quote: after.quote, start: after.start, end: after.end, of: '' }
  }
  const rest = text.slice(opening.end)
  const length = CLAUSE_END.exec(rest)?.index ?? rest.length
  const of = withoutTail(rest.slice(0, length), phrases.refusalTails)
  const end = opening.end + rest.slice(0, length).trimEnd().length
  return { quote: text.slice(opening.start, end), start: opening.start, end, of }
}
