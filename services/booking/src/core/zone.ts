import { DateTime, IANAZone } from 'luxon'

export const MINUTE_MS = 60_000
export const DAY_MS = 24 * 60 * MINUTE_MS

/** A day of the calendar, as the number of days since 1970-01-01. */
export type Day = number

/** The day that `iso` (YYYY-MM-DD) names. */
export function dayOf(iso: string): Day {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** Wall clocks of one time zone, with what was worked out kept. Instants are milliseconds since the epoch. */
export class Zone {
  readonly name: string
  readonly #zone: IANAZone
  readonly #instants = new Map<number, number>()

  /** Throws a RangeError for a name that is no IANA time zone. */
  constructor(name: string) {
    if (!IANAZone.isValidZone(name))
      throw new RangeError(`"${name}" is no time zone; it must be one such as Europe/Madrid`)
    this.name = name
    this.#zone = IANAZone.create(name)
  }

  /** How far the wall clock is ahead of UTC at an instant. */
  offsetMs(at: number): number {
    return this.#zone.offset(at) * MINUTE_MS
  }

  /** The day on the wall at an instant. */
  dayAt(at: number): Day {
    return Math.floor((at + this.offsetMs(at)) / DAY_MS)
  }

  /**
   * The first instant of a day at which its wall clock shows `minute` (0 to 1440) or later: after a gap when the clock jumps
   * over it, the first of the two when it comes twice. 1440 is the first instant of the next day.
   */
  instantOf(day: Day, minute: number): number {
    const key = day * 2048 + minute
    const known = this.#instants.get(key)
    if (known !== undefined) return known
    const wall = this.wallOf(day, minute)
    const instant = this.#firstAtOrAfter(wall)
    if (this.#instants.size > 50_000) this.#instants.clear()
    this.#instants.set(key, instant)
    return instant
  }

  /** What the wall shows then, as if it were UTC. */
  wallOf(day: Day, minute: number): number {
    return day * DAY_MS + minute * MINUTE_MS
  }

  /** Offsets just before and after a change bracket every solution; the earliest that shows the wall time wins, else the end of the gap. */
  #firstAtOrAfter(wall: number): number {
    const before = this.offsetMs(wall - DAY_MS)
    const after = this.offsetMs(wall + DAY_MS)
    const candidates = [wall - before, wall - after].toSorted((a, b) => a - b)
    for (const at of candidates) if (at + this.offsetMs(at) === wall) return at
    return this.#transitionBetween(candidates[0]! - 1, candidates[1]! + 1)
  }

  #transitionBetween(early: number, late: number): number {
    const before = this.offsetMs(early)
    let low = early
    let high = late
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.offsetMs(middle) === before) low = middle
      else high = middle
    }
    return high
  }
}

/** Wall clock at an instant: YYYY-MM-DD and HH:MM. */
export function wallClock(at: number, timeZone: string): { localDate: string; localTime: string } {
  const local = DateTime.fromMillis(at, { zone: timeZone })
  return { localDate: local.toFormat('yyyy-MM-dd'), localTime: local.toFormat('HH:mm') }
}
