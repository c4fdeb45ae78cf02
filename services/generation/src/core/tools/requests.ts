import { agreedOffer } from '../agreement.ts'
import { mint, type Context } from '../context.ts'
import type { Ask } from '../step.ts'
import { searchSpan } from '../wish.ts'
import { carryOut } from '../tasks/carry-out.ts'
import { instantOf } from './hours.ts'
import type { ReadCall } from './validate.ts'

const MOST_OPENINGS = 500

/** The question to the calendar that a valid call stands for; null when the answer is known without one. */
export function requestOf(context: Context, { tool, arguments: values }: ReadCall): Ask | null {
  const { service = null, person = null, date = null, time = null, until = null } = values
  switch (tool.name) {
    case 'find_times': {
      if (service === null || date === null) return null
      const { from, to } = searchSpan(context, date, daysBetween(date, until ?? date) + 1)
      const request = { service, resource: person, from, to, limit: MOST_OPENINGS }
      return { do: 'ask', tool: 'booking.availability', request }
    }
    case 'hold_time': {
      if (service === null || date === null || time === null) return null
      const { id } = mint(context, 'confirm_booking', { summary: '', data: {}, choices: [] })
      const startsAt = instantOf(date, time, context.turn.snapshot.settings.timeZone)
      return { do: 'ask', tool: 'booking.hold', request: { key: id, service, resource: person, startsAt } }
    }
    case 'list_appointments':
      return { do: 'ask', tool: 'booking.list', request: {} }
    case 'book':
    case 'move':
    case 'cancel':
      return agreedRequest(context)
    default:
      return null
  }
}

/** What a yes carries out, out of the offer alone: no argument of a model goes into it. */
function agreedRequest(context: Context): Ask | null {
  const agreed = agreedOffer(context)
  const step = agreed && carryOut(context, agreed, [])
  return step?.do === 'ask' ? step : null
}

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
