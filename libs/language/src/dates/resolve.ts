import { IANAZone } from 'luxon'
import type { DateTimeEntry, DayPart } from './entry.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** All that a message says about when, put together. */
export interface ResolvedDateTime {
  date?: string
  dateUntil?: string
  time?: string
  until?: string
  dayPart?: DayPart
  bound?: 'after' | 'before'
  /** The instant of date and time, ISO 8601 in UTC; only where both are known and a zone is given. */
  at?: string
  isPast: boolean
  ambiguous: boolean
  problem?: 'no_such_date'
  /** Further dates or times that were named as alternatives ("Tuesday or Wednesday"). */
  others: DateTimeEntry[]
}

/**
 * The instant of a local date and time in a zone, ISO 8601 in UTC. A time that daylight saving skips moves forward by the gap;
 * of a time that comes twice the first is meant. Throws on what is no date, time or zone.
 */
export function toInstant(date: string, time: string, timeZone: string): string {
  const local = Date.parse(`${date}T${time}:00Z`)
  const zone = IANAZone.create(timeZone)
  if (Number.isNaN(local) || !zone.isValid || !/^\d{2}:\d{2}$/u.test(time)) {
    throw new Error(`"${date} ${time}" in "${timeZone}" is no local time; write YYYY-MM-DD, HH:MM and an IANA zone`)
  }
  const [before, after] = [zone.offset(local - DAY_MS), zone.offset(local + DAY_MS)]
  const instants = [before, after].map((offset) => local - offset * MINUTE_MS).toSorted((a, b) => a - b)
  const exact = instants.find((instant) => instant + zone.offset(instant) * MINUTE_MS === local)
  return new Date(exact ?? local - before * MINUTE_MS).toISOString().replace('.000Z', 'Z')
}

/** Puts the entries of one message together: the first date, the first time, the first part of the day; the rest are `others`. */
export function resolveDateTime(
  entries: readonly DateTimeEntry[],
  options: { timeZone?: string } = {},
): ResolvedDateTime {
  const resolved: ResolvedDateTime = { isPast: false, ambiguous: false, others: [] }
  for (const entry of entries) {
    if (entry.problem) resolved.problem ??= entry.problem
    let used = false
    if (entry.date !== undefined && resolved.date === undefined) {
      resolved.date = entry.date
      if (entry.dateUntil !== undefined) resolved.dateUntil = entry.dateUntil
      used = true
    } else if (entry.date !== undefined && resolved.dateUntil !== undefined && entry.dateUntil === undefined) {
      // "next week, maybe the 7th": the day is more than the period.
      resolved.date = entry.date
      delete resolved.dateUntil
      used = true
    }
    if (entry.time !== undefined && resolved.time === undefined) {
      resolved.time = entry.time
      if (entry.until !== undefined) resolved.until = entry.until
      if (entry.bound !== undefined) resolved.bound = entry.bound
      used = true
    }
    if (entry.dayPart !== undefined && resolved.dayPart === undefined) {
      resolved.dayPart = entry.dayPart
      used = true
    }
    if (!used && !entry.problem) resolved.others.push(entry)
    if (used) {
      resolved.isPast ||= entry.isPast === true
      resolved.ambiguous ||= entry.ambiguous === true
    }
  }
  if (
    resolved.date !== undefined &&
    resolved.dateUntil === undefined &&
    resolved.time !== undefined &&
    options.timeZone !== undefined
  ) {
    resolved.at = toInstant(resolved.date, resolved.time, options.timeZone)
  }
  return resolved
}
