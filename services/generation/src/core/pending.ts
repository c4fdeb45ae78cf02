import type { Choice, PendingAction } from '@repartee/contracts'
import { isChanged, saysYes } from './agreement.ts'
import { taskOfKind, type Context } from './context.ts'
import { dateWords, personName, serviceName, timeWords } from './names.ts'
import { say } from './plan.ts'
import type { Part, Say, Step, ToolResult } from './step.ts'
import { book } from './tasks/book.ts'
import { carryOut } from './tasks/carry-out.ts'
import { declineTask } from './tasks/collect.ts'
import { move } from './tasks/move.ts'
import { without } from './tasks/refusals.ts'

const YES_NO = new Set<PendingAction['kind']>([
  'confirm_booking',
  'confirm_move',
  'confirm_cancel',
  'confirm_human',
  'confirm_reminder',
  'confirm_task',
])

/**
 * Takes the contact's word on what waits for it. Null when it is about something else: a change of what was offered
 * is worked on as part of the task.
 */
export function answerPending(context: Context, results: readonly ToolResult[]): Step | null {
  const { pending } = context.turn.snapshot
  if (pending === null || !YES_NO.has(pending.kind) || !context.detection.pending.relevant) return null
  if (isChanged(context)) return null
  const { acts } = context.detection
  const wantsOther = acts.includes('request_alternatives') || isOtherTime(context, pending)
  if (wantsOther && (pending.kind === 'confirm_booking' || pending.kind === 'confirm_move')) {
    return otherTimes(context, pending, results)
  }
  if (saysYes(context)) return affirmed(context, pending, results)
  if (acts.includes('negate')) return negated(context, pending)
  return null
}

/** Asks again for a yes or a no, and keeps everything. */
export function askAgain(context: Context): Step | null {
  const { pending, state } = context.turn.snapshot
  if (pending === null || !YES_NO.has(pending.kind) || !context.detection.pending.relevant || isChanged(context))
    return null
  return say(context, [{ key: 'unclear_yes_no' }], { pending, choices: choicesOf(pending), state })
}

const choicesOf = (pending: PendingAction): Choice[] => [...pending.choices]

/** The button "Another time" answers no and asks for more. */
function isOtherTime({ turn }: Context, pending: PendingAction): boolean {
  const isNo = turn.choice !== null && new URLSearchParams(turn.choice.id).get('answer') === 'no'
  return isNo && pending.kind !== 'confirm_cancel'
}

function otherTimes(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  const isBooking = pending.kind === 'confirm_booking'
  const task = taskOfKind(context.pack, isBooking ? 'book' : 'move')
  if (task === null) return null
  const acts = [...new Set([...context.detection.acts, 'request_alternatives' as const])]
  const open = { ...context, slots: without(context, ['time']), detection: { ...context.detection, acts } }
  return isBooking ? book(open, task, results) : move(open, task, results)
}

function affirmed(context: Context, pending: PendingAction, results: readonly ToolResult[]): Step | null {
  switch (pending.kind) {
    case 'confirm_human':
      return say(context, [{ key: 'human.connecting' }], { state: 'escalated', task: null, escalate: 'frustration' })
    case 'confirm_reminder':
      return say(context, [{ key: 'reminder.confirmed', params: dayAndTime(context, pending) }], {
        state: 'idle',
        task: null,
      })
    default:
      return carryOut(context, pending, results)
  }
}

/** What a no to the offer that waits leaves behind, and what is said to it at the rules level. */
export function negated(context: Context, pending: PendingAction): Say {
  switch (pending.kind) {
    case 'confirm_human':
      return say(context, [{ key: 'human.declined' }])
    case 'confirm_cancel':
      return say(context, [keptPart(context, pending)], { state: 'idle', task: null })
    case 'confirm_reminder':
      return say(context, [{ key: 'anything_else' }], { state: 'idle', task: null })
    case 'confirm_booking': {
      const task = taskOfKind(context.pack, 'book')
      return say(context, [{ key: 'not_booked' }], {
        task: task?.name ?? null,
        state: task?.state ?? 'idle',
        slots: without(context, ['date', 'time']),
      })
    }
    case 'confirm_task':
      return declineTask(context, pending) ?? say(context, [{ key: 'changed_mind' }], { state: 'idle', task: null })
    default:
      return say(context, [{ key: 'changed_mind' }], {
        state: 'idle',
        task: null,
        slots: without(context, ['date', 'time']),
      })
  }
}

function dayAndTime(context: Context, { data }: PendingAction) {
  return { date: dateWords(context, data['localDate'] ?? ''), time: timeWords(context, data['localTime'] ?? '') }
}

function keptPart(context: Context, pending: PendingAction): Part {
  const { service, resource } = pending.data
  const params = {
    ...dayAndTime(context, pending),
    service: serviceName(context, service ?? ''),
    person: personName(context, resource ?? ''),
  }
  return { key: 'kept', params }
}
