import type { Decision, PendingAction } from '@repartee/contracts'
import { evaluate, holds, type MessageParameters, type Task } from '@repartee/packs'
import { yesNoChoices } from '../choices.ts'
import { mint, taskNamed, withoutTaskSlots, type Context } from '../context.ts'
import { askFor } from '../missing.ts'
import { say } from '../plan.ts'
import type { Part, Say } from '../step.ts'
import { figureParameters, slotParameters } from '../values.ts'

/** What is known for a task: what was said, what is counted in its place, and its figures. */
interface Counted {
  readonly slots: Readonly<Record<string, string>>
  readonly figures: Readonly<Record<string, number>>
}

/** Works on a task that collects: refuses what cannot be, asks for what is missing, reads back what is complete. */
export function collect(context: Context, task: Task): Say {
  const counted = countedOf(context, task)
  const wrong = task.problems.find(({ when }) => holds(when, { ...counted.slots, ...counted.figures }))
  if (wrong) return askAnew(context, task, wrong, counted)
  const missing = task.slots.find(({ slot, optional }) => !optional && counted.slots[slot] === undefined)
  if (missing) return askFor(context, task, missing.slot)
  return task.confirm === null ? tell(context, task, counted) : readBack(context, task, counted)
}

/** Carries out what was read back and agreed to. Null when its task is not there any more. */
export function carryOutTask(context: Context, pending: PendingAction): Say | null {
  const task = taskNamed(context.pack, pending.data['task'] ?? null)
  if (task === null) return null
  const counted = countedOf(context, task)
  const decision = task.tool === 'journal.record' ? decisionOf(context, task, pending, counted) : null
  const done: Part = task.done
    ? { key: task.done, params: parametersOf(context, task, counted) }
    : { key: 'anything_else' }
  return say(context, [done], {
    ...over(context),
    decision,
    sidecar: decision ? [{ kind: 'decision', data: { ...decision } }] : [],
  })
}

/** A no to what was read back: everything stays as it was said, and can be changed. */
export function declineTask(context: Context, pending: PendingAction): Say | null {
  const task = taskNamed(context.pack, pending.data['task'] ?? null)
  if (task?.declined === undefined) return null
  const part = { key: task.declined, params: parametersOf(context, task, countedOf(context, task)) }
  return say(context, [part], { task: task.name, state: task.state })
}

const over = (context: Context) => ({
  task: null,
  state: 'idle' as const,
  slots: withoutTaskSlots(context.pack, context.slots),
})

function countedOf({ slots }: Context, task: Task): Counted {
  const known: Record<string, string> = {}
  for (const { slot } of task.slots) {
    const value = slots[slot]?.value
    if (value !== undefined) known[slot] = value
  }
  // One that is counted may be what another is counted from.
  for (let before = -1; before !== Object.keys(known).length;) {
    before = Object.keys(known).length
    for (const { slot, from } of task.slots) {
      const value = known[slot] === undefined && from !== undefined ? evaluate(from, known) : null
      if (value !== null) known[slot] = String(value)
    }
  }
  const figures: Record<string, number> = {}
  for (const { name, formula } of task.figures) {
    const value = evaluate(formula, { ...known, ...figures })
    if (value !== null) figures[name] = value
  }
  return { slots: known, figures }
}

function parametersOf(context: Context, task: Task, { slots, figures }: Counted): MessageParameters {
  const names = task.slots.map(({ slot }) => slot)
  return {
    business: context.turn.snapshot.settings.businessName,
    ...slotParameters(context, names, slots),
    ...figureParameters(context, task.figures, figures),
  }
}

/** Says why something cannot be and asks for it again; what was said for it is let go. */
function askAnew(context: Context, task: Task, wrong: Task['problems'][number], counted: Counted): Say {
  const slots = Object.fromEntries(Object.entries(context.slots).filter(([name]) => name !== wrong.slot))
  const { plan } = askFor({ ...context, slots }, task, wrong.slot)
  const part = { key: wrong.message, params: parametersOf(context, task, counted) }
  return { do: 'say', plan: { ...plan, parts: [part] } }
}

/** Says what was counted, and is done. */
function tell(context: Context, task: Task, counted: Counted): Say {
  const parts = task.readBack ? [{ key: task.readBack, params: parametersOf(context, task, counted) }] : []
  const sidecar = [{ kind: 'figures', data: { task: task.name, ...counted.slots, ...counted.figures } }]
  return say(context, parts, { ...over(context), sidecar })
}

function readBack(context: Context, task: Task, counted: Counted): Say {
  const parts = task.readBack ? [{ key: task.readBack, params: parametersOf(context, task, counted) }] : []
  return say(context, parts, {
    task: task.name,
    state: 'booking_confirmation',
    pending: mint(context, 'confirm_task', {
      summary: `${task.name}: ${Object.entries(counted.slots)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
      data: { task: task.name },
      choices: yesNoChoices(context),
    }),
    sidecar: [{ kind: 'figures', data: { task: task.name, ...counted.slots, ...counted.figures } }],
  })
}

function decisionOf({ now }: Context, task: Task, { id }: PendingAction, { slots, figures }: Counted): Decision | null {
  const { journal } = task
  if (journal === undefined) return null
  const values: Record<string, string | number> = { ...slots, ...figures }
  const text = (name: string | undefined) =>
    name === undefined || values[name] === undefined ? null : String(values[name])
  const number = (name: string | undefined) => {
    const value = Number(text(name) ?? NaN)
    return Number.isNaN(value) ? null : value
  }
  return {
    id,
    task: task.name,
    instrument: text(journal.instrument) ?? '',
    side: text(journal.side),
    quantity: number(journal.quantity),
    entry: number(journal.entry),
    stop: number(journal.stop),
    exit: number(journal.exit),
    rationale: text(journal.rationale),
    values,
    decidedAt: now,
  }
}
