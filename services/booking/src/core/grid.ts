import type { Opening } from './availability.ts'
import { MINUTE_MS, type Zone } from './zone.ts'

const HOUR_MINUTES = 60

/** The instants in an opening, from `from` and before `to`, whose wall clock shows a multiple of `slotMinutes` after the hour. */
export function* gridStarts(
  zone: Zone,
  opening: Opening,
  from: number,
  to: number,
  slotMinutes: number,
): Generator<number> {
  const first = Math.ceil(Math.max(opening.start, from) / MINUTE_MS) * MINUTE_MS
  const end = Math.min(opening.end, to)
  const { offsetMs } = opening
  if (offsetMs !== null && HOUR_MINUTES % slotMinutes === 0) {
    const stepMs = slotMinutes * MINUTE_MS
    const aligned = Math.ceil((first + offsetMs) / stepMs) * stepMs - offsetMs
    for (let at = aligned; at < end; at += stepMs) yield at
    return
  }
  for (let at = first; at < end; at += MINUTE_MS) {
    const wallMinute = (at + (offsetMs ?? zone.offsetMs(at))) / MINUTE_MS
    if ((((wallMinute % HOUR_MINUTES) + HOUR_MINUTES) % HOUR_MINUTES) % slotMinutes === 0) yield at
  }
}
