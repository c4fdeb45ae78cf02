import type { Reasoning } from '@repartee/contracts'
import { taskNamed, type Context } from './context.ts'
import { decideMatter } from './decide.ts'
import { COMMAND_QUESTION } from './command.ts'
import { say } from './plan.ts'
import type { Plan } from './step.ts'
import { consent, human, media, redFlag } from './urgent.ts'

/** A rung of the degradation ladder. */
export type Level = Reasoning['level']

/** Who answers a turn. What is urgent or a matter of consent never waits for a model, and no model can change it. */
export type Route =
  | { by: 'rules'; why: 'no_model' | 'level' | 'urgent' | 'exact' }
  | { by: 'model' }
  | { by: 'transfer' }

export function routeOf(context: Context, level: Level, hasModel: boolean): Route {
  const isUrgent = consent(context) ?? redFlag(context) ?? human(context) ?? media(context)
  if (isUrgent !== null) return { by: 'rules', why: 'urgent' }
  if (level === 'transfer') return { by: 'transfer' }
  // Which of two requests comes first is asked by rule: "one task at a time" is nothing to be talked out of.
  if (context.detection.competingTask !== null) return { by: 'rules', why: 'urgent' }
  if (!hasModel) return { by: 'rules', why: 'no_model' }
  if (isExact(context)) return { by: 'rules', why: 'exact' }
  return level === 'rules' ? { by: 'rules', why: 'level' } : { by: 'model' }
}

/** What was counted, what goes into the journal or comes out of it, and what a screen is to do is said as it is. */
function isExact(context: Context): boolean {
  const { pack, detection, turn } = context
  const task = taskNamed(pack, detection.task)
  const mayBe =
    task?.kind === 'collect' || task?.tool === 'journal.find' || turn.snapshot.pending?.kind === 'confirm_task'
  if (!mayBe && pack.commands.length === 0) return false
  const draft = decideMatter(context, [])
  if (draft.do === 'ask') return draft.tool === 'journal.find'
  const { decision, pending, sidecar } = draft.plan
  const isReadBack = pending?.kind === 'confirm_task' && pending.turn === turn.turn
  return decision !== null || isReadBack || sidecar.some(({ kind }) => isScreen(pack, kind) || kind === 'figures')
}

const isScreen = ({ commands }: Context['pack'], kind: string) =>
  kind === COMMAND_QUESTION || commands.some(({ sidecar }) => sidecar === kind)

/** Nobody of ours can answer: a person is called. */
export function transferPlan(context: Context): Plan {
  return say(context, [{ key: 'apology.unavailable' }], { state: 'escalated', escalate: 'level_transfer' }).plan
}
