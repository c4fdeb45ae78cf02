import { toInstant } from '@repartee/language'
import type { Opening } from '@repartee/contracts'
import { valueOf, type Context } from './context.ts'

/**
 * When the contact would like to come, out of the slots. A date slot holds `YYYY-MM-DD` or a period
 * `YYYY-MM-DD/YYYY-MM-DD`; a time slot `HH:MM`, a range `HH:MM/HH:MM`, or a bound `HH:MM/` (after) or `/HH:MM` (before).
 */
export interface Wish {
  readonly service: string
  readonly person: string | null
  readonly from: string | null
  readonly until: string | null
  /** An exact time. */
  readonly time: string | null
  readonly after: string | null
  readonly before: string | null
}

export function wishOf(context: Context, service: string): Wish {
  const [from = null, until = from] = (valueOf(context, 'date') ?? '').split('/').filter(Boolean)
  const said = valueOf(context, 'time')
  const time = said !== null && /^\d\d:\d\d$/.test(said) ? said : null
  const [after, before] = time === null && said !== null ? said.split('/') : daySpan(context)
  return {
    service,
    person: valueOf(context, 'person'),
    from,
    until,
    time,
    after: after || null,
    before: before || null,
  }
}

function daySpan(context: Context): readonly [string?, string?] {
  const part = valueOf(context, 'day_part')
  const span = context.pack.calendar?.dayParts[part as 'morning' | 'noon' | 'afternoon' | 'evening']
  return span ?? []
}

/** The one instant that is wished, or null while date or time is open. */
export function exactStart(context: Context, wish: Wish): string | null {
  if (wish.from === null || wish.from !== wish.until || wish.time === null) return null
  return new Date(toInstant(wish.from, wish.time, context.turn.snapshot.settings.timeZone)).toISOString()
}

/** Does an opening lie within the times that were wished? */
export function fits(wish: Wish, { localTime }: Opening): boolean {
  if (wish.time !== null) return localTime === wish.time
  return (wish.after === null || localTime >= wish.after) && (wish.before === null || localTime < wish.before)
}

/** The instants between which to look for openings: the wished days, else from now to the end of the horizon. */
export function searchSpan(context: Context, from: string | null, days: number): { from: string; to: string } {
  const { timeZone } = context.turn.snapshot.settings
  const start = from === null ? context.now : new Date(toInstant(from, '00:00', timeZone)).toISOString()
  const begin = start > context.now ? start : context.now
  return { from: begin, to: new Date(Date.parse(start) + days * 86_400_000).toISOString() }
}

/** Days from the first to the last wished day, both counted. */
export function wishedDays(wish: Wish): number {
  if (wish.from === null || wish.until === null) return 1
  return Math.round((Date.parse(wish.until) - Date.parse(wish.from)) / 86_400_000) + 1
}
