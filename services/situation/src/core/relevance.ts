import type { Detection, DialogueAct, PendingAction } from '@repartee/contracts'
import { RELEVANT } from './by-model/hint.ts'
import { wantsYesNo } from './answer.ts'
import type { Reading } from './reading.ts'
import { isRefused, type TaskAfter } from './task.ts'

export type Relevance = Detection['pending']

/** Does what waits for the contact's word bear on what they say now? With a confidence and the reason. */
export function relevanceOf(
  reading: Reading,
  after: TaskAfter,
  acts: readonly DialogueAct[],
  isAnswered: boolean,
): Relevance {
  const { pending } = reading
  const judged = pending === null ? ([0, 'nothing waits'] as const) : judge(reading, pending, after, acts, isAnswered)
  const [confidence, reason] = judged
  return { relevant: confidence >= RELEVANT, confidence, reason }
}

function judge(
  reading: Reading,
  pending: PendingAction,
  after: TaskAfter,
  acts: readonly DialogueAct[],
  isAnswered: boolean,
): readonly [number, string] {
  const { choice, turn } = reading
  if (choice && pending.choices.some(({ id }) => id === turn.choice?.id)) return [1, 'took a choice that was offered']
  if (choice?.has('answer')) return [0.9, 'tapped an answer']
  if (isRefused(reading) && pending.kind !== 'confirm_cancel') return [0, 'refused it']
  if (after.givenUp && pending.kind !== 'confirm_cancel') return [0, 'gave it up']
  if (acts.includes('ask_human')) return [0.1, 'asks for a person']
  if (after.competing !== null || after.begins)
    return [pending.kind === 'choose_task' ? 0.9 : 0.2, 'asks for something else']
  if (acts.includes('affirm') || acts.includes('negate')) return [0.95, 'answers it']
  if (acts.includes('select')) return [0.95, 'takes one of the offers']
  if (acts.includes('request_alternatives')) return [0.9, 'asks for other offers']
  if (acts.includes('correct')) return [0.85, 'corrects it']
  const shared = overlap(reading, pending)
  if (isAnswered || acts.includes('request')) return [Math.min(0.55, 0.3 + 0.15 * shared), 'asks about something else']
  if (acts.includes('inform')) return [0.8, 'says more about it']
  return wantsYesNo(pending) ? [0.7, 'an unclear answer'] : [0.4, 'says nothing about it']
}

/** How many of the things that the message names are those that wait. */
function overlap({ services, resources, entries }: Reading, { data, summary }: PendingAction): number {
  const waiting = new Set([...Object.values(data), ...summary.split(/\s+/u)])
  const named = [
    ...services.map(({ id }) => id),
    ...resources.map(({ id }) => id),
    ...entries.map(({ date }) => date ?? ''),
  ]
  return new Set(named.filter((name) => waiting.has(name))).size
}
