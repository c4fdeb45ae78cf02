import type { LanguageCode } from '@repartee/contracts'
import { findNames, normalize, type DateTimeEntry, type FoundName } from '@repartee/language'
import { packPhrases, type PhraseMatch } from '@repartee/packs'
import { NOTHING, overlaps, slotOf, type Findings, type Found, type Heard, type Span } from './heard.ts'
import { distinct, nearly, toFound } from './names.ts'
import { ANYONE, saysAny, TITLE, WITH } from './words.ts'

/** Who is wanted and who it is for: a doctor's name is not the patient's, and the other way round. */
export function readPeople(heard: Heard, entries: readonly DateTimeEntry[]): Findings {
  const own = ownName(heard, entries)
  const person = wantedPerson(heard, own, entries)
  const isTaken = own !== null && person.found.some((found) => overlaps(found, own))
  return {
    found: [...person.found, ...(own === null || isTaken ? [] : [own])],
    dropped: person.dropped,
    problems: person.problems,
  }
}

/** The contact's own name: after "my name is" and the like, or as the answer to our question. */
function ownName(heard: Heard, entries: readonly Span[]): Found | null {
  const slot = slotOf(heard, 'name')
  if (slot === null) return null
  const asked = heard.asked?.type === 'name'
  for (const language of heard.languages) {
    const names = findNames(heard.text, { language, asked }).filter((one) => isOwn(heard, one, slot.name, entries))
    const name = better(names[0], lastClause(heard, language))
    if (name) return { slot: slot.name, value: name.name, ...spanOf(name), confidence: asked ? 0.95 : 0.85 }
  }
  return null
}

/** "It's for my husband, John Smith": the name that was asked for stands last. */
function lastClause({ text, asked }: Heard, language: LanguageCode): FoundName | undefined {
  const at = text.lastIndexOf(',') + 1
  if (asked?.type !== 'name' || at === 0) return undefined
  const [name] = findNames(text.slice(at), { language, asked: true })
  return name && { ...name, start: at + name.start, end: at + name.end }
}

/** "On behalf of my husband, Ivan Petrov": the kin before is no name. */
function better(first: FoundName | undefined, last: FoundName | undefined): FoundName | undefined {
  if (!first || !last) return first ?? last
  const isKin = !/\s/u.test(first.quote) && (/^\p{Ll}/u.test(first.quote) || /\p{Script=Hebrew}/u.test(first.quote))
  return isKin && /\s/u.test(last.quote) ? last : first
}

const NO_NAMES = new Set('its thats mine hers his same usual asi esa ese так тем это ככה זה assim essa esse'.split(' '))

function isOwn(heard: Heard, name: FoundName, slot: string, entries: readonly Span[]): boolean {
  if (entries.some((entry) => overlaps(entry, name))) return false
  const before = heard.text.slice(0, name.start)
  if (TITLE.test(before) || NO_NAMES.has(normalize(name.name))) return false
  // "Wait, better Wednesday": one word beside a day is no answer to "your name?".
  if (entries.length > 0 && !NAME_WORD.test(before) && !/\s/u.test(name.quote) && !/^\p{Lu}/u.test(name.quote))
    return false
  // Once a name is known, only words that clearly give another replace it.
  const isKnown = slot in heard.known
  if (heard.asked?.type === 'name' || NAME_WORD.test(before)) return true
  // Hebrew and Chinese have no capitals, by which "this is Anna" differs from "this is dear".
  return !isKnown && !/[\p{Script=Hebrew}\p{Script=Han}]/u.test(name.quote)
}

const NAME_WORD = /(?:name|nombre|llam|имя|зовут|שמי|שם|קוראים|מדבר|כאן|nome|chamo|chama|名|姓|叫)/iu

function wantedPerson(heard: Heard, own: Found | null, entries: readonly Span[]): Findings {
  const slot = slotOf(heard, 'person')
  const people = heard.pack.calendar?.resources ?? []
  if (slot === null || people.length === 0) return NOTHING
  if (saysAny(heard.text, ANYONE))
    return { found: [], dropped: slot.name in heard.known ? [slot.name] : [], problems: [] }
  const matches = distinct(heard, packPhrases(heard.pack).resources.match(heard.text)).filter((match) =>
    isWanted(heard, match, own),
  )
  const [match] = matches
  if (match) {
    const found = toFound(slot.name, { key: match.id, ...spanOf(match), confidence: 0.95 })
    return { found: [found, ...serviceOf(heard, match)], dropped: [], problems: [] }
  }
  const isAsked = heard.asked?.type === 'person'
  const likely = isAsked || TITLED.test(heard.text) ? nearly(heard, people, slot.name, entries) : undefined
  if (likely && !(own && overlaps(likely, own)))
    return { found: [toFound(slot.name, likely)], dropped: [], problems: [] }
  return unknown(heard, slot.name, entries)
}

/** A bare first name is the contact's own when it stands where one's own name is given. */
function isWanted({ text, asked }: Heard, match: PhraseMatch, own: Found | null): boolean {
  const before = text.slice(0, match.start)
  if (TITLE.test(before) || TITLED.test(match.quote) || WITH.test(before)) return true
  if (own && overlaps(match, own)) return false
  return asked?.type !== 'name'
}

/** Somebody who does one thing only is asked for that. */
function serviceOf(heard: Heard, match: PhraseMatch): Found[] {
  const slot = slotOf(heard, 'service')
  const services = heard.pack.calendar?.resources.find(({ key }) => key === match.id)?.services ?? []
  const [service] = services
  if (slot === null || service === undefined || services.length > 1 || slot.name in heard.known) return []
  return [{ slot: slot.name, value: service, ...spanOf(match), confidence: 0.7 }]
}

/** "Dr House", who is nobody of ours. */
function unknown(heard: Heard, slot: string, entries: readonly Span[]): Findings {
  if (heard.task === null) return NOTHING
  const found = TITLED_NAME.exec(heard.text)
  const name = found?.[1]
  if (!found || name === undefined || !isNameLike(name, heard.languages)) return NOTHING
  const start = found.index
  const span = { start, end: start + found[0].length }
  if (entries.some((entry) => overlaps(entry, span))) return NOTHING
  return { found: [], dropped: [], problems: [{ slot, quote: found[0].trim(), problem: 'unknown_name' }] }
}

const TITLED = /(?:^|[\s,])(?:dr|dra|doctora?|doutora?|доктор\p{L}*|д-р|ד[״"]ר|דוקטור)\.?\s/iu
const TITLED_NAME = /(?<=^|[\s,])(?:dr|dra|Doctora?|Doutora?|доктор\p{L}*|д-р|ד[״"]ר)\.?\s+([\p{L}'’-]{3,})/iu

function isNameLike(word: string, languages: readonly LanguageCode[]): boolean {
  return languages.includes('he') || /^\p{Lu}/u.test(word)
}

const spanOf = ({ quote, start, end }: Span & { quote: string }) => ({ quote, start, end })
