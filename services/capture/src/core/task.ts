import type { TurnReceived } from '@repartee/contracts'
import { packPhrases, triggeredIntents, type Pack, type Task } from '@repartee/packs'
import { parameters } from './choice.ts'

export interface MeantTask {
  readonly task: Task | null
  /** The words that start it; null when it was under way. */
  readonly quote: string | null
}

/** The task that a turn works on: the one that was chosen, the one under way, or the one that its words evidently start. */
export function meantTask({ choice, snapshot, text }: TurnReceived, pack: Pack): MeantTask {
  const named = (name: string | null | undefined) => pack.tasks.find((task) => task.name === name) ?? null
  const chosen = choice ? named(parameters(choice.id).get('task')) : null
  if (chosen) return { task: chosen, quote: choice?.title ?? null }
  const open = named(snapshot.task)
  if (open) return { task: open, quote: null }
  const triggered = triggeredIntents(pack, text)
  for (const { id, quote } of triggered) {
    const task = named(pack.intents.find(({ name }) => name === id)?.task)
    if (task) return { task, quote }
  }
  // Naming a service starts a booking, if no question is asked about it.
  const [service] = triggered.some(({ id }) => asks(pack, id)) ? [] : packPhrases(pack).services.match(text)
  const book = pack.tasks.find(({ kind }) => kind === 'book')
  return service && book ? { task: book, quote: service.quote } : { task: null, quote: null }
}

const asks = (pack: Pack, id: string) => pack.intents.find(({ name }) => name === id)?.acknowledgement === 'question'
