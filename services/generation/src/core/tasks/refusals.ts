import type { Opening } from '@repartee/contracts'
import type { Task } from '@repartee/packs'
import { quoteOf, slotOfType, type Context } from '../context.ts'
import { dateWords, personName, serviceName, timeWords } from '../names.ts'
import { offer, spread } from '../offers.ts'
import { say } from '../plan.ts'
import type { Part, Say } from '../step.ts'
import type { Wish } from '../wish.ts'
import { isWorkingDay } from './search.ts'

/** Why the calendar cannot give what was wished. */
export type Refusal =
  | { outcome: 'taken' | 'not_free' | 'no_part' | 'closed' | 'full' | 'in_the_past'; alternatives: readonly Opening[] }
  | { outcome: 'too_far'; horizonDays: number }
  | { outcome: 'unknown_service' | 'unknown_resource' }

/** Refusals of a time, after which the day still stands. */
const KEEP_DATE: ReadonlySet<Refusal['outcome']> = new Set(['taken', 'not_free', 'no_part'])

/** The calendar cannot be reached: says so, and keeps everything that is known. */
export function bookingUnavailable(context: Context, task: Task): Say {
  return say(context, [{ key: 'problem.booking_unavailable' }], { task: task.name, state: task.state })
}

/** Says why not, drops the slots that cannot be, and offers what can. */
export function refuse(context: Context, task: Task, wish: Wish, given: Refusal): Say {
  const refusal = inWorkingHours(context, wish, given)
  const going = { task: task.name, state: task.state }
  switch (refusal.outcome) {
    case 'too_far':
      return say(context, [{ key: 'problem.too_far', params: { days: refusal.horizonDays } }], {
        ...going,
        slots: without(context, ['date']),
      })
    case 'unknown_service':
      return say(context, [unknownService(context)], { ...going, slots: without(context, ['service']) })
    case 'unknown_resource':
      return say(context, [unknownPerson(context, wish)], { ...going, slots: without(context, ['person']) })
    default: {
      const part = reason(context, wish, refusal.outcome)
      const slots = without(context, KEEP_DATE.has(refusal.outcome) ? ['time'] : ['date', 'time'])
      if (refusal.alternatives.length > 0) {
        const offered = offer(context, wish, spread(refusal.alternatives, context.pack.limits.offeredTimes))
        // The reason's own words lead to the times; of a period ("this week") there is no one day to give a reason for.
        const words = wish.from === wish.until ? part : offered.part
        return say(context, [words], { ...going, slots, pending: offered.pending })
      }
      return say(context, [refusal.outcome === 'in_the_past' ? part : { key: 'not_booked' }], { ...going, slots })
    }
  }
}

/** The calendar says closed of a time outside somebody's hours too; the business is closed only where nobody works that day. */
function inWorkingHours(context: Context, wish: Wish, refusal: Refusal): Refusal {
  const isOpen = refusal.outcome === 'closed' && wish.from !== null && isWorkingDay(context, wish.from)
  return isOpen ? { outcome: wish.time === null ? 'full' : 'not_free', alternatives: refusal.alternatives } : refusal
}

function reason(
  context: Context,
  wish: Wish,
  outcome: 'taken' | 'not_free' | 'no_part' | 'closed' | 'full' | 'in_the_past',
): Part {
  const date = wish.from === null ? '' : dateWords(context, wish.from)
  const time = wish.time === null ? '' : timeWords(context, wish.time)
  switch (outcome) {
    case 'taken':
      return { key: 'problem.taken', params: { date, time } }
    case 'not_free':
      return { key: 'problem.not_free', params: { date, time } }
    case 'no_part':
      return { key: 'problem.no_part', params: { date } }
    case 'closed':
      return { key: 'problem.closed', params: { date } }
    case 'full':
      return { key: 'problem.full', params: { service: serviceName(context, wish.service), date } }
    case 'in_the_past':
      return {
        key: 'problem.past',
        params: { quote: [quoteOf(context, 'date'), quoteOf(context, 'time')].filter(Boolean).join(' ') },
      }
  }
}

function unknownService(context: Context): Part {
  const services = context.pack.calendar?.services.map(({ key }) => serviceName(context, key)) ?? []
  return {
    key: 'problem.unknown_service',
    params: { quote: quoteOf(context, 'service') ?? '', services: services.join(', ') },
  }
}

function unknownPerson(context: Context, wish: Wish): Part {
  const people = peopleFor(context, wish.service)
  return wish.person === null
    ? { key: 'problem.unknown_person', params: { quote: quoteOf(context, 'person') ?? '', people } }
    : {
        key: 'problem.person_service',
        params: { person: personName(context, wish.person), service: serviceName(context, wish.service), people },
      }
}

/** Who gives a service, as it is told to people. */
export function peopleFor(context: Context, service: string): string {
  const resources = context.pack.calendar?.resources.filter(({ services }) => services.includes(service)) ?? []
  return resources.map(({ key }) => personName(context, key)).join(', ')
}

/** The slots without those of these types. */
export function without(
  context: Context,
  types: readonly ('date' | 'time' | 'service' | 'person')[],
): Context['slots'] {
  const names = new Set(types.map((type) => slotOfType(context.pack, type)?.name))
  if (names.has(slotOfType(context.pack, 'time')?.name)) names.add(slotOfType(context.pack, 'day_part')?.name)
  return Object.fromEntries(Object.entries(context.slots).filter(([name]) => !names.has(name)))
}
