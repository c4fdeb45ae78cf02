import type { CalendarEntry } from '../core/ics.ts'
import type { Span } from '../core/span.ts'

/** A calendar that somebody keeps elsewhere. Each method throws OutsideError when it cannot be done now. */
export interface OutsideCalendar {
  /** What is busy there in a window; entries of ours are left out. */
  readBusy(window: Span, signal: AbortSignal): Promise<Span[]>
  /** Puts a booking in, or changes it; the same again changes nothing. */
  put(booking: string, entry: CalendarEntry, signal: AbortSignal): Promise<void>
  /** Takes a booking out; one that is not there is no matter. */
  remove(booking: string, signal: AbortSignal): Promise<void>
}

/** Why a calendar elsewhere cannot be used now, in words for whoever set it up. */
export class OutsideError extends Error {
  override readonly name = 'OutsideError'
}

const OURS = '@repartee'

/** The UID of a booking in calendars. */
export function uidOf(booking: string): string {
  return `${booking}${OURS}`
}

export function isOurs(uid: string | null | undefined): boolean {
  return uid?.endsWith(OURS) === true
}
