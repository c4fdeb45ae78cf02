import type { Detection } from '@repartee/contracts'
import { asksQuestion, wordCount } from '@repartee/language'
import { packPhrases, type PhraseMatch } from '@repartee/packs'
import { examplesOf } from './examples.ts'
import type { Reading } from './reading.ts'
import { taskOf } from './task.ts'

type Fact = Detection['facts'][number]

const ENOUGH = 0.6
const NEAR_ENOUGH = 0.62
const FRAGMENT_WORDS = 3
const MOST_FACTS = 3
/** Nobody asks more in one message; nonsense does. */
const MOST_PARTS = 16
const LIKE_BONUS = 0.1

interface Part {
  text: string
  start: number
  asks: boolean
}

/** A fact that may answer, and the words that point to it. */
interface Candidate extends Fact {
  start: number
  end: number
}

/**
 * The pack's facts that answer what is asked, best first: by their triggers where a question is asked or little else is
 * said, or by a question that is nearly the same. None when nothing really fits.
 */
export function factsOf(reading: Reading): Fact[] {
  const candidates = partsOf(reading)
    .flatMap((part) => together(byTriggers(reading, part), bySimilarity(reading, part)))
    .filter(({ score }) => score >= ENOUGH)
    .toSorted((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start))
  const kept: Candidate[] = []
  for (const candidate of candidates) {
    // The same words answer one question only.
    const isTaken = kept.some(
      ({ id, start, end }) => id === candidate.id || (start < candidate.end && candidate.start < end),
    )
    if (!isTaken) kept.push(candidate)
  }
  return kept.slice(0, MOST_FACTS).map(({ id, score, reason }) => ({ id, score: round(score), reason }))
}

/** Triggers and a like question speak for a fact together. */
function together(triggered: readonly Candidate[], alike: readonly Candidate[]): Candidate[] {
  const stronger = triggered.map((candidate) => {
    const like = alike.find(({ id }) => id === candidate.id)?.score ?? 0
    return { ...candidate, score: Math.min(1, Math.max(candidate.score, like) + LIKE_BONUS * like) }
  })
  return [
    ...stronger,
    ...alike.filter(({ id, score }) => score >= NEAR_ENOUGH && !triggered.some((other) => other.id === id)),
  ]
}

const BREAK = /[.!?;\n。！？]+\s*|,\s+|\s+(?:and|but|y|e|pero|и|а|но|mas|וגם|אבל)\s+/giu

/** The clauses of the text; of a question mark at the end of a sentence each clause of it has a share. */
function partsOf({ text, languages }: Reading): Part[] {
  const parts: Part[] = []
  let start = 0
  const add = (until: number, mark: string) => {
    const clause = text.slice(start, until)
    if (clause.trim() === '') return
    const asks = mark.includes('?') || languages.some((language) => asksQuestion(clause, language))
    parts.push({ text: clause, start, asks })
  }
  for (const found of text.matchAll(BREAK)) {
    if (parts.length >= MOST_PARTS) return parts
    add(found.index, found[0])
    start = found.index + found[0].length
  }
  add(text.length, '')
  return parts
}

function byTriggers(reading: Reading, part: Part): Candidate[] {
  const { pack, languages, text } = reading
  const matches = languages.flatMap((language) => packPhrases(pack).facts.match(part.text, language))
  const isFragment = wordCount(text) <= FRAGMENT_WORDS
  return matches
    .filter((match) => !isAboutElse(reading, part, match))
    .map(({ id, phrase, words, start, end }) => {
      const score = Math.min(0.95, 0.55 + 0.1 * (words - 1) + (part.asks || isFragment ? 0.15 : 0))
      return { id, score, reason: `says “${phrase}”`, start: part.start + start, end: part.start + end }
    })
}

/** Does the trigger stand in a day, a service or a request, and not in a question about the fact? */
function isAboutElse(reading: Reading, part: Part, match: PhraseMatch): boolean {
  const { pack, entries, services, intents, resources } = reading
  const [start, end] = [part.start + match.start, part.start + match.end]
  const covers = (span: { start: number; end: number }) => span.start <= start && span.end >= end
  const touches = (span: { start: number; end: number }) => span.start < end && start < span.end
  const about = pack.facts.find(({ id }) => id === match.id)?.services ?? []
  if (match.words === 1 && entries.some(covers)) return true
  if (services.some((service) => covers(service) && !about.includes(service.id) && match.words <= service.words))
    return true
  if (resources.some(covers)) return true
  const requests = intents.filter(({ id }) => taskOf(pack, id) !== null)
  if (requests.some((request) => touches(request) && request.words >= match.words)) return true
  const isInRequest = requests.some(
    (request) => request.start >= part.start && request.start < part.start + part.text.length,
  )
  if (isInRequest && match.words === 1) return true
  // "How much is a cleaning" is answered by the calendar.
  const asked = intents.filter(({ id }) => OF_THE_CALENDAR.has(id))
  return services.length > 0 && about.length === 0 && asked.some(touches)
}

const OF_THE_CALENDAR = new Set(['price_inquiry', 'duration_inquiry'])

/** Questions that are nearly the same, and hold the word that they are about: "how much is it" asks for no whitening. */
function bySimilarity({ pack, languages, services, intents }: Reading, part: Part): Candidate[] {
  const isPriceOfService = services.length > 0 && intents.some(({ id }) => OF_THE_CALENDAR.has(id))
  const [start, end] = [part.start, part.start + part.text.length]
  // "I want to see a dermatologist" names what is wanted, and asks for nobody's name.
  if (!part.asks && services.some((service) => service.start >= start && service.start < end)) return []
  return languages.flatMap((language) =>
    examplesOf(pack)
      .facts.find(part.text, language)
      .filter(({ id }) => !isPriceOfService || (pack.facts.find((fact) => fact.id === id)?.services ?? []).length > 0)
      .filter(({ isTold }) => isTold)
      .map(({ id, score, example }) => ({ id, score, reason: `nearly asks “${example}”`, start, end })),
  )
}

const round = (score: number) => Math.round(score * 100) / 100
