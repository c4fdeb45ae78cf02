import type { FreeStart } from './availability.ts'
import type { Span } from './span.ts'
import { DAY_MS } from './zone.ts'

/** Days to look on either side of what was wanted, nearest first. */
const REACHES_DAYS = [1, 4, 14, 60]

/** The windows around `wanted` to look into, one after the other until one holds enough; cut to what may be booked. */
export function windowsAround(wanted: number, bookable: Span): Span[] {
  const centre = Math.min(Math.max(wanted, bookable.start), bookable.end)
  return REACHES_DAYS.map((days) => ({
    start: Math.max(bookable.start, centre - days * DAY_MS),
    end: Math.min(bookable.end, centre + days * DAY_MS),
  })).filter(({ start, end }) => start < end)
}

/** The `count` starts that are nearest to what was wanted, in order of time; of two equally near the earlier. */
export function nearest(starts: readonly FreeStart[], wanted: number, count: number): FreeStart[] {
  const distance = ({ at }: FreeStart) => Math.abs(at - wanted)
  return starts
    .toSorted((a, b) => distance(a) - distance(b) || a.at - b.at)
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at)
}
