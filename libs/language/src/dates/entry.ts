import type { Language } from '../language.ts'
import type { DayPart } from '../tables/table.ts'
import type { SaidClock } from './clock.ts'

export type { DayPart } from '../tables/table.ts'

/** One date or one time as a person wrote it. Date spans and time spans are separate entries. */
export interface DateTimeEntry {
  /** The exact words, at `start` (inclusive) to `end` (exclusive) of the text. */
  quote: string
  start: number
  end: number
  kind: 'date' | 'time'
  /** YYYY-MM-DD; with `dateUntil` the first and last day of a period ("next week"). */
  date?: string
  dateUntil?: string
  /** HH:MM; with `until` the two ends of a range. */
  time?: string
  until?: string
  dayPart?: DayPart
  /** "after 3", "before noon": the time is a bound and not the wish itself. */
  bound?: 'after' | 'before'
  /** The day lies before today, or the time of today is over. */
  isPast?: boolean
  /** Another reading would be nearly as likely ("next Wednesday" on a Monday, "at 8"). */
  ambiguous?: boolean
  problem?: 'no_such_date'
}

export interface DateTimeOptions {
  /** The instant of the turn, ISO 8601. */
  now: string
  /** IANA zone of the tenant. */
  timeZone: string
  language: Language
  /** 1 Monday or 7 Sunday; the language's custom where it is left out. */
  weekStart?: 1 | 7
  /** Whether 3/4 is the 3rd of April; the language's custom where it is left out (English: no). */
  dayFirst?: boolean
  /** What the last question asked for, so that a bare number can be an answer. */
  expects?: 'date' | 'time'
}

/** What a reading is relative to. */
export interface Moment {
  today: number
  /** Minutes since midnight, local. */
  minuteOfDay: number
  weekStart: 1 | 7
  nextWeekday: 'nearest' | 'next_week'
  dayFirst: boolean
  expects: 'date' | 'time' | undefined
}

/** The part of an entry that a reading gives; the quote comes from the match. `said` is a clock whose half of the day was not said with it. */
export type Reading = (Omit<DateTimeEntry, 'quote' | 'start' | 'end'> & { said?: SaidClock }) | 'nothing'
