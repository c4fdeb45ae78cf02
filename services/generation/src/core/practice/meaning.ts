import type { PracticeState } from './state.ts'

/** Topics whose answers tell what hurts. */
const PAINS: ReadonlySet<string> = new Set(['need', 'cost'])

/** What the customer's words mean, as an intent of the pack: that is what the coach advises the trainee on. */
export function meaningOf(before: PracticeState, after: PracticeState): string {
  if (after.stage === 'won') return 'closing_signal'
  if (after.stage === 'lost') return 'not_interested'
  if (after.open !== null) return `objection_${after.open.objection}`
  const told = after.asked.filter((topic) => !before.asked.includes(topic))
  if (told.some((topic) => PAINS.has(topic))) return 'tells_pain'
  return before.turns === 0 && told.length === 0 ? 'greeting' : 'inform'
}
