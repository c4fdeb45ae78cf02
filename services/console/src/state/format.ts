/** An instant as a wall clock shows it, here or in an IANA time zone: 09:05. */
export function clockTime(instant: string, timeZone?: string): string {
  return new Date(instant).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
}

/** A span of time as people compare it: 0.4 ms, 38 ms, 1.2 s. */
export function readableMs(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}

/** A name of the program as words: `booking_new` becomes "booking new". */
export function readableName(name: string): string {
  return name.replaceAll(/[_.-]/g, ' ')
}

/** A calendar day and wall-clock time: Tue 1 December, 10:00. */
export function readableDay(localDate: string): string {
  const day = new Date(`${localDate}T00:00:00Z`)
  return day.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' })
}

/** When something is due, from now: "in 3 h", "in 5 days", "now". */
export function dueIn(instant: string, now: Date): string {
  const minutes = Math.round((Date.parse(instant) - now.getTime()) / 60_000)
  if (minutes <= 0) return 'now'
  if (minutes < 90) return `in ${minutes} min`
  return minutes < 48 * 60 ? `in ${Math.round(minutes / 60)} h` : `in ${Math.round(minutes / 1440)} days`
}
