import { findNumbers } from '@repartee/language'
import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import type { Command, CommandAction, CommandArgument } from '../schema/commands.ts'
import { packPhrases } from '../phrases/pack-phrases.ts'
import { findSymbols } from './symbols.ts'

/** A choice with the numbers that belong to it: RSI 14, Bollinger 20 2. */
export interface NumberedChoice {
  readonly id: string
  readonly numbers: readonly number[]
}

export type CommandValue = string | number | readonly string[] | readonly NumberedChoice[]

/** What a screen is to do. */
export interface ReadCommand {
  readonly action: string
  readonly values: Readonly<Record<string, CommandValue>>
  /** The first argument that the action needs and that nobody gave; null when it can be done. */
  readonly missing: CommandArgument | null
  readonly message: string
}

/** What stood before: the last command of the kind, and the values of slots. */
export interface CommandBefore {
  readonly last: Readonly<Record<string, unknown>> | null
  readonly slots: Readonly<Record<string, string>>
}

interface Span {
  start: number
  end: number
}

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end

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
  const said = saidIn(pack, command, text, language)
  const action = actionOf(pack, command, text, said)
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

type Said = Record<string, CommandValue>

function actionOf(pack: Pack, command: Command, text: string, said: Said): CommandAction | undefined {
  const [best] = packPhrases(pack)
    .commandActions.match(text)
    .filter(({ id }) => id.startsWith(`${command.name}:`))
  if (best) return command.actions.find(({ id }) => `${command.name}:${id}` === best.id)
  return command.actions.find(
    ({ phrases, needs }) =>
      needs.length > 0 && Object.keys(phrases).length === 0 && needs.every((name) => said[name] !== undefined),
  )
}

function saidIn(pack: Pack, command: Command, text: string, language: LanguageCode): Said {
  const said: Said = {}
  const matches = packPhrases(pack).commandChoices.match(text)
  const choices = command.arguments.flatMap((argument) =>
    argument.type === 'choice' ? ownChoices(command, argument.name, matches) : [],
  )
  const symbols = command.arguments.flatMap((argument) => {
    const slot = argument.type === 'symbol' ? pack.slots.find(({ name }) => name === argument.slot) : undefined
    return slot ? findSymbols(pack, slot, text).map((symbol) => ({ ...symbol, argument: argument.name })) : []
  })
  const free = symbols.filter((symbol) => !choices.some((choice) => overlaps(choice, symbol)))
  const taken: Span[] = [...choices, ...free]
  const numbers = findNumbers(text, language).filter(
    (number) => !taken.some((span) => overlaps(span, number)) && !/^\p{L}/u.test(text.slice(number.end)),
  )
  const cued = command.arguments.filter((argument) => argument.type === 'number')
  for (const { name } of cued) {
    const cue = packPhrases(pack)
      .commandCues.match(text)
      .find(({ id }) => id === `${command.name}:${name}`)
    const at = cue && numbers.findIndex(({ start }) => start >= cue.end && isNear(text.slice(cue.end, start)))
    if (at === undefined || at < 0) continue
    said[name] = numbers[at]?.value ?? 0
    numbers.splice(at, 1)
  }
  for (const argument of command.arguments) {
    if (argument.type === 'symbol') {
      const own = free.find((symbol) => symbol.argument === argument.name)
      if (own) said[argument.name] = own.symbol
    }
    if (argument.type !== 'choice') continue
    const own = choices.filter((choice) => choice.argument === argument.name)
    const [first] = own
    if (!first) continue
    if (argument.numbered) said[argument.name] = own.map((choice) => numbered(text, choice, numbers))
    else said[argument.name] = argument.many ? [...new Set(own.map(({ id }) => id))] : first.id
  }
  return said
}

interface OwnChoice extends Span {
  argument: string
  id: string
}

/** The choices of an argument that are said, in their order; of overlapping ones the longest. */
function ownChoices(command: Command, argument: string, matches: readonly (Span & { id: string })[]): OwnChoice[] {
  const prefix = `${command.name}:${argument}:`
  const own: OwnChoice[] = []
  for (const { id, start, end } of matches) {
    if (!id.startsWith(prefix) || own.some((other) => overlaps(other, { start, end }))) continue
    own.push({ argument, id: id.slice(prefix.length), start, end })
  }
  return own.toSorted((a, b) => a.start - b.start)
}

/** "RSI 14", "RSI(14)", "Bollinger 20, 2", "50 EMA", "50-day moving average". */
function numbered(
  text: string,
  { id, start, end }: OwnChoice,
  numbers: readonly (Span & { value: number })[],
): NumberedChoice {
  const after: number[] = []
  let from = end
  for (const number of numbers) {
    if (number.start < from || !/^[\s(,/:of-]*$/u.test(text.slice(from, number.start))) continue
    after.push(number.value)
    from = number.end
  }
  if (after.length > 0) return { id, numbers: after }
  const before = numbers.findLast(
    (number) => number.end <= start && /^[\s-]*(?:day|period|bar)?[\s-]*$/u.test(text.slice(number.end, start)),
  )
  return { id, numbers: before ? [before.value] : [] }
}

/** At most two short words stand between a cue and its number. */
const isNear = (between: string) => /^[\s:@$€£]*(?:\p{L}{1,6}\s+){0,2}[\s:@$€£]*$/u.test(between)

function keptOf(argument: CommandArgument, { last, slots }: CommandBefore): CommandValue | undefined {
  const before = last?.[argument.name]
  if (argument.type === 'symbol') return typeof before === 'string' ? before : slots[argument.slot]
  if (argument.type !== 'choice' || !argument.kept) return undefined
  return typeof before === 'string' ? before : undefined
}
