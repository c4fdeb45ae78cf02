import type { Opening } from '@repartee/contracts'
import { weekdays } from '@repartee/packs'
import type { Context } from '../context.ts'
import { spread } from '../offers.ts'
import { type Ask, type ToolResult } from '../step.ts'
import { searchSpan, wishedDays, type Wish } from '../wish.ts'

const LATER_DAYS = 15
const MOST_OPENINGS = 500

/** What the calendar has for a wish: in the wished days, and in the two weeks from then where that was not enough. */
export type Found =
  | { do: 'ask'; ask: Ask }
  | { do: 'unavailable' }
  | { do: 'unknown'; what: 'unknown_service' | 'unknown_resource' }
  | { do: 'look'; wished: Opening[]; later: Opening[] }

/** Looks for openings; asks the calendar at most twice in a turn. */
export function search(
  context: Context,
  wish: Wish,
  results: readonly ToolResult[],
  isEnough: (openings: readonly Opening[]) => boolean,
): Found {
  const answers = results.filter((result) => result.tool === 'booking.availability').map(({ answer }) => answer)
  const openings: Opening[][] = []
  for (const answer of answers) {
    if (answer.outcome === 'unavailable') return { do: 'unavailable' }
    if (answer.outcome !== 'free') return { do: 'unknown', what: answer.outcome }
    openings.push(answer.openings)
  }
  const [wished, later] = openings
  if (wished === undefined) {
    const days = wish.from === null ? (context.pack.calendar?.horizonDays ?? LATER_DAYS) : wishedDays(wish)
    return { do: 'ask', ask: askFor(context, wish, days) }
  }
  if (later === undefined && !isEnough(wished) && wish.from !== null) {
    return { do: 'ask', ask: askFor(context, wish, LATER_DAYS) }
  }
  return { do: 'look', wished, later: later ?? [] }
}

function askFor(context: Context, wish: Wish, days: number): Ask {
  const { from, to } = searchSpan(context, wish.from, days)
  return {
    do: 'ask',
    tool: 'booking.availability',
    request: { service: wish.service, resource: wish.person, from, to, limit: MOST_OPENINGS },
  }
}

/** The openings closest to an instant, in order of time. */
export function nearest(openings: readonly Opening[], startsAt: string, count: number): Opening[] {
  const at = Date.parse(startsAt)
  const distance = (opening: Opening) => Math.abs(Date.parse(opening.startsAt) - at)
  return spread(openings, openings.length)
    .toSorted((one, other) => distance(one) - distance(other))
    .slice(0, count)
    .toSorted((one, other) => one.startsAt.localeCompare(other.startsAt))
}

/** Does anybody work on that day of the tenant's calendar? */
export function isWorkingDay({ pack }: Pick<Context, 'pack'>, date: string): boolean {
  const { calendar } = pack
  if (!calendar) return false
  // A date's own weekday; `weekdays` begins with Monday.
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]
  return calendar.resources.some(({ key, hours }) => {
    const exception = calendar.exceptions.find(({ from, to, resources }) => {
      return from <= date && date <= (to ?? from) && (resources.length === 0 || resources.includes(key))
    })
    return exception ? exception.hours !== undefined : weekday !== undefined && (hours[weekday]?.length ?? 0) > 0
  })
}
