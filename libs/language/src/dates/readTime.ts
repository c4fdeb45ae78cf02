import type { Captures } from '../reading/chart.ts'
import type { DayPart } from '../tables/table.ts'
import { isoDate } from './calendar.ts'
import { settleClock, type Half, type SaidClock } from './clock.ts'
import type { Moment, Reading } from './entry.ts'

function partOf(half: Half | undefined): DayPart | undefined {
  return half === undefined || half === 'am' || half === 'pm' ? undefined : half
}

function range(captures: Captures): Reading | undefined {
  const from = captures['a'] as SaidClock
  const to = captures['b'] as SaidClock
  const half = captures['p'] as Half | undefined
  const end = settleClock(to, half)
  let begin = settleClock(from, (captures['pa'] as Half | undefined) ?? half)
  // "from 11 to 1 pm": the half belongs to the end alone.
  if (begin && end && begin.time > end.time) begin = settleClock(from, undefined)
  if (!begin || !end || begin.time >= end.time) return undefined
  return { kind: 'time', time: begin.time, until: end.time }
}

/** Settles a reading of a time rule, or gives undefined where the words do not fit it after all. */
export function readTime(reading: string, captures: Captures, moment: Moment): Reading | undefined {
  switch (reading) {
    case 'time':
    case 'time_bare': {
      if (reading === 'time_bare' && moment.expects !== 'time') return undefined
      const half = captures['p'] as Half | undefined
      const settled = settleClock(captures['c'] as SaidClock, half)
      if (!settled) return undefined
      const said = captures['c'] as SaidClock
      const found: Reading = { kind: 'time', time: settled.time, ...(half === undefined && !said.is24 ? { said } : {}) }
      const bound = captures['bound']
      if (bound === 'after' || bound === 'before') found.bound = bound
      if (settled.isAmbiguous) found.ambiguous = true
      return found
    }
    case 'compact': {
      const digits = captures['k'] as number
      const half = captures['p'] as Half | undefined
      if (digits % 100 > 59 || (half === undefined && digits < 1000)) return undefined
      const clock = { hour: Math.floor(digits / 100), minute: digits % 100, isSure: true, is24: half === undefined }
      const settled = settleClock(clock, half)
      return settled && { kind: 'time', time: settled.time }
    }
    case 'part': {
      const part = partOf(captures['p'] as Half)
      return part && { kind: 'time', dayPart: part }
    }
    case 'offset_part': {
      const [offset, part] = captures['o'] as readonly [number, DayPart]
      const found: Reading = { kind: 'date', date: isoDate(moment.today + offset), dayPart: part }
      if (offset < 0) found.isPast = true
      return found
    }
    case 'range':
      return range(captures)
    default:
      return undefined
  }
}
