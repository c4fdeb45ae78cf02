import type { Reasoning } from '@repartee/contracts'
import type { Context } from './context.ts'
import { say } from './plan.ts'
import type { Plan } from './step.ts'
import { consent, human, media, redFlag } from './urgent.ts'

/** A rung of the degradation ladder. */
export type Level = Reasoning['level']

/** Who answers a turn. What is urgent or a matter of consent never waits for a model, and no model can change it. */
export type Route = { by: 'rules'; why: 'no_model' | 'level' | 'urgent' } | { by: 'model' } | { by: 'transfer' }

export function routeOf(context: Context, level: Level, hasModel: boolean): Route {
  const isUrgent = consent(context) ?? redFlag(context) ?? human(context) ?? media(context)
  if (isUrgent !== null) return { by: 'rules', why: 'urgent' }
  if (level === 'transfer') return { by: 'transfer' }
  // Which of two requests comes first is asked by rule: "one task at a time" is nothing to be talked out of.
  if (context.detection.competingTask !== null) return { by: 'rules', why: 'urgent' }
  if (!hasModel) return { by: 'rules', why: 'no_model' }
  return level === 'rules' ? { by: 'rules', why: 'level' } : { by: 'model' }
}

/** Nobody of ours can answer: a person is called. */
export function transferPlan(context: Context): Plan {
  return say(context, [{ key: 'apology.unavailable' }], { state: 'escalated', escalate: 'level_transfer' }).plan
}
