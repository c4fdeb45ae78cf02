import type { Language } from '../language.ts'
import { findNumbers } from '../facts/numbers.ts'
import { readable } from '../text/recent.ts'
import { findDateTimes } from './find.ts'

/** Days that a question looks back at, both counted. */
export interface PastPeriod {
  quote: string
  /** YYYY-MM-DD */
  from: string
  until: string
}

type Unit = 'day' | 'week' | 'month' | 'year'

interface PastWords {
  /** One of these before or after a unit: the one that is over. */
  last: string
  /** The one that is not over yet. */
  current: string
  /** Before a day: from then until now. */
  since: string
  units: Record<Unit, string>
  /** Does "last" stand after the unit ("la semana pasada")? */
  isAfter?: boolean
}

const WORDS: Readonly<Record<Language, PastWords>> = {
  en: {
    last: 'last|past|previous',
    current: 'this',
    since: 'since|from',
    units: { day: 'days?', week: 'weeks?', month: 'months?', year: 'years?' },
  },
  es: {
    last: 'últim[oa]s?|ultim[oa]s?|pasad[oa]s?|anterior(?:es)?',
    current: 'est[ea]',
    since: 'desde',
    units: { day: 'días?|dias?', week: 'semanas?', month: 'mes(?:es)?', year: 'años?' },
    isAfter: true,
  },
  pt: {
    last: 'últim[oa]s?|ultim[oa]s?|passad[oa]s?|anterior(?:es)?',
    current: 'est[ea]|ness[ea]|nest[ea]',
    since: 'desde',
    units: { day: 'dias?', week: 'semanas?', month: 'm[eê]s(?:es)?', year: 'anos?' },
    isAfter: true,
  },
  ru: {
    last: 'прошл\\p{L}+|последн\\p{L}+',
    current: 'эт\\p{L}+',
    since: 'с|со|начиная с',
    units: { day: 'дн\\p{L}+|день', week: 'недел\\p{L}+', month: 'месяц\\p{L}*', year: 'год\\p{L}*' },
  },
  he: {
    last: 'שעבר|שעברה|האחרון|האחרונה|האחרונים|האחרונות',
    current: 'הזה|הזאת|הנוכחי|הנוכחית',
    since: 'מאז|מ',
    units: {
      day: '[בה]?ימים',
      week: '[בה]?שבועות|[בה]?שבוע',
      month: '[בה]?חודשים|[בה]?חודש',
      year: '[בה]?שנים|[בה]?שנה',
    },
    isAfter: true,
  },
  zh: {
    last: '上个?|过去|最近',
    current: '这个?|本',
    since: '从|自',
    units: { day: '天', week: '周|星期', month: '个?月', year: '年' },
  },
}

const DAY_MS = 86_400_000
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/**
 * The days in the past that a question is about: "last week", "in the last 30 days", "since Monday", "yesterday". Null
 * where none are said. Weeks begin on Monday.
 */
export function findPastPeriod(
  text: string,
  options: { now: string; timeZone: string; language: Language },
): PastPeriod | null {
  const today = new Intl.DateTimeFormat('sv', { timeZone: options.timeZone }).format(new Date(options.now))
  return namedPeriod(readable(text), today, options.language) ?? saidDay(text, today, options)
}

function namedPeriod(text: string, today: string, language: Language): PastPeriod | null {
  const { last, current, units, isAfter } = WORDS[language]
  const gap = language === 'zh' ? '' : '\\s+'
  const edge = language === 'zh' ? '' : '(?<![\\p{L}\\d])'
  const end = language === 'zh' ? '' : '(?!\\p{L})'
  for (const unit of ['day', 'week', 'month', 'year'] as const) {
    const number = `(?:(?<number>[\\p{L}\\d]+)${gap})?`
    const named = `(?:${units[unit]})`
    const orders = [`(?<last>${last})${gap}${number}${named}`, `(?<now>${current})${gap}${named}`]
    if (isAfter) orders.push(`${named}${gap}(?<last>${last})`, `${named}${gap}(?<now>${current})`)
    for (const order of orders) {
      const found = new RegExp(`${edge}(?:${order})${end}`, 'iu').exec(text)
      if (!found) continue
      const said = found.groups?.['number']
      const count = said === undefined ? null : (findNumbers(said, language)[0]?.value ?? NaN)
      if (Number.isNaN(count)) continue
      return { quote: found[0], ...spanOf(unit, count, found.groups?.['now'] !== undefined, today) }
    }
  }
  return null
}

function spanOf(unit: Unit, count: number | null, isCurrent: boolean, today: string): { from: string; until: string } {
  const at = Date.parse(today)
  const date = new Date(at)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (count !== null || unit === 'day') {
    const days = { day: 1, week: 7, month: 30, year: 365 }[unit] * (count ?? 1)
    return { from: dayOf(at - days * DAY_MS), until: today }
  }
  const monday = at - ((date.getUTCDay() + 6) % 7) * DAY_MS
  const begins = { week: monday, month: Date.UTC(year, month, 1), year: Date.UTC(year, 0, 1) }[unit]
  if (isCurrent) return { from: dayOf(begins), until: today }
  const before = { week: monday - 7 * DAY_MS, month: Date.UTC(year, month - 1, 1), year: Date.UTC(year - 1, 0, 1) }[
    unit
  ]
  return { from: dayOf(before), until: dayOf(begins - DAY_MS) }
}

/** A day that is over; a weekday without more is the last one of its name. With "since" until today. */
function saidDay(
  text: string,
  today: string,
  options: { now: string; timeZone: string; language: Language },
): PastPeriod | null {
  const days = findDateTimes(text, options).filter(({ kind, date }) => kind === 'date' && date !== undefined)
  const [first, second] = days
  if (first?.date === undefined) return null
  const from = past(first.date, today)
  const isSince = new RegExp(`(?:^|\\s)(?:${WORDS[options.language].since})\\s*$`, 'iu').test(
    text.slice(0, first.start),
  )
  if (second?.date !== undefined) {
    return { quote: text.slice(first.start, second.end), from, until: past(second.date, today) }
  }
  const quote = first.quote
  if (first.dateUntil !== undefined) return { quote, from: `${from.slice(0, 8)}01`, until: today }
  return { quote, from, until: isSince ? today : from }
}

/** The same weekday before, of a day that is still to come. */
function past(date: string, today: string): string {
  let at = Date.parse(date)
  while (dayOf(at) > today) at -= 7 * DAY_MS
  return dayOf(at)
}
