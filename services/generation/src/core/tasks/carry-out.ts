import type { PendingAction } from '@repartee/contracts'
import { appointmentParams, calendarPart } from '../appointments.ts'
import { valueOf, withoutTaskSlots, taskOfKind, type Context } from '../context.ts'
import { say } from '../plan.ts'
import { resultOf, type Part, type Step, type ToolResult } from '../step.ts'
import { wishOf } from '../wish.ts'
import { carryOutTask } from './collect.ts'
import { bookingUnavailable, refuse } from './refusals.ts'

/** Carries out what a yes was given to. The pending action's id is the idempotency key. */
export function carryOut(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  switch (pending.kind) {
    case 'confirm_booking':
      return confirmBooking(context, pending, results)
    case 'confirm_move':
      return moveBooking(context, pending, results)
    case 'confirm_cancel':
      return cancelBooking(context, pending, results)
    case 'confirm_task':
      return carryOutTask(context, pending)
    default:
      return null
  }
}

const over = (context: Context) => ({
  task: null,
  state: 'idle' as const,
  slots: withoutTaskSlots(context.pack, context.slots),
})

function confirmBooking(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  const task = taskOfKind(context.pack, 'book')
  const { service, resource, startsAt, name, phone } = pending.data
  if (task === null || service === undefined || startsAt === undefined) return null
  const answer = resultOf(results, 'booking.confirm')
  if (answer === null) {
    return {
      do: 'ask',
      tool: 'booking.confirm',
      request: {
        key: pending.id,
        service,
        resource: resource ?? null,
        startsAt,
        contactName: name ?? null,
        contactPhone: phone ?? null,
      },
    }
  }
  // The offer stays, so that the same yes can be given again.
  if (answer.outcome === 'unavailable') return again(bookingUnavailable(context, task), pending)
  if (answer.outcome !== 'confirmed') return refuse(context, task, wishOf(context, service), answer)
  const parts: Part[] = [
    { key: 'booked', params: appointmentParams(context, answer.booking) },
    ...calendarPart(context, answer.booking),
  ]
  return say(context, parts, { ...over(context), sidecar: [{ kind: 'booking', data: { ...answer.booking } }] })
}

function moveBooking(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  const task = taskOfKind(context.pack, 'move')
  const { booking, resource, startsAt } = pending.data
  if (task === null || booking === undefined || startsAt === undefined) return null
  const answer = resultOf(results, 'booking.move')
  if (answer === null) {
    return {
      do: 'ask',
      tool: 'booking.move',
      request: { key: pending.id, booking, resource: resource ?? null, startsAt },
    }
  }
  switch (answer.outcome) {
    case 'unavailable':
      return again(bookingUnavailable(context, task), pending)
    case 'moved':
      return say(context, [{ key: 'moved', params: appointmentParams(context, answer.booking) }], {
        ...over(context),
        sidecar: [{ kind: 'booking', data: { ...answer.booking } }],
      })
    case 'unknown_booking':
      return say(context, [{ key: 'problem.no_booking' }], over(context))
    case 'too_late':
      return say(context, [{ key: 'problem.too_late', params: { hours: answer.noticeHours } }], over(context))
    default:
      return refuse(context, task, wishOf(context, valueOf(context, 'service') ?? ''), answer)
  }
}

function cancelBooking(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  const task = taskOfKind(context.pack, 'cancel')
  const { booking } = pending.data
  if (task === null || booking === undefined) return null
  const answer = resultOf(results, 'booking.cancel')
  if (answer === null) return { do: 'ask', tool: 'booking.cancel', request: { key: pending.id, booking } }
  switch (answer.outcome) {
    case 'unavailable':
      return again(bookingUnavailable(context, task), pending)
    case 'cancelled':
      return say(context, [{ key: 'cancelled', params: appointmentParams(context, answer.booking) }], {
        ...over(context),
        sidecar: [{ kind: 'booking', data: { ...answer.booking } }],
      })
    case 'unknown_booking':
      return say(context, [{ key: 'problem.no_booking' }], over(context))
    case 'too_late':
      return say(context, [{ key: 'problem.too_late', params: { hours: answer.noticeHours } }], over(context))
  }
}

function again(step: ReturnType<typeof bookingUnavailable>, pending: PendingAction): Step {
  return { do: 'say', plan: { ...step.plan, pending, choices: pending.choices } }
}
