import { agreedOffer } from '../agreement.ts'
import { answers } from '../answers.ts'
import { yesNoChoices } from '../choices.ts'
import { engineSlot, mint, slotOfType, taskNamed, taskOfKind, type Context } from '../context.ts'
import { NOT_UNDERSTOOD, STAND_IN, decideMatter, principleOpening } from '../decide.ts'
import { takeUpAgain } from '../later.ts'
import { missingOf } from '../missing.ts'
import { offer } from '../offers.ts'
import { say, saidFirst } from '../plan.ts'
import type { Plan, Say, Step } from '../step.ts'
import { offerBooking } from '../tasks/book.ts'
import { offerCancel } from '../tasks/cancel.ts'
import { carryOut } from '../tasks/carry-out.ts'
import { offerMove } from '../tasks/move.ts'
import { refuse } from '../tasks/refusals.ts'
import { appointmentOf, freeStart, timesToOffer, wishOfCall, type Done } from './done.ts'

/** What the session is after a turn of a model, and whether the reply's words are the engine's. */
export interface Settled {
  readonly plan: Plan
  /** An offer or an effect: what binds is said in the pack's words, never in a model's. */
  readonly isWorded: boolean
}

/**
 * The state, task, slots and pending action after a model's tools: the same that the rules would leave behind, so that
 * either can take the next turn. Pure over the results; what the model said does not count.
 */
export function settle(context: Context, done: readonly Done[]): Settled {
  const bound = done.toReversed().map((one) => bind(context, done, one))
  const binding = bound.find((step) => step !== null)
  if (binding) {
    const first = [...principleOpening(context), ...answers(context)]
    return { plan: saidFirst(first, takeUpAgain(context, binding)).plan, isWorded: true }
  }
  const plan = done.reduce((before, one) => looked(context, before, one), planWithout(context))
  return { plan: { ...plan, parts: [] }, isWorded: false }
}

/** What the rules would leave behind if no tool ran: their own plan without its words. */
function planWithout(context: Context): Plan {
  const draft = decideMatter(context, [])
  if (draft.do === 'say') {
    const isStandIn = draft.plan.sidecar.some(({ kind }) => kind === STAND_IN.kind)
    const sidecar = draft.plan.sidecar.filter(({ kind }) => kind !== NOT_UNDERSTOOD.kind && kind !== STAND_IN.kind)
    return { ...draft.plan, sidecar, ...(isStandIn ? { hasUnansweredQuestion: false } : {}) }
  }
  const task = taskNamed(context.pack, context.detection.task)
  if (task === null) return say(context, [], { task: null, state: context.detection.state }).plan
  // The prompt has the model ask for the first thing that is missing: the next turn must know what was asked.
  const [slot] = missingOf(context, task)
  const sidecar = slot === undefined ? [] : [{ kind: 'question', data: { slot } }]
  return say(context, [], { task: task.name, state: task.state, sidecar }).plan
}

/** What a call leaves behind that waits for a yes, or was carried out; null when it only looked. */
function bind(context: Context, all: readonly Done[], done: Done): Say | null {
  switch (done.tool) {
    case 'book':
    case 'move':
    case 'cancel':
      return carriedOut(context, done)
    case 'hold_time':
      return held(context, done)
    case 'propose_move':
      return moveProposed(context, all, done)
    case 'propose_cancel': {
      const task = taskOfKind(context.pack, 'cancel')
      const booking = appointmentOf(all, done.arguments['appointment'] ?? null)
      return task && booking && offerCancel(withBooking(context, booking.id), task, booking)
    }
    case 'hand_over':
      return say(context, [{ key: 'human.offer' }], {
        pending: mint(context, 'confirm_human', {
          summary: 'call a person of the team',
          data: {},
          choices: yesNoChoices(context, 'button.no', 'button.human'),
        }),
      })
    default:
      return null
  }
}

function carriedOut(context: Context, { result }: Done): Say | null {
  const agreed = agreedOffer(context)
  const step = agreed && result && carryOut(context, agreed, [result])
  return saidOr(step, null)
}

function held(context: Context, done: Done): Say | null {
  const task = taskOfKind(context.pack, 'book')
  const { result } = done
  if (task === null || result?.tool !== 'booking.hold' || result.answer.outcome !== 'held') return null
  const { booking } = result.answer
  const wish = wishOfCall(done)
  return offerBooking(withSlots(context, wish.service, booking.localDate, booking.localTime), task, wish, booking)
}

function moveProposed(context: Context, all: readonly Done[], done: Done): Say | null {
  const task = taskOfKind(context.pack, 'move')
  const booking = appointmentOf(all, done.arguments['appointment'] ?? null)
  const start = freeStart(context, done)
  if (task === null || booking === null || start === null) return null
  const wish = { ...wishOfCall(done), service: booking.service.key, person: start.resource.key }
  const known = withSlots(withBooking(context, booking.id), null, start.localDate, start.localTime)
  return offerMove(known, task, wish, start.startsAt, booking)
}

/** Times that were found wait to be chosen; so do those that are offered where a start could not be had. */
function looked(context: Context, before: Plan, done: Done): Plan {
  const { result } = done
  if (result?.tool === 'booking.list' && 'bookings' in result.answer) {
    return { ...before, sidecar: result.answer.bookings.map((booking) => ({ kind: 'booking', data: { ...booking } })) }
  }
  if (done.tool === 'find_times') {
    const times = timesToOffer(context, done)
    if (times.length === 0) return before
    const { pending } = offer(context, wishOfCall(done), times)
    const task = taskNamed(context.pack, before.task) ?? taskOfKind(context.pack, 'book')
    return {
      ...before,
      pending,
      choices: pending.choices,
      sidecar: [],
      task: task?.name ?? null,
      state: task?.state ?? before.state,
    }
  }
  if (result?.tool === 'booking.hold' && 'alternatives' in result.answer) {
    const task = taskOfKind(context.pack, 'book')
    return task === null ? before : refuse(context, task, wishOfCall(done), result.answer).plan
  }
  return before
}

const saidOr = (step: Step | null, otherwise: Say | null): Say | null => (step?.do === 'say' ? step : otherwise)

const BOOKING_SLOT = 'booking'

const withBooking = (context: Context, id: string): Context => ({
  ...context,
  slots: { ...context.slots, [BOOKING_SLOT]: engineSlot(id, context.turn.turn) },
})

/** The slots as an offer names them, which may be other words than the contact's. */
function withSlots(context: Context, service: string | null, date: string, time: string): Context {
  const slots = { ...context.slots }
  const fill = (type: 'service' | 'date' | 'time', value: string | null) => {
    const name = slotOfType(context.pack, type)?.name
    if (name === undefined || value === null || slots[name]?.value === value) return
    slots[name] = engineSlot(value, context.turn.turn)
  }
  fill('service', service)
  fill('date', date)
  fill('time', time)
  return { ...context, slots }
}
