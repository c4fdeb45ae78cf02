import type { Booking } from '@repartee/contracts'
import type { Task } from '@repartee/packs'
import { yesNoChoices } from '../choices.ts'
import { engineSlot, isNew, mint, slotOfType, valueOf, type Context } from '../context.ts'
import { askFor, missingOf } from '../missing.ts'
import { dateWords, personName, priceOf, serviceName, timeWords } from '../names.ts'
import { say } from '../plan.ts'
import { resultOf, type Part, type Say, type Step, type ToolResult } from '../step.ts'
import { exactStart, wishOf, type Wish } from '../wish.ts'
import { findTime } from './find-time.ts'
import { bookingUnavailable, refuse, without } from './refusals.ts'

const WHAT_AND_WHEN = ['service', 'person', 'date', 'time', 'day_part'] as const

/**
 * Works on a new booking: asks for what is missing, offers times out of the calendar, and reads back what is complete,
 * held for the contact, for a yes.
 */
export function book(given: Context, task: Task, results: readonly ToolResult[]): Step {
  const context = withoutUnsuitablePerson(withOnlyService(given))
  const service = valueOf(context, 'service')
  if (service === null) return askFor(context, task, slotOfType(context.pack, 'service')?.name ?? 'service')

  const wish = wishOf(context, service)
  const startsAt = exactStart(context, wish)
  const missing = missingOf(context, task)
  const isHeldNow = startsAt !== null && missing.length === 0
  if (isHeldNow) return hold(context, task, wish, startsAt, results)

  const first = missing.find((slot) => isBeforeTime(context, task, slot))
  if (first !== undefined && !wishesTime(context, wish)) return askFor(context, task, first)

  const isNewWish = WHAT_AND_WHEN.some((type) => isNew(context, type))
  if (startsAt === null || isNewWish) {
    const step = findTime(context, task, wish, startsAt, results)
    if (step !== null) return step
  }
  return askFor(context, task, missing[0] ?? 'name')
}

/** Does the task want the slot before it wants a day? */
function isBeforeTime({ pack }: Context, task: Task, slot: string): boolean {
  const order = task.slots.map((of) => of.slot)
  return order.indexOf(slot) < order.indexOf(slotOfType(pack, 'date')?.name ?? '')
}

/** Was a day or a time said, or asked for? */
function wishesTime({ detection }: Context, wish: Wish): boolean {
  const isSaid = wish.from !== null || wish.time !== null || wish.after !== null || wish.before !== null
  return isSaid || detection.intent.name === 'ask_availability' || detection.acts.includes('request_alternatives')
}

/** Where only one thing can be booked, nobody is asked what. */
function withOnlyService(context: Context): Context {
  const [only, ...others] = context.pack.calendar?.services ?? []
  const slot = slotOfType(context.pack, 'service')
  if (only === undefined || others.length > 0 || slot === undefined || slot.name in context.slots) return context
  return { ...context, slots: { ...context.slots, [slot.name]: engineSlot(only.key, context.turn.turn) } }
}

/**
 * Lets go of a person who is not meant any more: one who does not give the service that was named since, or whom the
 * calendar chose for a time that has changed.
 */
function withoutUnsuitablePerson(context: Context): Context {
  const service = valueOf(context, 'service')
  const person = context.pack.calendar?.resources.find(({ key }) => key === valueOf(context, 'person'))
  if (person === undefined || service === null || isNew(context, 'person')) return context
  const isChosenByCalendar = context.slots[slotOfType(context.pack, 'person')?.name ?? '']?.by === 'booking'
  const isTimeNew = isNew(context, 'date') || isNew(context, 'time')
  const isMeant = person.services.includes(service) && !(isChosenByCalendar && isTimeNew)
  return isMeant ? context : { ...context, slots: without(context, ['person']) }
}

function hold(context: Context, task: Task, wish: Wish, startsAt: string, results: readonly ToolResult[]): Step {
  const { id } = mint(context, 'confirm_booking', { summary: '', data: {}, choices: [] })
  const held = resultOf(results, 'booking.hold')
  if (held === null) {
    const request = { key: id, service: wish.service, resource: wish.person, startsAt }
    return { do: 'ask', tool: 'booking.hold', request }
  }
  if (held.outcome === 'unavailable') return bookingUnavailable(context, task)
  if (held.outcome !== 'held') return refuse(context, task, wish, held)
  return offerBooking(context, task, wish, held.booking)
}

/** Reads a held start back and asks for a yes. */
export function offerBooking(context: Context, task: Task, wish: Wish, booking: Booking): Say {
  const name = valueOf(context, 'name')
  const phone = valueOf(context, 'phone')
  const person = slotOfType(context.pack, 'person')?.name
  const slots =
    person === undefined || person in context.slots
      ? context.slots
      : { ...context.slots, [person]: engineSlot(booking.resource.key, context.turn.turn) }
  return say(context, [confirmPart(context, booking, name, phone)], {
    task: task.name,
    state: 'booking_confirmation',
    slots,
    pending: mint(context, 'confirm_booking', {
      summary: `book ${wish.service} with ${booking.resource.key} on ${booking.localDate} at ${booking.localTime}`,
      data: {
        service: wish.service,
        resource: booking.resource.key,
        startsAt: booking.startsAt,
        ...(name === null ? {} : { name }),
        ...(phone === null ? {} : { phone }),
      },
      choices: yesNoChoices(context, 'button.other_time'),
    }),
    sidecar: [{ kind: 'booking', data: { ...booking } }],
  })
}

function confirmPart(context: Context, booking: Booking, name: string | null, phone: string | null): Part {
  const service = booking.service.key
  return {
    key: 'confirm.book',
    params: {
      service: serviceName(context, service),
      person: personName(context, booking.resource.key),
      date: dateWords(context, booking.localDate),
      time: timeWords(context, booking.localTime),
      name: name ?? '',
      phone: phone ?? '',
      price: priceOf(context, service) ?? '',
      // Of the contact, where a visit goes to them.
      address: valueOf(context, 'address') ?? '',
    },
  }
}
