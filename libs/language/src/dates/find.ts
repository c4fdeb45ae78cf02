import { DateTime } from 'luxon'
import {
  compileRule,
  indexRules,
  matchRule,
  rulesAt,
  type Chart,
  type Match,
  type RuleIndex,
} from '../reading/chart.ts'
import { readChart, readerOf } from '../reading/read.ts'
import { isoDate, parseIsoDate } from './calendar.ts'
import { settleClock, type SaidClock } from './clock.ts'
import type { DateTimeEntry, DateTimeOptions, Moment, Reading } from './entry.ts'
import { readDate } from './readDate.ts'
import { readTime } from './readTime.ts'

// After a question for a time or a date, a number with nothing else that it could mean answers it.
const BARE_RULES = indexRules([
  compileRule(['clock:c hourPart?:p', 'time_bare']),
  compileRule(['clockDot:c hourPart?:p', 'time_bare']),
  compileRule(['ordinal:d', 'day_bare']),
  compileRule(['day:d', 'day_bare']),
])

const LONGEST_BARE_ANSWER = 8

function momentOf(options: DateTimeOptions): Moment {
  const { calendar } = readerOf(options.language).table
  const local = localOf(options)
  return {
    today: parseIsoDate(local.toISODate()),
    minuteOfDay: local.hour * 60 + local.minute,
    weekStart: options.weekStart ?? calendar.weekStart,
    nextWeekday: calendar.nextWeekday,
    dayFirst: options.dayFirst ?? calendar.dayFirst,
    expects: options.expects,
  }
}

function localOf(options: DateTimeOptions): DateTime<true> {
  const local = DateTime.fromISO(options.now, { zone: options.timeZone })
  if (!local.isValid) {
    throw new Error(
      `cannot read the time "${options.now}" in the zone "${options.timeZone}": ${local.invalidExplanation ?? ''}; wanted an ISO instant and an IANA zone`,
    )
  }
  return local
}

type Found = { match: Match; result: Reading }

function priorityOf({ match, result }: Found): number {
  const { priority } = match.rule.fixed
  return typeof priority === 'number' ? priority : result === 'nothing' ? 1 : 0
}

function longest(chart: Chart, rules: RuleIndex, from: number, moment: Moment): Found | undefined {
  let best: Found | undefined
  for (const rule of rulesAt(rules, chart, from)) {
    const found = matchRule(
      chart,
      rule,
      from,
      (match) => readDate(rule.reading, match.captures, moment) ?? readTime(rule.reading, match.captures, moment),
    )
    if (!found) continue
    const further = best ? found.match.to - best.match.to : 1
    if (further > 0 || (best && further === 0 && priorityOf(found) > priorityOf(best))) best = found
  }
  return best
}

/**
 * The best reading that begins at a token. Where its first words are outside of its quote, or it is but a part of the day,
 * a longer reading that begins inside of it is better ("on the | 8th of March", "in the | afternoon 12").
 */
function bestFrom(chart: Chart, rules: RuleIndex, from: number, moment: Moment): Found | undefined {
  let best = longest(chart, rules, from, moment)
  if (!best || best.result === 'nothing') return best
  const { match } = best
  const lastStart = match.rule.reading === 'part' ? match.to - 1 : match.quoteFrom
  for (let start = from + 1; start <= lastStart; start += 1) {
    const later = longest(chart, rules, start, moment)
    if (later && later.match.to > best.match.to) best = later
  }
  return best
}

/** Nobody names more days and times in one message. */
const MOST_ENTRIES = 24

/**
 * Finds the dates and times in a text, each with its exact words, settled against the turn's instant in the tenant's zone.
 * A bare hour is one of business hours. Throws on an instant or a zone that cannot be read.
 */
export function findDateTimes(text: string, options: DateTimeOptions): DateTimeEntry[] {
  const moment = momentOf(options)
  const chart = readChart(text, options.language)
  const { rules } = readerOf(options.language)
  const isShort = chart.tokens.length <= LONGEST_BARE_ANSWER
  const entries: Draft[] = []
  for (let from = 0; from < chart.tokens.length && entries.length < MOST_ENTRIES;) {
    const best =
      bestFrom(chart, rules, from, moment) ??
      (moment.expects && isShort ? longest(chart, BARE_RULES, from, moment) : undefined)
    if (!best) {
      from += 1
      continue
    }
    const { match, result } = best
    const first = chart.tokens[match.quoteFrom]
    const last = chart.tokens[match.quoteTo - 1]
    if (result !== 'nothing' && first && last) {
      entries.push({ quote: text.slice(first.start, last.end), start: first.start, end: last.end, ...result })
    }
    from = match.to
  }
  return settleTogether(entries, moment)
}

type Draft = DateTimeEntry & { said?: SaidClock }

// "tomorrow evening at 7": so near must a part of the day stand to a time to belong to it.
const NEAR_CHARACTERS = 14

/** Gives a time the half of the day that stands near it, and finds a time of today past that is over. */
function settleTogether(drafts: Draft[], moment: Moment): DateTimeEntry[] {
  const today = isoDate(moment.today)
  const dates = drafts.filter((entry) => entry.kind === 'date')
  const saysToday = dates.length > 0 && dates.every((entry) => entry.date === today && entry.dateUntil === undefined)
  return drafts.map(({ said, ...entry }) => {
    if (said) {
      const part = drafts.find(
        (other) =>
          other.dayPart &&
          other.time === undefined &&
          Math.min(Math.abs(other.start - entry.end), Math.abs(entry.start - other.end)) <= NEAR_CHARACTERS,
      )?.dayPart
      const settled = part && settleClock(said, part)
      if (settled) {
        entry.time = settled.time
        delete entry.ambiguous
      }
    }
    if (entry.kind === 'time' && entry.time !== undefined && entry.date === undefined && saysToday) {
      const [hour = 0, minute = 0] = (entry.until ?? entry.time).split(':').map(Number)
      if (hour * 60 + minute < moment.minuteOfDay && entry.bound !== 'after') entry.isPast = true
    }
    return entry
  })
}
