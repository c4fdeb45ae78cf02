import type { Booking, Opening } from '@repartee/contracts'
import { peopleFor } from '../tasks/refusals.ts'
import type { Context } from '../context.ts'
import { personName, priceOf, serviceName } from '../names.ts'
import { asData } from '../prompt/data.ts'
import { freeStart, timesToOffer, type Done } from './done.ts'
import type { Refusal } from './policy.ts'
import type { ToolProblem } from './problem.ts'

const LONGEST_RESULT = 4000

/** What a model is told of a call that ran, as JSON. Names and notes of a calendar are data like a contact's words. */
export function told(context: Context, done: Done): string {
  return asData(JSON.stringify(resultOf(context, done))).slice(0, LONGEST_RESULT)
}

/** What a model is told of a call that was refused: the field, why, and what would be right. */
export function toldRefused(refused: readonly ToolProblem[] | Refusal): string {
  const error =
    'says' in refused
      ? { refused: refused.reason, why: refused.says }
      : { wrong: refused.map(({ field, says, suggestions }) => ({ field, why: says, try: suggestions })) }
  return asData(JSON.stringify(error)).slice(0, LONGEST_RESULT)
}

function resultOf(context: Context, done: Done): unknown {
  const { result } = done
  if (result !== null && 'outcome' in result.answer && result.answer.outcome === 'unavailable') {
    return { outcome: 'unavailable', note: 'the calendar cannot be reached now; a person of the team can help' }
  }
  switch (done.tool) {
    case 'find_services':
      return (context.pack.calendar?.services ?? []).map(({ key, durationMinutes }) => ({
        service: key,
        name: serviceName(context, key),
        minutes: durationMinutes,
        price: priceOf(context, key),
      }))
    case 'find_people': {
      const service = done.arguments['service'] ?? null
      return service === null
        ? (context.pack.calendar?.resources ?? []).map(({ key }) => ({ person: key, name: personName(context, key) }))
        : { people: peopleFor(context, service) }
    }
    case 'find_times':
      return searched(context, done)
    case 'propose_move':
      return freeStart(context, done) === null
        ? { outcome: 'not_free', free: timesToOffer(context, done).map(time) }
        : { outcome: 'offered' }
    case 'remember':
      return { outcome: 'kept' }
    default:
      return answered(context, done)
  }
}

function searched(context: Context, done: Done): unknown {
  const { result } = done
  if (result?.tool !== 'booking.availability' || result.answer.outcome !== 'free') return result?.answer ?? {}
  const times = timesToOffer(context, done)
  return times.length === 0 ? { free: [], note: 'nothing is free then: look at other days' } : { free: times.map(time) }
}

function answered(context: Context, { result }: Done): unknown {
  if (result === null) return { outcome: 'offered' }
  if ('bookings' in result.answer) {
    return { appointments: result.answer.bookings.map((booking) => appointment(context, booking)) }
  }
  if ('decisions' in result.answer) return { decisions: result.answer.decisions }
  const { outcome } = result.answer
  if ('alternatives' in result.answer) return { outcome, free: result.answer.alternatives.slice(0, 5).map(time) }
  return { outcome }
}

const time = ({ localDate, localTime, resource }: Opening) => ({
  date: localDate,
  time: localTime,
  person: resource.key,
  name: resource.name,
})

const appointment = (context: Context, { id, service, resource, localDate, localTime }: Booking) => ({
  appointment: id,
  service: serviceName(context, service.key),
  person: personName(context, resource.key),
  date: localDate,
  time: localTime,
})
