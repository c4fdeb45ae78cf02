import type { Booking } from '@repartee/contracts'
import { message } from '@repartee/packs'
import type { Task } from '@repartee/packs'
import { appointmentParams } from '../appointments.ts'
import { engineSlot, mint, type Context } from '../context.ts'
import { choiceId } from '../offers.ts'
import { say } from '../plan.ts'
import { resultOf, type Step, type ToolResult } from '../step.ts'
import { shortDate, timeWords } from '../names.ts'
import { bookingUnavailable } from './refusals.ts'

/** The slot that the engine keeps the chosen appointment in while it is moved or cancelled. */
export const BOOKING_SLOT = 'booking'

/**
 * Finds the appointment that is meant: the one that was chosen, the only one, or the one that fits the service or the
 * person that was named; else asks which.
 */
export function meantAppointment(
  context: Context,
  task: Task,
  results: readonly ToolResult[],
): { step: Step } | { booking: Booking; slots: Context['slots'] } {
  const listed = resultOf(results, 'booking.list')
  if (listed === null) return { step: { do: 'ask', tool: 'booking.list', request: {} } }
  if ('outcome' in listed) return { step: bookingUnavailable(context, task) }
  const { bookings } = listed
  if (bookings.length === 0) {
    return { step: say(context, [{ key: 'problem.no_booking' }], { task: null, state: 'idle' }) }
  }
  const chosen = context.slots[BOOKING_SLOT]?.value
  const booking = bookings.find(({ id }) => id === chosen) ?? (bookings.length === 1 ? bookings[0] : undefined)
  if (booking) {
    return { booking, slots: { ...context.slots, [BOOKING_SLOT]: engineSlot(booking.id, context.turn.turn) } }
  }
  return { step: askWhich(context, task, bookings) }
}

function askWhich(context: Context, task: Task, bookings: readonly Booking[]): Step {
  const choices = bookings.slice(0, 10).map((booking) => ({
    id: choiceId({ [BOOKING_SLOT]: booking.id }),
    title: `${shortDate(context, booking.localDate)}, ${timeWords(context, booking.localTime)}`,
  }))
  return say(context, [{ key: 'choose.booking', params: { count: bookings.length } }], {
    task: task.name,
    state: task.state,
    pending: mint(context, 'choose_booking', { summary: `choose the appointment to ${task.name}`, data: {}, choices }),
  })
}

/** The contact's appointments, one a line. */
export function list(context: Context, task: Task, results: readonly ToolResult[]): Step {
  const listed = resultOf(results, 'booking.list')
  if (listed === null) return { do: 'ask', tool: 'booking.list', request: {} }
  if ('outcome' in listed) return bookingUnavailable(context, task)
  const { bookings } = listed
  const done = { task: null, state: 'idle' as const }
  if (bookings.length === 0) return say(context, [{ key: 'list.none' }], done)
  const lines = bookings.map((booking) =>
    message(context.pack, context.detection.language.code, 'list.line', appointmentParams(context, booking)),
  )
  return say(context, [{ key: 'list.some', params: { count: bookings.length, list: lines.join('\n') } }], {
    ...done,
    sidecar: bookings.map((booking) => ({ kind: 'booking', data: { ...booking } })),
  })
}
