import type { DayPart } from '../tables/table.ts'

/** A clock time as it was said, before it is known whether "three" is at night or in the afternoon. */
export interface SaidClock {
  hour: number
  minute: number
  /** True where the words can mean nothing but a time ("half past 3", "14:30"); false for a bare hour. */
  isSure: boolean
  /** True where it was said on a 24-hour clock, so that no half of the day is to be guessed. */
  is24: boolean
}

export type Half = DayPart | 'am' | 'pm'

export interface SettledClock {
  /** HH:MM. */
  time: string
  /** True where the other half of the day would be as likely. */
  isAmbiguous: boolean
}

/** HH:MM of an hour and a minute. */
export function clockText(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

function hourInHalf(hour: number, half: Half): number {
  switch (half) {
    case 'am':
      return hour === 12 ? 0 : hour
    case 'pm':
    case 'afternoon':
      return hour < 12 && (half === 'pm' || hour < 9) ? hour + 12 : hour
    case 'morning':
      return hour
    case 'evening':
      return hour === 12 ? 0 : hour < 12 ? hour + 12 : hour
    case 'night':
      if (hour === 12) return 0
      return hour >= 6 && hour < 12 ? hour + 12 : hour
  }
}

/**
 * Settles the half of the day: as said; else a bare hour is one of business hours (8 to 19): "at 3" is 15:00, "at 9" 09:00.
 * Gives undefined for what is no clock time.
 */
export function settleClock(said: SaidClock, half: Half | undefined): SettledClock | undefined {
  let { hour, minute } = said
  if (minute < 0) {
    hour -= 1
    minute += 60
    // "One less twenty five" is a time after noon.
    if (hour === 0 && !said.is24) hour = 12
  }
  if (hour < 0) hour += said.is24 ? 24 : 12
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return undefined
  if (hour === 24) return { time: clockText(0, minute), isAmbiguous: false }
  if (half !== undefined && hour <= 12) return { time: clockText(hourInHalf(hour, half), minute), isAmbiguous: false }
  if (said.is24 || hour > 12) return { time: clockText(hour, minute), isAmbiguous: false }
  if (hour === 0) return { time: clockText(said.isSure ? 0 : 12, minute), isAmbiguous: false }
  const business = hour < 8 ? hour + 12 : hour
  return { time: clockText(business, minute), isAmbiguous: hour === 7 }
}
