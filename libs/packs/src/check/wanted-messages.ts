import { engineMessages } from '../messages/engine.ts'
import type { Pack } from '../pack.ts'
import type { Task } from '../schema/dialogue.ts'

/** The parameters of what a task says: its slots, its figures, and who we are. */
export function taskParameters({ slots, figures }: Pick<Task, 'slots' | 'figures'>): string[] {
  return ['business', ...slots.map(({ slot }) => slot), ...figures.map(({ name }) => name)]
}

/** Every message that the engine or the pack refers to, with the parameters that it is given. */
export function wantedMessages(pack: Pack): Map<string, readonly string[]> {
  const wanted = new Map<string, readonly string[]>(Object.entries(engineMessages.always))
  const add = (key: string | null | undefined, parameters: readonly string[]): void => {
    if (key && !wanted.has(key)) wanted.set(key, parameters)
  }
  const groups = [
    ...(pack.calendar ? [engineMessages.calendar] : []),
    ...(pack.channels.includes('phone') ? [engineMessages.phone] : []),
    ...(pack.practice ? [engineMessages.practice] : []),
    ...(pack.knowledge.length > 0 ? [engineMessages.knowledge] : []),
    ...(pack.tasks.some(({ tool }) => tool === 'journal.find') ? [engineMessages.journal] : []),
  ]
  for (const group of groups) for (const [key, parameters] of Object.entries(group)) add(key, parameters)
  const everySlot = ['business', ...pack.slots.map(({ name }) => name)]
  for (const slot of pack.slots) {
    add(slot.ask, ['business'])
    add(slot.readBack, ['value'])
  }
  for (const task of pack.tasks) {
    add(task.label, [])
    const parameters = taskParameters(task)
    for (const key of [task.readBack, task.done, task.declined, ...task.problems.map(({ message }) => message)]) {
      add(key, parameters)
    }
  }
  for (const intent of pack.intents) add(intent.answer, everySlot)
  for (const command of pack.commands) {
    for (const argument of command.arguments) add(argument.ask, [])
    for (const { message } of command.actions)
      add(
        message,
        command.arguments.map(({ name }) => name),
      )
  }
  for (const principle of pack.principles) {
    add(principle.opening, [])
    add(principle.answer, ['business'])
    add(principle.offers?.invite, ['business'])
  }
  for (const fact of pack.facts) add(fact.answer, ['business'])
  for (const { say, met } of pack.practice?.objections ?? []) for (const key of [say, met]) add(key, [])
  for (const { about, answers } of pack.practice?.personas ?? [])
    for (const key of [about, ...Object.values(answers)]) add(key, [])
  for (const { label } of pack.practice?.rubric ?? []) add(label, [])
  for (const flag of pack.redFlags.flags) add(flag.message, ['emergency', 'helpline', 'business'])
  for (const check of pack.replyChecks) add(check.message, [])
  add(pack.optOut.done, ['business'])
  add(pack.optOut.undone, ['business'])
  return wanted
}
