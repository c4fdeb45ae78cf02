import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import type { Command, CommandAction, CommandArgument } from '../schema/commands.ts'
import { packPhrases } from '../phrases/pack-phrases.ts'
import { saidIn, type CommandValue } from './said.ts'

/** What a screen is to do. */
export interface ReadCommand {
  readonly action: string
  readonly values: Readonly<Record<string, CommandValue>>
  /** The first argument that the action needs and that nobody gave; null when it can be done. */
  readonly missing: CommandArgument | null
  /** The key of the message that says what the screen does. */
  readonly message: string
}

/** What stood before: the last command of the kind, and the values of slots. */
export interface CommandBefore {
  readonly last: Readonly<Record<string, unknown>> | null
  readonly slots: Readonly<Record<string, string>>
}

/**
 * Reads what a screen is to do out of a text, by rules: the action by its phrases, else the first whose needs are said;
 * each argument out of the words, the last command, or a slot. Null when the words give no action at all.
 */
export function readCommand(
  pack: Pack,
  command: Command,
  text: string,
  language: LanguageCode,
  before: CommandBefore,
): ReadCommand | null {
  const worded = wordedAction(pack, command, text)
  const said = saidIn(pack, command, text, language, worded?.needs ?? [])
  const action = worded ?? saidAction(command, said)
  if (!action) return null
  const values: Record<string, CommandValue> = { ...said }
  for (const argument of command.arguments) {
    const kept = values[argument.name] === undefined ? keptOf(argument, before) : undefined
    if (kept !== undefined) values[argument.name] = kept
  }
  const missing = action.needs.find((name) => values[name] === undefined)
  return {
    action: action.id,
    values,
    missing: command.arguments.find(({ name }) => name === missing) ?? null,
    message: action.message,
  }
}

/** The action that the longest phrase asks for. */
function wordedAction(pack: Pack, command: Command, text: string): CommandAction | undefined {
  const prefix = `${command.name}:`
  const best = packPhrases(pack)
    .commandActions.match(text)
    .find(({ id }) => id.startsWith(prefix))
  return best && command.actions.find(({ id }) => `${prefix}${id}` === best.id)
}

/** "TSLA 4h", "with MACD": the first action without phrases whose needs are all said. */
function saidAction(command: Command, said: Readonly<Record<string, CommandValue>>): CommandAction | undefined {
  const isUnworded = ({ phrases }: CommandAction) => Object.keys(phrases).length === 0
  return command.actions.find((action) => isUnworded(action) && action.needs.every((name) => said[name] !== undefined))
}

function keptOf(argument: CommandArgument, { last, slots }: CommandBefore): CommandValue | undefined {
  if (argument.type === 'number' || !argument.kept) return undefined
  const before = last?.[argument.name]
  if (typeof before === 'string') return before
  return argument.type === 'symbol' ? slots[argument.slot] : undefined
}
