import type { Context } from './context.ts'
import type { Part, Plan, Say } from './step.ts'

/** Says these parts and leaves everything else as the turn found it, but for what `change` names. */
export function say(context: Context, parts: readonly Part[], change: Partial<Plan> = {}): Say {
  const { snapshot } = context.turn
  return {
    do: 'say',
    plan: {
      parts,
      choices: change.pending?.choices ?? [],
      state: snapshot.state,
      task: snapshot.task,
      pending: null,
      slots: context.slots,
      escalate: null,
      decision: null,
      hasUnansweredQuestion: false,
      sidecar: [],
      ...change,
    },
  }
}

/** The same plan with something said before it. */
export function saidFirst(parts: readonly Part[], { plan }: Say): Say {
  return { do: 'say', plan: { ...plan, parts: [...parts, ...plan.parts] } }
}
