import type { Context } from './context.ts'

/** Slots that a cached answer may never hold, and never depends on. */
const PERSONAL = new Set(['name', 'phone', 'email', 'address', 'named', 'text'])
/** "And on Sundays?" means something only after what was said before. */
const SHORTEST_QUESTION_WORDS = 3
const MOST_FRUSTRATION = 1

/** Inside what an answer is good for everybody who asks. */
export interface AnswerPartition {
  readonly tenant: string
  readonly packVersion: string
  readonly language: string
  readonly state: string
  readonly slots: Readonly<Record<string, string>>
}

/**
 * The partition of a turn whose answer depends on nothing else: a question that facts of the pack answer, while nothing
 * is under way and nothing waits. Null when the answer may depend on more: then it is never cached.
 */
export function partitionOf(context: Context): AnswerPartition | null {
  const { pack, turn, detection, slots, principle } = context
  const { snapshot } = turn
  const isUnderWay = snapshot.task !== null || snapshot.pending !== null || snapshot.state === 'escalated'
  const task = pack.tasks.find(({ name }) => name === detection.task)
  // What is remembered of a contact may be in the answer.
  if ((turn.memory ?? []).length > 0) return null
  if (isUnderWay || (task !== undefined && task.kind !== 'inquire')) return null
  if (detection.facts.length === 0 || !detection.acts.includes('request')) return null
  if (detection.acts.some((act) => act === 'affirm' || act === 'negate' || act === 'follow_up')) return null
  if (detection.frustration > MOST_FRUSTRATION || turn.text.trim().split(/\s+/u).length < SHORTEST_QUESTION_WORDS) {
    return null
  }
  const relevant = Object.entries(slots).filter(([name]) => !isPersonal(context, name))
  return {
    tenant: turn.tenant,
    packVersion: pack.version,
    language: detection.language.code,
    state: [detection.state, principle, turn.address.channel === 'phone' ? 'spoken' : 'written'].join(':'),
    slots: {
      ...Object.fromEntries(relevant.map(([name, { value }]) => [name, value])),
      facts: detection.facts.map(({ id }) => id).join(),
    },
  }
}

/** May these words be said to somebody else? Not when they hold what only this contact told. */
export function isForEverybody(context: Context, text: string): boolean {
  const said = text.toLowerCase()
  return Object.entries(context.slots)
    .filter(([name]) => isPersonal(context, name))
    .every(([, { value }]) =>
      value.split(/\s+/u).every((word) => word.length < 3 || !said.includes(word.toLowerCase())),
    )
}

function isPersonal({ pack }: Context, name: string): boolean {
  const type = pack.slots.find((slot) => slot.name === name)?.type
  return type === undefined || PERSONAL.has(type)
}
