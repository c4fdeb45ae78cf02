import type { LanguageCode } from '@repartee/contracts'
import {
  findDateTimes,
  findPhrase,
  readYesNo,
  resolveDateTime,
  saysGoodbye,
  thanks,
  type DateTimeEntry,
} from '@repartee/language'
import {
  NOTHING,
  clauseAround,
  firstThatFinds,
  overlaps,
  slotOf,
  type Findings,
  type Found,
  type Heard,
  type Problem,
  type Span,
} from './heard.ts'
import { NEGATED, NOT_WANTED, saysAny, UNSUITABLE, WANTED } from './words.ts'

const SHORT_ANSWER_WORDS = 8
const DAY_MS = 86_400_000

/** The dates and times of a message, but for those that lie in other things, such as a phone number. */
export function dateTimesIn(heard: Heard, others: readonly Span[]): DateTimeEntry[] {
  const { turn, text, languages } = heard
  const expects = expected(heard)
  const entries = firstThatFinds(languages, (language) =>
    findDateTimes(text, {
      now: turn.receivedAt,
      timeZone: turn.snapshot.settings.timeZone,
      language,
      ...(expects ? { expects } : {}),
    }),
  )
  return entries.filter((entry) => !others.some((other) => overlaps(entry, other)))
}

/** What a bare number would be. */
function expected({ asked, pending, known, pack, correction, text, languages }: Heard): 'date' | 'time' | undefined {
  if (asked?.type === 'date' || asked?.type === 'time') return asked.type
  if (pending?.kind === 'choose_time') return isNo(text, languages) ? undefined : 'time'
  const time = pack.slots.find(({ type }) => type === 'time')
  return correction && time && time.name in known ? 'time' : undefined
}

/** "Thanks, see you on Tuesday!" */
const isCourtesy = ({ text, languages }: Heard) =>
  languages.some((language) => thanks(text, language) || saysGoodbye(text, language))

/** "None of them" holds no one o'clock. */
const isNo = (text: string, languages: readonly LanguageCode[]) =>
  !/\d/u.test(text) && languages.some((language) => readYesNo(text, language).answer === 'no')

/** The wished day, time and part of the day; what is said not to suit is dropped. */
export function readWhen(heard: Heard, entries: readonly DateTimeEntry[]): Findings {
  // "Are you open on Saturday?" wishes for no day.
  if (heard.task === null && (heard.isQuestionOnly || isCourtesy(heard))) return NOTHING
  const refused = entries.filter((entry) => isRefused(heard, entry))
  const wished = inOrder(
    heard,
    entries.filter((entry) => !refused.includes(entry)),
  )
  const usable = wished.filter((entry) => problemOf(heard, entry) === null)
  const { found, dropped } = fill(heard, usable)
  const hasDate = found.some(({ slot }) => slot === slotOf(heard, 'date')?.name)
  const problems = hasDate ? [] : wished.flatMap((entry) => problemOf(heard, entry) ?? []).slice(0, 1)
  return { found, problems, dropped: [...dropped, ...(hasDate ? [] : droppedBy(heard, refused))] }
}

/** What replaces comes first, what it replaces is left out. */
function inOrder(heard: Heard, entries: readonly DateTimeEntry[]): DateTimeEntry[] {
  if (!heard.correction) return [...entries]
  const { right, wrong } = heard.correction
  const replacing = entries.filter(({ start }) => start >= right.start)
  const rest = entries.filter((entry) => entry.start < right.start && !(wrong && overlaps(entry, wrong)))
  return [...replacing, ...rest]
}

/** "I can't on Monday", "Monday doesn't work": but a bare "no" before it corrects. */
export function isRefused({ text, languages }: Heard, entry: DateTimeEntry): boolean {
  const clause = clauseAround(text, entry)
  // "Can't we do Monday?"
  if (/^[?？؟]/u.test(text.slice(clause.start + clause.text.length).trimStart())) return false
  if (isAskedFor(clause, entry, languages)) return false
  if (saysAny(clause.text, UNSUITABLE)) return true
  return languages.some((language) => {
    const { answer, rest } = readYesNo(clause.text, language)
    const opening = clause.text.slice(0, clause.text.length - rest.length).trim()
    const isBareNo = answer === 'no' && rest.includes(entry.quote) && opening !== '' && !/[\s'’]/u.test(opening)
    if (isBareNo) return false
    return answer === 'no' || isNegated(clause.text, entry.quote, language)
  })
}

/** "I'm not free tomorrow book it on Friday": words right before the day say that it is wanted. */
function isAskedFor(
  clause: { text: string; start: number },
  { start, end }: DateTimeEntry,
  languages: readonly LanguageCode[],
): boolean {
  const [from, to] = [start - clause.start, end - clause.start]
  if (INSTEAD.test(clause.text.slice(to))) return true
  const wish = WANTED.match(clause.text.slice(0, from)).toSorted((a, b) => b.end - a.end)[0]
  if (!wish) return false
  const [before, between] = [clause.text.slice(0, wish.start), clause.text.slice(wish.end, from)]
  if (languages.some((code) => NOT_WANTED[code].test(before) || NEGATED[code].test(between))) return false
  return !saysAny(clause.text.slice(wish.end), UNSUITABLE)
}

/** Right after a day: it comes in the place of another. */
const INSTEAD = /^\s*(?:instead|rather|en su lugar|em vez disso|вместо этого|במקום זה)(?:$|[\s.,!?])/iu

const isNegated = (text: string, quote: string, language: LanguageCode) =>
  findPhrase(text, quote, language)?.isNegated === true

/** A day that does not suit is not wished any more, nor its time. */
function droppedBy(heard: Heard, refused: readonly DateTimeEntry[]): string[] {
  const date = slotOf(heard, 'date')?.name
  const time = slotOf(heard, 'time')?.name
  const known = date === undefined ? undefined : heard.known[date]?.value
  const dropped: string[] = []
  if (date !== undefined && known !== undefined && refused.some((entry) => entry.date === known)) {
    dropped.push(date)
    if (time !== undefined && time in heard.known) dropped.push(time)
  }
  if (time !== undefined && refused.some((entry) => entry.time === heard.known[time]?.value)) dropped.push(time)
  return dropped
}

function problemOf(heard: Heard, entry: DateTimeEntry): Problem | null {
  const slot = slotOf(heard, 'date')?.name
  if (slot === undefined || entry.kind !== 'date' || heard.task === null) return null
  const problem = (problem: Problem['problem']): Problem => ({ slot, quote: entry.quote, problem })
  if (entry.problem) return problem(entry.problem)
  if (entry.isPast) return isMeant(heard, entry) ? problem('in_the_past') : null
  const horizon = heard.pack.calendar?.horizonDays
  const isTooFar = horizon !== undefined && entry.date !== undefined && daysAhead(heard, entry.date) > horizon
  return isTooFar ? problem('too_far') : null
}

/** Is a day that is over meant for the appointment, and not part of a story? */
function isMeant({ asked, pending, text }: Heard, entry: DateTimeEntry): boolean {
  const isAnswer = asked?.type === 'date' || asked?.type === 'time' || pending?.kind === 'choose_time'
  return isAnswer || /\d/u.test(entry.quote) || text.trim().split(/\s+/u).length <= SHORT_ANSWER_WORDS
}

function daysAhead({ turn }: Heard, date: string): number {
  return (Date.parse(date) - Date.parse(turn.receivedAt.slice(0, 10))) / DAY_MS
}

function fill(heard: Heard, entries: readonly DateTimeEntry[]): { found: Found[]; dropped: string[] } {
  const future = entries.filter((entry) => !(entry.kind === 'date' && (entry.isPast || entry.problem)))
  const resolved = resolveDateTime(future)
  const found: Found[] = []
  const put = (
    type: 'date' | 'time' | 'day_part',
    value: string | undefined,
    is: (entry: DateTimeEntry) => boolean,
  ) => {
    const slot = slotOf(heard, type)?.name
    const entry = future.find(is)
    if (slot === undefined || value === undefined || !entry) return
    const { start, end, quote, ambiguous } = entry
    found.push({ slot, value, quote, start, end, confidence: ambiguous ? 0.75 : 0.95 })
  }
  put('date', dateValue(resolved), ({ date, dateUntil }) => date === resolved.date && dateUntil === resolved.dateUntil)
  put('time', timeValue(resolved), ({ time }) => time !== undefined && time === resolved.time)
  if (resolved.time !== undefined) return { found, dropped: [] }
  put('day_part', partValue(resolved.dayPart), ({ dayPart }) => dayPart !== undefined && dayPart === resolved.dayPart)
  // "In the afternoon" takes back the clock time that stood before.
  const time = slotOf(heard, 'time')?.name
  const isPartOnly = resolved.dayPart !== undefined && time !== undefined && time in heard.known
  return { found, dropped: isPartOnly ? [time] : [] }
}

type Resolved = ReturnType<typeof resolveDateTime>

const dateValue = ({ date, dateUntil }: Resolved) => (dateUntil === undefined ? date : `${date}/${dateUntil}`)

function timeValue({ time, until, bound }: Resolved): string | undefined {
  if (time === undefined) return undefined
  if (until !== undefined) return `${time}/${until}`
  if (bound === 'after') return `${time}/`
  return bound === 'before' ? `/${time}` : time
}

const partValue = (part: Resolved['dayPart']) => (part === 'night' ? 'evening' : part)
