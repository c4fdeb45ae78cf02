import type { LanguageCode } from '@repartee/contracts'
import type { DateTimeEntry } from '@repartee/language'
import { overlaps, type Heard } from './heard.ts'
import { FIRST_FREE } from './words.ts'

/** Words right before a day or a time that tell when the appointment stands now: "my Tuesday appointment", "from Tuesday". */
const STANDS: Readonly<Record<LanguageCode, RegExp>> = {
  en: /(?:^|\s)(?:my|the|from|of|appointment (?:on|for|at|is)|booking (?:on|for|at)|booked (?:on|for|at)|it is)(?: the)?\s*$/iu,
  es: /(?:^|\s)(?:del|de|de la|de las|cita (?:el|para el|a las|es el)|desde el|la del|tengo (?:el|a las))\s*$/iu,
  ru: /(?:^|\s)(?:со?|(?:записан|записана|запись была|приём был) (?:на|в|во))\s*$/iu,
  he: /(?:של\s*|(?:^|\s)מ-?|התור (?:שלי )?ב-?|קבוע לי (?:ב|ל)?)$/u,
  pt: /(?:^|\s)(?:da|do|de|das|consulta (?:na|no|da|de|às)|marcada para|tenho (?:na|no|às))\s*$/iu,
  zh: /(?:从|把)$/u,
}

/** Words right before a time since when something lasts: "since yesterday", "desde esta mañana". */
const SINCE: Readonly<Record<LanguageCode, RegExp>> = {
  en: /(?:^|\s)since\s*$/iu,
  es: /(?:^|\s)desde(?: el| la| ayer)?\s*$/iu,
  ru: /(?:^|\s)(?:начиная с|уже с|болит с|болят с)о?\s*$/iu,
  he: /(?:^|\s)(?:מאז|החל מ|כבר מ)\s*$/u,
  pt: /(?:^|\s)desde(?: o| a| as)?\s*$/iu,
  zh: /从$/u,
}

const isRange = ({ dateUntil }: DateTimeEntry) => dateUntil !== undefined

/** "From Tuesday to Thursday" is no period when something is moved. */
const isFrom = (text: string, { start }: DateTimeEntry) => FROM.test(text.slice(0, start))
const FROM = /(?:^|\s)(?:from|del|desde|со?|מ\S*|da|de|从\S*)\s*$/iu

function endOf({ dateUntil, ...entry }: DateTimeEntry): DateTimeEntry {
  return { ...entry, ...(dateUntil === undefined ? {} : { date: dateUntil }) }
}

/** Days and times that tell a story, or when the appointment stands that is to be moved, are not wished for. */
export function wishedOnly(heard: Heard, entries: readonly DateTimeEntry[]): DateTimeEntry[] {
  const { text, languages, pack, task, correction } = heard
  const stands = (table: typeof STANDS) => (entry: DateTimeEntry) =>
    languages.some((language) => table[language].test(text.slice(0, entry.start)))
  const isSince = stands(SINCE)
  const free = FIRST_FREE.match(text)
  const told = entries.filter((entry) => !isSince(entry) && !free.some((phrase) => overlaps(phrase, entry)))
  if (pack.tasks.find(({ name }) => name === task)?.kind !== 'move' || correction) return told
  const isStanding = stands(STANDS)
  const wished = told.flatMap((entry) => {
    const target = isRange(entry) && isFrom(text, entry) ? endOf(entry) : entry
    return target === entry && isStanding(entry) ? [] : [target]
  })
  // "Tuesday's appointment to Thursday": where it goes is said last.
  const lastOf = (kind: DateTimeEntry['kind']) => wished.findLast((entry) => entry.kind === kind)
  return wished.filter((entry) => entry === lastOf(entry.kind) || (entry.kind === 'time' && entry.time === undefined))
}
