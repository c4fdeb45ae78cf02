import { formatNumber } from '@repartee/language'
import {
  languageOf,
  readCommand,
  type Command,
  type CommandArgument,
  type CommandValue,
  type MessageParameters,
  type NumberedChoice,
  type ReadCommand,
} from '@repartee/packs'
import { taskNamed, type Context } from './context.ts'
import { missingOf, question } from './missing.ts'
import { say } from './plan.ts'
import type { Plan, Say } from './step.ts'
import { NONE } from './values.ts'

/** A command that lacked something, as it is kept beside the question for it. */
export const COMMAND_QUESTION = 'command_question'

/**
 * Something that a screen is to do goes its own way, whoever answers otherwise: read by rules, said in one sentence, and
 * carried in the sidecar. What was under way stays so. Null when the words are no command.
 */
export function command(context: Context): Say | null {
  const found = commandOf(context)
  if (found === null) return null
  const { declared, read, text } = found
  const { snapshot } = context.turn
  const kept = { pending: snapshot.pending, choices: [], slots: snapshot.slots }
  if (read.missing) {
    const sidecar = [{ kind: COMMAND_QUESTION, data: { command: declared.name, text } }]
    return say(context, [{ key: read.missing.ask }], { ...kept, sidecar })
  }
  const done = { key: read.message, params: parametersOf(context, declared, read) }
  const open = openQuestion(context)
  return say(context, [done, ...open.parts], {
    ...kept,
    sidecar: [{ kind: declared.sidecar, data: { action: read.action, ...read.values } }, ...open.sidecar],
  })
}

function commandOf(context: Context): { declared: Command; read: ReadCommand; text: string } | null {
  const { pack, detection, turn } = context
  const intent = pack.intents.find(({ name }) => name === detection.intent.name)
  const declared = pack.commands.find(({ name }) => name === intent?.command)
  if (declared) {
    const read = readFrom(context, declared, turn.text)
    return read && { declared, read, text: turn.text }
  }
  return answeredCommand(context)
}

/** The answer to what we asked of a command: "add an average" – "EMA 50". */
function answeredCommand(context: Context): { declared: Command; read: ReadCommand; text: string } | null {
  const { pack, turn } = context
  const asked = turn.snapshot.replies.at(-1)?.reply.sidecar.find(({ kind }) => kind === COMMAND_QUESTION)
  const declared = pack.commands.find(({ name }) => name === asked?.data['command'])
  const before = asked?.data['text']
  if (declared === undefined || typeof before !== 'string') return null
  const text = `${before} ${turn.text}`
  const read = readFrom(context, declared, text)
  return read?.missing === null ? { declared, read, text } : null
}

function readFrom({ pack, detection, turn }: Context, declared: Command, text: string): ReadCommand | null {
  const replies = turn.snapshot.replies.map(({ reply }) => reply.sidecar)
  const last = replies.flat().findLast(({ kind }) => kind === declared.sidecar)?.data ?? null
  const slots = Object.fromEntries(Object.entries(turn.snapshot.slots).map(([name, { value }]) => [name, value]))
  return readCommand(pack, declared, text, detection.language.code, { last, slots })
}

function parametersOf(context: Context, declared: Command, { values }: ReadCommand): MessageParameters {
  return Object.fromEntries(
    declared.arguments.map((argument) => {
      const value = values[argument.name]
      return [argument.name, value === undefined ? NONE : words(context, argument, value)]
    }),
  )
}

function words({ pack, detection }: Context, argument: CommandArgument, value: CommandValue): string {
  const language = detection.language.code
  if (typeof value === 'number') return formatNumber(value, language)
  const named = (id: string) => {
    const choices = argument.type === 'choice' ? argument.choices : []
    return choices.find((choice) => choice.id === id)?.names[languageOf(pack, language)]?.name ?? id
  }
  if (typeof value === 'string') return named(value)
  const each = value.map((one: string | NumberedChoice) =>
    typeof one === 'string' ? named(one) : [named(one.id), one.numbers.join(', ')].filter(Boolean).join(' '),
  )
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(each)
}

/** What was being asked before is asked again, so that nothing of ours stays open unsaid. */
function openQuestion(context: Context): Pick<Plan, 'parts' | 'sidecar'> {
  const { snapshot } = context.turn
  const task = taskNamed(context.pack, snapshot.task)
  const [slot] = task && snapshot.pending === null ? missingOf({ slots: snapshot.slots }, task) : []
  const wasAsked = snapshot.replies
    .at(-1)
    ?.reply.sidecar.some(({ kind }) => kind === 'question' || kind === COMMAND_QUESTION)
  if (slot === undefined || wasAsked !== true) return { parts: [], sidecar: [] }
  return { parts: [question(context, slot)], sidecar: [{ kind: 'question', data: { slot } }] }
}
