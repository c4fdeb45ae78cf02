import type { Language } from '../language.ts'
import { findPhrases, phraseAt } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import { foldWords } from '../text/fold.ts'

/** A correction: `right` is what is meant (the words after), `wrong` what was rejected, where it was named. */
export interface Correction {
  quote: string
  start: number
  end: number
  right: string
  wrong?: string
}

const MARKS = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu

function clean(text: string): string {
  return text.replaceAll(MARKS, '').trim()
}

/** "not 3, 4", "не в 3, а в 4", "no el martes sino el jueves": the wrong value stands between "not" and a break. */
function readNotThis(text: string, language: Language): Correction | undefined {
  const { phrases } = tableOf(language)
  for (const not of findPhrases(text, phrases.not)) {
    const after = text.slice(not.end)
    const breaks = [...after.matchAll(/[,;:.!—–-]\s*/gu)].map((match) => ({
      at: match.index,
      end: match.index + match[0].length,
    }))
    const words = findPhrases(after, phrases.instead).map((match) => ({ at: match.start, end: match.end }))
    const cut = [...words, ...breaks]
      .filter((each) => clean(after.slice(0, each.at)) !== '')
      .toSorted((a, b) => a.at - b.at)[0]
    if (!cut) continue
    const wrong = clean(after.slice(0, cut.at))
    let right = clean(after.slice(cut.end))
    const again = phraseAt(right, foldWords(right), phrases.instead, 1)
    if (again) right = clean(right.slice(again.end))
    if (wrong === '' || right === '' || wrong.split(/\s+/u).length > 5) continue
    return {
      quote: text.slice(not.start).trimEnd(),
      start: not.start,
      end: not.start + text.slice(not.start).trimEnd().length,
      right,
      wrong,
    }
  }
  return undefined
}

/** Finds a correction of something said before: "no, Tuesday", "I meant 4", "not 3, 4". What follows is in `right`; a bare "no" is none. */
export function findCorrection(text: string, language: Language): Correction | undefined {
  const notThis = readNotThis(text, language)
  if (notThis) return notThis
  const { phrases } = tableOf(language)
  const folded = foldWords(text)
  const opening = findPhrases(text, phrases.corrections, folded)[0] ?? phraseAt(text, folded, phrases.no, 1)
  if (!opening) return undefined
  let last = opening
  for (;;) {
    const start = last.to + 1
    const next =
      phraseAt(text, folded, phrases.corrections, start) ??
      phraseAt(text, folded, phrases.fillers, start) ??
      phraseAt(text, folded, phrases.no, start)
    if (!next) break
    last = next
  }
  const right = clean(text.slice(last.end))
  if (right === '') return undefined
  const end = text.trimEnd().length
  return { quote: text.slice(opening.start, end), start: opening.start, end, right }
}
