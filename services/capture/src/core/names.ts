import type { LanguageCode } from '@repartee/contracts'
import { bestMatch } from '@repartee/language'
import { packPhrases, type Names, type PhraseMatch } from '@repartee/packs'
import { overlaps, slotOf, type Findings, type Found, type Heard, type Span } from './heard.ts'

const SURE_LIKENESS = 0.85
const ASKED_LIKENESS = 0.6
const MOST_WORDS_FOR_TYPOS = 30

/** Matches without those that stand inside of a longer one or are refused; what replaces something in a correction comes first. */
export function distinct(heard: Heard, matches: readonly PhraseMatch[]): PhraseMatch[] {
  const kept: PhraseMatch[] = []
  for (const match of matches) {
    if (!kept.some((longer) => overlaps(longer, match) && longer.id !== match.id)) kept.push(match)
  }
  const { correction, refusal } = heard
  const wanted = kept.filter((match) => !(refusal && overlaps(match, refusal)))
  if (!correction) return wanted
  const { right, wrong } = correction
  const rest = wanted.filter((match) => !(wrong && overlaps(match, wrong)))
  const isRight = ({ start }: Span) => start >= right.start
  return [...rest.filter(isRight), ...rest.filter((match) => !isRight(match))]
}

/** The service that is wanted: by its names and synonyms, else by words that are nearly them. */
export function readService(heard: Heard, others: readonly Span[]): Findings {
  const slot = slotOf(heard, 'service')
  const services = heard.pack.calendar?.services ?? []
  if (slot === null || services.length === 0) return { found: [], dropped: [], problems: [] }
  const matches = distinct(
    heard,
    packPhrases(heard.pack)
      .services.match(heard.text)
      .filter(({ language }) => heard.languages.includes(language)),
  )
  const isGeneral = (key: string) => services.some((service) => service.key === key && service.general)
  const match = matches.find(({ id }) => !isGeneral(id)) ?? matches[0]
  const named = match
    ? { key: match.id, ...spanOf(match), confidence: 0.95 }
    : nearly(heard, services, slot.name, others)
  if (!named || isBeside(heard, slot.name, named.key, isGeneral(named.key)))
    return { found: [], dropped: [], problems: [] }
  return { found: [toFound(slot.name, named)], dropped: droppedPerson(heard, named.key), problems: [] }
}

/** A question about another service does not change the one that is being booked; "a doctor" in a question is no wish. */
function isBeside({ known, task, isQuestionOnly }: Heard, slot: string, key: string, isGeneral: boolean): boolean {
  if (!isQuestionOnly) return false
  return task === null ? isGeneral : slot in known && known[slot]?.value !== key
}

/** The person that we proposed ourselves gives way when they do not offer the new service. */
function droppedPerson(heard: Heard, service: string): string[] {
  const slot = slotOf(heard, 'person')?.name
  const person = slot === undefined ? undefined : heard.known[slot]
  if (slot === undefined || person === undefined || person.by === 'rules' || person.by === 'model') return []
  const resource = heard.pack.calendar?.resources.find(({ key }) => key === person.value)
  return resource?.services.includes(service) ? [] : [slot]
}

interface Named {
  key: string
  quote: string
  start: number
  end: number
  confidence: number
}

/** Words that are a name but for a typo or an ending. */
export function nearly(
  heard: Heard,
  candidates: readonly { key: string; names: Names }[],
  slot: string,
  others: readonly Span[],
): Named | undefined {
  if (heard.refusal || heard.text.split(/\s+/u).length > MOST_WORDS_FOR_TYPOS) return undefined
  const isAsked = heard.asked?.name === slot
  for (const language of heard.languages) {
    const { phrases, keys } = spokenNames(candidates, language)
    const best = bestMatch(heard.text, phrases, language)
    const key = best && keys[best.index]
    if (!best || key === undefined || others.some((other) => overlaps(other, best))) continue
    if (best.score >= (isAsked ? ASKED_LIKENESS : SURE_LIKENESS)) {
      return { key, ...spanOf(best), confidence: Math.min(0.9, best.score) }
    }
  }
  return undefined
}

const spoken = new WeakMap<object, Map<LanguageCode, { phrases: string[]; keys: string[] }>>()

function spokenNames(candidates: readonly { key: string; names: Names }[], language: LanguageCode) {
  let byLanguage = spoken.get(candidates)
  if (!byLanguage) spoken.set(candidates, (byLanguage = new Map()))
  let known = byLanguage.get(language)
  if (!known) {
    const pairs = candidates.flatMap(({ key, names }) => {
      const own = names[language]
      return own ? [own.name, ...own.synonyms].map((phrase) => ({ key, phrase: phrase.replaceAll('*', '') })) : []
    })
    known = { phrases: pairs.map(({ phrase }) => phrase), keys: pairs.map(({ key }) => key) }
    byLanguage.set(language, known)
  }
  return known
}

const spanOf = ({ quote, start, end }: Span & { quote: string }) => ({ quote, start, end })

export const toFound = (slot: string, { key, ...rest }: Named): Found => ({ slot, value: key, ...rest })
