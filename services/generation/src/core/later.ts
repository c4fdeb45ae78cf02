import { message } from '@repartee/packs'
import { engineSlot, taskNamed, type Context } from './context.ts'
import { choiceId } from './offers.ts'
import { askFor, missingOf } from './missing.ts'
import { saidFirst } from './plan.ts'
import type { Part, Say } from './step.ts'

/**
 * The slot that the engine keeps the other of two requests in, while the one that the contact wanted first is under way:
 * its task, and the slots that were known for it, as a query string.
 */
const LATER_SLOT = 'later'

/** Slots of the engine itself, which belong to one task alone. */
const ENGINE_SLOTS = new Set([LATER_SLOT, 'booking'])

/** Messages that end in a question of their own. */
const ASKS = new Set(['problem.no_booking'])

const taskOfLater = (later: string) => new URLSearchParams(later).get('task')

/** The slots with those that were kept for the other request; what the contact has said since stands. */
function takenUp(context: Context, later: string): Context {
  const values = [...new URLSearchParams(later)].filter(([name]) => name !== 'task')
  const kept = Object.fromEntries(values.map(([name, value]) => [name, engineSlot(value, context.turn.turn)]))
  const now = Object.entries(context.slots).filter(([name]) => !ENGINE_SLOTS.has(name))
  return { ...context, slots: { ...kept, ...Object.fromEntries(now) } }
}

/** When the contact says which of two requests comes first, the other one is kept for later, with what is known for it. */
export function keepForLater(before: Context, now: Context): Context {
  const { pending, task } = before.turn.snapshot
  const known = before.slots[LATER_SLOT]
  if (known && taskOfLater(known.value) === now.detection.task) return takenUp(now, known.value)
  if (pending?.kind !== 'choose_task') return now
  if (known) return { ...now, slots: { ...now.slots, [LATER_SLOT]: known } }
  const offered = pending.choices.map(({ id }) => new URLSearchParams(id).get('task'))
  const other = offered.find((name) => name !== null && name !== now.detection.task)
  if (!other || !offered.includes(now.detection.task)) return now
  // Only what was known for the open task is its own; the other one was only asked for.
  const own = other === task ? Object.entries(before.slots).filter(([name]) => !(name in now.slots)) : []
  const slots = Object.fromEntries(
    own.filter(([name]) => !ENGINE_SLOTS.has(name)).map(([name, { value }]) => [name, value]),
  )
  const later = engineSlot(choiceId({ task: other, ...slots }), now.turn.turn)
  return { ...now, slots: { ...now.slots, [LATER_SLOT]: later } }
}

/** When one request is done the other one is taken up again: its slots come back, and its first question is asked. */
export function takeUpAgain(context: Context, step: Say): Say {
  const later = context.slots[LATER_SLOT]
  const { plan } = step
  const isOver = plan.task === null && plan.state === 'idle' && plan.escalate === null && plan.pending === null
  // Who gives up, or leaves, is not reminded of anything.
  const isLeaving = context.detection.task === null || context.detection.acts.includes('goodbye')
  // What was just asked ("Shall I book one?") is answered first.
  const isAsked = plan.parts.some((part) => 'key' in part && ASKS.has(part.key))
  if (later === undefined || !isOver || isLeaving || isAsked) return step
  const task = taskNamed(context.pack, taskOfLater(later.value))
  if (task === null) return step
  const { slots } = takenUp({ ...context, slots: plan.slots }, later.value)
  const language = context.detection.language.code
  const back: Part = { key: 'back_to', params: { task: message(context.pack, language, task.label) } }
  const again = { ...context, slots }
  const [missing] = missingOf(again, task)
  if (missing !== undefined) {
    const asked = askFor(again, task, missing)
    const sidecar = [...plan.sidecar, ...asked.plan.sidecar]
    return saidFirst([...plan.parts, back], { do: 'say', plan: { ...asked.plan, sidecar } })
  }
  const choices = [{ id: choiceId({ task: task.name }), title: message(context.pack, language, task.label) }]
  const state = task.state
  return { do: 'say', plan: { ...plan, parts: [...plan.parts, back], task: task.name, state, slots, choices } }
}
