import type { Booking } from '@repartee/contracts'
import type { Task } from '@repartee/packs'
import { appointmentParams } from '../appointments.ts'
import { yesNoChoices } from '../choices.ts'
import { mint, valueOf, type Context } from '../context.ts'
import { dateWords, personName, timeWords } from '../names.ts'
import { say } from '../plan.ts'
import type { Say, Step, ToolResult } from '../step.ts'
import { exactStart, wishOf, type Wish } from '../wish.ts'
import { meantAppointment } from './appointment.ts'
import { findTime } from './find-time.ts'

/** Finds the appointment that is meant and a new time for it, and asks for a yes. */
export function move(context: Context, task: Task, results: readonly ToolResult[]): Step {
  const meant = meantAppointment(context, task, results)
  if ('step' in meant) return meant.step
  const { booking } = meant
  const withBooking = { ...context, slots: meant.slots }
  // With the same person, unless another was named.
  const wish: Wish = {
    ...wishOf(withBooking, booking.service.key),
    person: valueOf(context, 'person') ?? booking.resource.key,
  }
  const startsAt = exactStart(withBooking, wish)
  const step = findTime(withBooking, task, wish, startsAt, results)
  if (step !== null || startsAt === null) return step ?? say(withBooking, [])
  return offerMove(withBooking, task, wish, startsAt, booking)
}

/** Names the old and the new time and asks for a yes. */
export function offerMove(context: Context, task: Task, wish: Wish, startsAt: string, booking: Booking): Say {
  const resource = wish.person ?? booking.resource.key
  const params = {
    ...appointmentParams(context, booking),
    person: personName(context, resource),
    date: dateWords(context, wish.from ?? booking.localDate),
    time: timeWords(context, wish.time ?? booking.localTime),
    old_date: dateWords(context, booking.localDate),
    old_time: timeWords(context, booking.localTime),
  }
  return say(context, [{ key: 'confirm.move', params }], {
    task: task.name,
    state: 'rescheduling',
    pending: mint(context, 'confirm_move', {
      summary: `move ${booking.service.key} from ${booking.localDate} ${booking.localTime} to ${wish.from} ${wish.time}`,
      data: { booking: booking.id, resource, startsAt },
      choices: yesNoChoices(context, 'button.other_time'),
    }),
  })
}
