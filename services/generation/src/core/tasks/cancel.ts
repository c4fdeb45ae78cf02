import type { Booking } from '@repartee/contracts'
import type { Task } from '@repartee/packs'
import { appointmentParams } from '../appointments.ts'
import { yesNoChoices } from '../choices.ts'
import { mint, type Context } from '../context.ts'
import { say } from '../plan.ts'
import type { Say, Step, ToolResult } from '../step.ts'
import { meantAppointment } from './appointment.ts'

/** Names the appointment that is meant and asks for a yes before it is cancelled. */
export function cancel(context: Context, task: Task, results: readonly ToolResult[]): Step {
  const meant = meantAppointment(context, task, results)
  if ('step' in meant) return meant.step
  return offerCancel({ ...context, slots: meant.slots }, task, meant.booking)
}

/** Names the appointment and asks for a yes. */
export function offerCancel(context: Context, task: Task, booking: Booking): Say {
  return say(context, [{ key: 'confirm.cancel', params: appointmentParams(context, booking) }], {
    task: task.name,
    state: 'canceling',
    pending: mint(context, 'confirm_cancel', {
      summary: `cancel ${booking.service.key} on ${booking.localDate} at ${booking.localTime}`,
      data: {
        booking: booking.id,
        service: booking.service.key,
        resource: booking.resource.key,
        localDate: booking.localDate,
        localTime: booking.localTime,
      },
      choices: yesNoChoices(context, 'button.keep', 'button.cancel'),
    }),
  })
}
