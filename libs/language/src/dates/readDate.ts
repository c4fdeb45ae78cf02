import type { Captures } from '../reading/chart.ts'
import type { DateLiteral } from '../reading/literals.ts'
import type { Unit } from '../tables/table.ts'
import { addMonths, dateParts, dayNumber, isoDate, monthOf, startOfWeek, type DayNumber } from './calendar.ts'
import { clockText } from './clock.ts'
import type { Moment, Reading } from './entry.ts'

// A day and month without a year that went by at most so long ago is taken for a slip, else the next year is meant.
const RECENT_DAYS = 45

function day(number: DayNumber, moment: Moment, more: Partial<Exclude<Reading, 'nothing'>> = {}): Reading {
  const reading: Exclude<Reading, 'nothing'> = { kind: 'date', date: isoDate(number), ...more }
  if (number < moment.today) reading.isPast = true
  return reading
}

function period(from: DayNumber, to: DayNumber, moment: Moment): Reading {
  const reading: Exclude<Reading, 'nothing'> = {
    kind: 'date',
    date: isoDate(Math.max(from, Math.min(moment.today, to))),
    dateUntil: isoDate(to),
  }
  if (to < moment.today) reading.isPast = true
  return reading
}

function dayAndMonth(dayOfMonth: number, month: number, year: number | undefined, moment: Moment): Reading {
  const noSuch: Reading = { kind: 'date', problem: 'no_such_date' }
  if (year !== undefined) {
    const exact = dayNumber(year, month, dayOfMonth)
    return exact === undefined ? noSuch : day(exact, moment)
  }
  const { year: thisYear } = dateParts(moment.today)
  const here = dayNumber(thisYear, month, dayOfMonth)
  if (here !== undefined && here >= moment.today - RECENT_DAYS) return day(here, moment)
  const next = dayNumber(thisYear + 1, month, dayOfMonth)
  // The 29th of February is looked for in the next years; the 31st is in none.
  if (next !== undefined) return day(next, moment)
  for (let ahead = 2; month === 2 && dayOfMonth === 29 && ahead <= 8; ahead += 1) {
    const leap = dayNumber(thisYear + ahead, 2, 29)
    if (leap !== undefined && dateParts(moment.today).month > 2) return day(leap, moment)
  }
  return noSuch
}

/** The next day of that number: in this month if it is still to come, else in the next month that has it. */
function dayOfMonth(number: number, moment: Moment): Reading | undefined {
  if (number < 1) return undefined
  if (number > 31) return { kind: 'date', problem: 'no_such_date' }
  const { year, month, day: todayOfMonth } = dateParts(moment.today)
  for (let ahead = number < todayOfMonth ? 1 : 0; ahead < 4; ahead += 1) {
    const first = dateParts(addMonths(dayNumber(year, month, 1) ?? 0, ahead))
    const found = dayNumber(first.year, first.month, number)
    if (found !== undefined) return day(found, moment)
  }
  return undefined
}

/** "Friday the 13th": the next such day where the month after this has one; else the day of the month, with doubt. */
function weekdayAndDay(wanted: number, number: number, moment: Moment): Reading | undefined {
  const found = dayOfMonth(number, moment)
  if (!found || found === 'nothing' || found.date === undefined) return found
  const nearest = Date.parse(found.date) / 86_400_000
  if (dateParts(nearest).weekday === wanted) return found
  const later = addMonths(nearest, 1)
  const isBoth = dateParts(later).day === number && dateParts(later).weekday === wanted
  return isBoth ? day(later, moment) : { ...found, ambiguous: true }
}

function weekday(wanted: number, which: unknown, moment: Moment): Reading | undefined {
  const { weekday: todays } = dateParts(moment.today)
  const ahead = (wanted - todays + 7) % 7
  const nearest = moment.today + (ahead === 0 ? 7 : ahead)
  const weekBegin = startOfWeek(moment.today, moment.weekStart)
  const inThisWeek = weekBegin + ((wanted - moment.weekStart + 7) % 7)
  switch (which) {
    case 'bare':
    case 'nearest':
      return day(nearest, moment)
    case 'this':
      return day(ahead === 0 ? moment.today : nearest, moment)
    case 'this_week':
      return day(inThisWeek, moment)
    case 'next_week':
      return day(inThisWeek + 7, moment)
    case 'week_after_next':
      return day(inThisWeek + 14, moment)
    case 'week_after':
      return day(nearest + 7, moment)
    case 'last':
      return day(moment.today - (ahead === 0 ? 7 : 7 - ahead), moment)
    case 'next': {
      const chosen = moment.nextWeekday === 'nearest' ? nearest : inThisWeek + 7
      return day(chosen, moment, nearest === inThisWeek + 7 ? {} : { ambiguous: true })
    }
    default:
      return undefined
  }
}

function ahead(count: number, unit: Unit, moment: Moment): Reading | undefined {
  switch (unit) {
    case 'day':
      return day(moment.today + count, moment)
    case 'week':
      return day(moment.today + 7 * count, moment)
    case 'month':
      return day(addMonths(moment.today, count), moment)
    case 'year':
      return day(addMonths(moment.today, 12 * count), moment)
    case 'hour':
    case 'minute': {
      const total = moment.minuteOfDay + (unit === 'hour' ? 60 * count : count)
      const rest = ((total % 1440) + 1440) % 1440
      const reading: Reading = {
        kind: 'time',
        time: clockText(Math.floor(rest / 60), rest % 60),
        date: isoDate(moment.today + Math.floor(total / 1440)),
      }
      if (count < 0) reading.isPast = true
      return reading
    }
  }
}

function daysAfter(reading: Reading | undefined, days: number, moment: Moment): Reading | undefined {
  if (reading === undefined || reading === 'nothing' || reading.date === undefined) return reading
  return day(Date.parse(reading.date) / 86_400_000 + days, moment)
}

/** "The first Monday in December", "the last Friday of this month" (the fifth, or the fourth where there is none). */
function nthWeekday(captures: Captures, moment: Moment): Reading | undefined {
  const { year, month: thisMonth } = dateParts(moment.today)
  const ahead = captures['offset'] ?? ((captures['month'] as number) - thisMonth + 12) % 12
  const month = dateParts(addMonths(dayNumber(year, thisMonth, 1) ?? 0, ahead as number))
  const first = dayNumber(month.year, month.month, 1) ?? 0
  const toFirst = ((captures['w'] as number) - dateParts(first).weekday + 7) % 7
  const nth = captures['o'] as number
  const found = first + toFirst + 7 * (nth - 1)
  if (dateParts(found).month === month.month) return day(found, moment)
  return nth === 5 ? day(found - 7, moment) : { kind: 'date', problem: 'no_such_date' }
}

function periodOf(unit: Unit, offset: number, moment: Moment): Reading | undefined {
  if (unit === 'week') {
    const begin = startOfWeek(moment.today, moment.weekStart) + 7 * offset
    return period(begin, begin + 6, moment)
  }
  if (unit === 'month') {
    const [from, to] = monthOf(moment.today, offset)
    return period(from, to, moment)
  }
  if (unit === 'day' && offset === 1) return day(moment.today + 1, moment)
  return undefined
}

function literal(value: DateLiteral, moment: Moment): Reading | undefined {
  // With dots the day stands first everywhere, and "10.30" is no date.
  if (value.separator === '.' && value.second > 12) return undefined
  const dayFirst = value.isIso || moment.dayFirst || value.separator === '.' || value.first > 12
  const [dayOf, month] = dayFirst && value.second <= 12 ? [value.first, value.second] : [value.second, value.first]
  if (month < 1 || month > 12 || dayOf < 1 || dayOf > 31) {
    return value.year === undefined ? undefined : { kind: 'date', problem: 'no_such_date' }
  }
  return dayAndMonth(dayOf, month, value.year, moment)
}

/** Settles a reading of a date rule, or gives undefined where the words do not fit it after all. */
export function readDate(reading: string, captures: Captures, moment: Moment): Reading | undefined {
  const number = (name: string): number => captures[name] as number
  const span = captures['s'] as readonly [number, Unit] | undefined
  const count = span ? span[0] : number('n')
  const unit = span ? span[1] : (captures['u'] as Unit)
  switch (reading) {
    case 'nothing':
      // "a las 17 horas" is a time; "for three days" is none.
      return captures['u'] === 'hour' || captures['u'] === 'minute' ? undefined : 'nothing'
    case 'offset':
      return day(moment.today + number('n'), moment)
    case 'day_month':
      return dayAndMonth(number('d'), number('month'), captures['y'] as number | undefined, moment)
    case 'day':
      return dayOfMonth(number('d'), moment)
    case 'day_bare':
      return moment.expects === 'date' ? dayOfMonth(number('d'), moment) : undefined
    case 'weekday_day':
      return weekdayAndDay(number('w'), number('d'), moment)
    case 'day_of_month': {
      const [first, last] = monthOf(moment.today, number('offset'))
      const found = first + number('d') - 1
      return found > last ? { kind: 'date', problem: 'no_such_date' } : day(found, moment)
    }
    case 'literal':
      return literal(captures['l'] as DateLiteral, moment)
    case 'weekday':
      return weekday(number('w'), captures['which'], moment)
    case 'weekday_range': {
      const { weekday: todays } = dateParts(moment.today)
      const from = moment.today + ((number('a') - todays + 7) % 7)
      return { kind: 'date', date: isoDate(from), dateUntil: isoDate(from + ((number('b') - number('a') + 7) % 7)) }
    }
    case 'in':
      return ahead(count, unit, moment)
    case 'weeks_after_weekday': {
      const nearest = weekday(number('w'), 'nearest', moment)
      return unit === 'week' ? daysAfter(nearest, 7 * count, moment) : undefined
    }
    case 'after_offset':
      return unit === 'week' || unit === 'day'
        ? day(moment.today + number('o') + (unit === 'week' ? 7 : 1) * count, moment)
        : undefined
    case 'nth_weekday':
      return nthWeekday(captures, moment)
    case 'ago':
      return ahead(-count, unit, moment)
    case 'weekday_in': {
      if (unit !== 'week') return undefined
      const begin = startOfWeek(moment.today, moment.weekStart) + 7 * count
      return day(begin + ((number('w') - moment.weekStart + 7) % 7), moment)
    }
    case 'period':
      return periodOf(unit, number('offset'), moment)
    case 'weekend': {
      // Friday and Saturday where the week begins on Sunday, else Saturday and Sunday.
      const begin = startOfWeek(moment.today, moment.weekStart) + 5 + 7 * number('offset')
      return period(begin, begin + 1, moment)
    }
    case 'month': {
      const { month } = dateParts(moment.today)
      const [from, to] = monthOf(moment.today, (number('month') - month + 12) % 12)
      return period(from, to, moment)
    }
    default:
      return undefined
  }
}
