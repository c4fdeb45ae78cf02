import type { Choice } from '@repartee/contracts'
import { asksAlternatives, findDateTimes, findPick, type DateTimeEntry, type Picked } from '@repartee/language'
import { packPhrases } from '@repartee/packs'
import { NOTHING, overlaps, slotOf, type Findings, type Found, type Heard, type Span } from './heard.ts'
import { parameters } from './choice.ts'
import { isRefused } from './when.ts'

/** What was offered, with the day and the time that each stands for. */
interface Offered {
  choice: Choice
  date: string | undefined
  time: string | undefined
  person: string | undefined
}

interface Said extends Span {
  quote: string
}

/**
 * Words that take one of the things that we offered: "the second one", "the 10:30", "the later". Gives the slots of
 * that choice, and the words that took it. A time that we did not offer still takes the day that all offers were for.
 */
export function readOffered(heard: Heard, said: readonly DateTimeEntry[]): { findings: Findings; taken: Span | null } {
  const { pending } = heard
  const entries = said.filter((entry) => !isRefused(heard, entry))
  if (pending?.kind !== 'choose_time' && pending?.kind !== 'choose_booking') return { findings: NOTHING, taken: null }
  const offered = pending.choices.map((choice) => offeredOf(heard, choice))
  const taken = byWhen(heard, offered, entries) ?? byPlace(heard, offered, entries)
  if (taken) return { findings: { ...NOTHING, found: slotsOf(heard, taken.offered, taken.said) }, taken: taken.said }
  return { findings: pending.kind === 'choose_time' ? sameDay(heard, offered, entries) : NOTHING, taken: null }
}

function offeredOf(heard: Heard, choice: Choice): Offered {
  const slots = parameters(choice.id)
  const date = slots.get(slotOf(heard, 'date')?.name ?? '')
  const time = slots.get(slotOf(heard, 'time')?.name ?? '')
  const person = slots.get(slotOf(heard, 'person')?.name ?? '')
  if (date !== undefined || time !== undefined) return { choice, date, time, person }
  // A booking is offered by its id alone: the title says when it is.
  const { turn, languages } = heard
  const [language = 'en'] = languages
  const options = { now: turn.receivedAt, timeZone: turn.snapshot.settings.timeZone, language }
  const said = findDateTimes(choice.title, options)
  return {
    choice,
    date: said.find((entry) => entry.date !== undefined)?.date,
    time: said.find((entry) => entry.time !== undefined)?.time,
    person,
  }
}

type Taken = { offered: Offered; said: Said }

function byWhen(heard: Heard, offered: readonly Offered[], entries: readonly DateTimeEntry[]): Taken | null {
  const date = entries.find((entry) => entry.date !== undefined && entry.dateUntil === undefined)
  const time = entries.find(
    (entry) => entry.time !== undefined && entry.until === undefined && entry.bound === undefined,
  )
  if (!date && !time) return null
  const [person] = packPhrases(heard.pack).resources.match(heard.text)
  const fits = (one: Offered, clock: string | undefined) =>
    (!date || one.date === date.date) && (!time || one.time === clock) && (!person || one.person === person.id)
  const candidates = offered.filter((one) => fits(one, time?.time))
  const other =
    candidates.length > 0 || !time?.time ? candidates : offered.filter((one) => fits(one, otherHalf(time.time ?? '')))
  const said = time ?? date
  const [only] = other
  return other.length === 1 && only && said ? { offered: only, said } : null
}

/** 08:00 for 20:00: "at eight" is the one that was offered. */
function otherHalf(time: string): string {
  const hour = (Number(time.slice(0, 2)) + 12) % 24
  return `${String(hour).padStart(2, '0')}${time.slice(2)}`
}

function byPlace(heard: Heard, offered: readonly Offered[], entries: readonly DateTimeEntry[]): Taken | null {
  for (const language of heard.languages) {
    const picked = asksAlternatives(heard.text, language) ? undefined : findPick(heard.text, language)
    // "A segunda" is Monday where a Monday was offered, else the second.
    const isDay = entries.some(
      (entry) => overlaps(entry, picked ?? NOWHERE) && offered.some(({ date }) => date === entry.date),
    )
    const one = picked && !isDay ? chosenBy(picked, offered) : undefined
    if (picked && one) return { offered: one, said: picked }
  }
  return null
}

const NOWHERE = { start: -1, end: -1 }

function chosenBy({ which, index }: Picked, offered: readonly Offered[]): Offered | undefined {
  const inTime = offered.toSorted((a, b) => `${a.date}${a.time}`.localeCompare(`${b.date}${b.time}`))
  switch (which) {
    case 'index':
      return offered[index]
    case 'last':
      return offered.at(-1)
    case 'earliest':
      return inTime[0]
    case 'latest':
      return inTime.at(-1)
    case 'any':
      return offered[0]
  }
}

function slotsOf({ pack }: Heard, { choice }: Offered, { quote, start, end }: Said): Found[] {
  return [...parameters(choice.id)]
    .filter(([name, value]) => value !== '' && (name === 'booking' || pack.slots.some((slot) => slot.name === name)))
    .map(([slot, value]) => ({ slot, value, quote, start, end, confidence: 0.95, by: 'choice' as const }))
}

/** The day of all offers, when a time is said without one. */
function sameDay(heard: Heard, offered: readonly Offered[], entries: readonly DateTimeEntry[]): Findings {
  const slot = slotOf(heard, 'date')
  const days = new Set(offered.map(({ date }) => date))
  const [day] = days
  const time = entries.find((entry) => entry.kind === 'time')
  const saysDay = entries.some((entry) => entry.date !== undefined)
  if (slot === null || !time || saysDay || days.size !== 1 || day === undefined) return NOTHING
  const { quote, start, end } = time
  return {
    found: [{ slot: slot.name, value: day, quote, start, end, confidence: 0.8, by: 'choice' }],
    dropped: [],
    problems: [],
  }
}
