/** A day as a count of days since 1970-01-01, without any time zone. */
export type DayNumber = number

const DAY_MS = 86_400_000

/** The day number of a date, or undefined where the calendar has no such date (31 February). */
export function dayNumber(year: number, month: number, day: number): DayNumber | undefined {
  const time = Date.UTC(year, month - 1, day)
  const date = new Date(time)
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? time / DAY_MS : undefined
}

/** Year, month (1–12), day and weekday (1 Monday … 7 Sunday) of a day number. */
export function dateParts(number: DayNumber): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(number * DAY_MS)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay() === 0 ? 7 : date.getUTCDay(),
  }
}

/** YYYY-MM-DD. */
export function isoDate(number: DayNumber): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10)
}

/** The day number of a YYYY-MM-DD; throws on anything else. */
export function parseIsoDate(date: string): DayNumber {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date)
  const number = match && dayNumber(Number(match[1]), Number(match[2]), Number(match[3]))
  if (number === null || number === undefined) throw new Error(`"${date}" is no date; write it as YYYY-MM-DD`)
  return number
}

/** The first day of the week that a day belongs to. */
export function startOfWeek(number: DayNumber, weekStart: 1 | 7): DayNumber {
  const { weekday } = dateParts(number)
  return number - ((weekday - weekStart + 7) % 7)
}

/** The same day some months later, or the last day of that month where it is shorter. */
export function addMonths(number: DayNumber, months: number): DayNumber {
  const { year, month, day } = dateParts(number)
  const target = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDay = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
  return Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(day, lastDay)) / DAY_MS
}

/** First and last day of the month that lies `offset` months after the one of the day. */
export function monthOf(number: DayNumber, offset: number): readonly [DayNumber, DayNumber] {
  const { year, month } = dateParts(number)
  return [Date.UTC(year, month - 1 + offset, 1) / DAY_MS, Date.UTC(year, month + offset, 0) / DAY_MS]
}
