import type { Task } from '@repartee/packs'
import type { Context } from './context.ts'
import { say } from './plan.ts'
import type { Part, Plan, Say } from './step.ts'

/** The slots that the task still needs, in the pack's order. */
export function missingOf(context: Pick<Context, 'slots'>, task: Task): string[] {
  return task.slots.filter(({ slot, optional }) => !optional && !(slot in context.slots)).map(({ slot }) => slot)
}

/** The message that asks for a slot; in other words when it was asked before. */
export function question(context: Context, slot: string): Part {
  const key = context.pack.slots.find(({ name }) => name === slot)?.ask ?? 'not_understood'
  const asked = context.turn.snapshot.replies.filter(({ reply }) =>
    reply.sidecar.some(({ kind, data }) => kind === 'question' && data['slot'] === slot),
  )
  return { key, variant: asked.length }
}

/** Asks for one slot of a task. */
export function askFor(context: Context, task: Task, slot: string, change: Partial<Plan> = {}): Say {
  return say(context, [question(context, slot)], {
    task: task.name,
    state: task.state,
    sidecar: [{ kind: 'question', data: { slot } }],
    ...change,
  })
}
