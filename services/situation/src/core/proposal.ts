import type { Choice } from '@repartee/contracts'
import { asksQuestion } from '@repartee/language'
import type { Reading } from './reading.ts'

/** What our last reply put to the contact, besides what waits for a word. */
export interface Proposal {
  /** The slot of which one thing was proposed ("How about Dr Ruiz?"). */
  readonly slot: string | null
  /** The task that we offered to begin. */
  readonly task: string | null
  /** Did we only ask whether we can do anything else? */
  readonly isOfHelp: boolean
}

export function proposalOf({
  turn,
  asked,
  pending,
  pack,
  languages,
}: Pick<Reading, 'turn' | 'asked' | 'pending' | 'pack' | 'languages'>): Proposal {
  const choices = turn.snapshot.replies.at(-1)?.reply.choices ?? []
  const last = turn.snapshot.history.at(-1)
  const isOurs = last !== undefined && last.role !== 'contact'
  if (!isOurs) return { slot: null, task: null, isOfHelp: false }
  const about = (name: string) => choices.filter((choice) => valueOf(choice, name) !== null)
  const slot = pack.slots.find(({ name }) => name === asked && about(name).length === 1)?.name ?? null
  const [task] = about('task').length === 1 ? about('task').map((choice) => valueOf(choice, 'task')) : []
  const isQuestion = /[?？؟]/u.test(last.text) || languages.some((code) => asksQuestion(last.text, code))
  const isOpen = isQuestion && asked === null && pending === null && choices.length === 0
  return { slot, task: task ?? null, isOfHelp: isOpen }
}

const valueOf = ({ id }: Choice, name: string) => new URLSearchParams(id).get(name)

/** Agrees to begin the task that we offered to begin, by a yes or by saying when. */
export function goesAlong({ entries }: Reading, answer: 'yes' | 'no' | null): boolean {
  return answer === 'yes' || (answer === null && entries.length > 0)
}
