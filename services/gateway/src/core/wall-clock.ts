const formats = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of a zone (IANA) at an instant: HH:MM. Making a format costs a millisecond, so each is made once. */
export function wallClock(at: Date, timeZone: string): string {
  const format = formats.get(timeZone) ?? make(timeZone)
  formats.set(timeZone, format)
  return format.format(at)
}

function make(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
}
