import type { SlotValues } from '@repartee/contracts'
import { readable } from '@repartee/language'
import { packPhrases, triggeredIntents, type Pack, type Task } from '@repartee/packs'
import { parameters } from './choice.ts'
import type { TurnHeard } from './hear.ts'

export interface MeantTask {
  readonly task: Task | null
  /** The words that start it; null when it was under way. */
  readonly quote: string | null
}

/** The task that a turn works on: the one that was chosen, the one under way, or the one that its words evidently start. */
export function meantTask({ turn, pack, languages }: TurnHeard): MeantTask {
  const { choice, snapshot } = turn
  const text = readable(turn.text)
  const named = (name: string | null | undefined) => pack.tasks.find((task) => task.name === name) ?? null
  const chosen = choice ? named(parameters(choice.id).get('task')) : null
  if (chosen) return { task: chosen, quote: choice?.title ?? null }
  const open = named(snapshot.task)
  if (open) return { task: open, quote: null }
  const triggered = triggeredIntents(pack, text, languages)
  for (const { id, quote } of triggered) {
    const task = named(pack.intents.find(({ name }) => name === id)?.task)
    if (task) return { task, quote }
  }
  const asks = triggered.some(({ id }) => isQuestion(pack, id))
  const service = asks
    ? undefined
    : packPhrases(pack)
        .services.match(text)
        .find(({ language }) => languages.includes(language))
  return service ? { task: bookingTask(pack), quote: service.quote } : { task: null, quote: null }
}

/** Naming a service starts a booking, also when it was recognised in spite of a typo. */
export function taskOfFindings(meant: MeantTask, pack: Pack, slots: SlotValues): MeantTask {
  const service = pack.slots.find(({ type }) => type === 'service')?.name
  const isTimed = pack.slots.some(({ name, type }) => (type === 'date' || type === 'time') && name in slots)
  if (meant.task !== null || service === undefined || !isTimed) return meant
  const quote = slots[service]?.quote
  return quote === undefined ? meant : { task: bookingTask(pack), quote }
}

const bookingTask = (pack: Pack) => pack.tasks.find(({ kind }) => kind === 'book') ?? null
const isQuestion = (pack: Pack, id: string) =>
  pack.intents.find(({ name }) => name === id)?.acknowledgement === 'question'
