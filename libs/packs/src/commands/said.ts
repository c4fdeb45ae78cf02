import { findNumbers, type FoundNumber } from '@repartee/language'
import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import type { PhraseMatch } from '../phrases/table.ts'
import type { Command, CommandArgument } from '../schema/commands.ts'
import { packPhrases } from '../phrases/pack-phrases.ts'
import { findSymbols, type FoundSymbol } from './symbols.ts'

/** A choice with the numbers that belong to it: RSI 14, Bollinger 20 2. */
export interface NumberedChoice {
  readonly id: string
  readonly numbers: readonly number[]
}

export type CommandValue = string | number | readonly string[] | readonly NumberedChoice[]

interface Span {
  readonly start: number
  readonly end: number
}

const overlaps = (a: Span, b: Span) => a.start < b.end && b.start < a.end

/** What of a command's arguments stands in a text; those that the action needs come first for what could be either. */
export function saidIn(
  pack: Pack,
  command: Command,
  text: string,
  language: LanguageCode,
  needs: readonly string[],
): Record<string, CommandValue> {
  const phrases = packPhrases(pack)
  const choices = ofType(command, 'choice').map((argument) => ({
    argument,
    said: ownChoices(`${command.name}:${argument.name}:`, phrases.commandChoices.match(text)),
  }))
  const cues = phrases.commandCues.match(text)
  const isChoice = (span: Span) => choices.some(({ said }) => said.some((choice) => overlaps(choice, span)))
  const symbols = symbolsIn(pack, command, text).filter((symbol) => !isChoice(symbol))
  const numbers = new Numbers(
    text,
    findNumbers(text, language).filter((number) => !isChoice(number) && !symbols.some((one) => overlaps(one, number))),
  )
  const said: Record<string, CommandValue> = { ...symbolValues(command, symbols, cues, text, needs) }
  // A number beside "RSI" is its length, and no price.
  for (const { argument, said: own } of choices) {
    const [first] = own
    if (!first) continue
    if (argument.numbered) said[argument.name] = own.map(({ id, ...span }) => ({ id, numbers: numbers.beside(span) }))
    else said[argument.name] = argument.many ? [...new Set(own.map(({ id }) => id))] : first.id
  }
  for (const { name } of ofType(command, 'number')) {
    const value = numbers.after(cues.filter(({ id }) => id === `${command.name}:${name}`))
    if (value !== undefined) said[name] = value
  }
  return said
}

type OfType<Type extends CommandArgument['type']> = Extract<CommandArgument, { type: Type }>

const ofType = <Type extends CommandArgument['type']>(command: Command, type: Type): OfType<Type>[] =>
  command.arguments.filter((argument): argument is OfType<Type> => argument.type === type)

function symbolsIn(pack: Pack, command: Command, text: string): FoundSymbol[] {
  const names = new Set(ofType(command, 'symbol').map(({ slot }) => slot))
  const slots = pack.slots.filter(({ name }) => names.has(name))
  return slots.flatMap((slot) => findSymbols(pack, slot, text)).toSorted((a, b) => a.start - b.start)
}

function symbolValues(
  command: Command,
  symbols: readonly FoundSymbol[],
  cues: readonly PhraseMatch[],
  text: string,
  needs: readonly string[],
): Record<string, string> {
  const values: Record<string, string> = {}
  const free = [...symbols]
  const isCued = (argument: OfType<'symbol'>, { start }: Span) =>
    cues.some(
      ({ id, end }) =>
        id === `${command.name}:${argument.name}` && end <= start && /^[\s$]*$/u.test(text.slice(end, start)),
    )
  const take = (argument: OfType<'symbol'>, at: number) => {
    const [symbol] = at < 0 ? [] : free.splice(at, 1)
    if (symbol) values[argument.name] = symbol.symbol
  }
  const [plain, cued] = [
    ofType(command, 'symbol').filter((argument) => Object.keys(argument.cues).length === 0),
    ofType(command, 'symbol').filter((argument) => Object.keys(argument.cues).length > 0),
  ]
  // With one code only, "compare with MSFT" names what to compare with, and "switch to MSFT" what to show.
  for (const argument of cued) {
    if (needs.includes(argument.name) || free.length > 1)
      take(
        argument,
        free.findLastIndex((one) => isCued(argument, one)),
      )
  }
  for (const argument of plain) take(argument, 0)
  return values
}

interface OwnChoice extends Span {
  readonly id: string
}

/** The choices of an argument that are said, in their order; of overlapping ones the longest. */
function ownChoices(prefix: string, matches: readonly PhraseMatch[]): OwnChoice[] {
  const own: OwnChoice[] = []
  for (const { id, start, end } of matches) {
    if (!id.startsWith(prefix) || own.some((other) => overlaps(other, { start, end }))) continue
    own.push({ id: id.slice(prefix.length), start, end })
  }
  return own.toSorted((a, b) => a.start - b.start)
}

/** Only spaces and marks, or "of", stand between a name and the number after it; a dash or "day" before it. */
const AFTER = /^[\s(,/:-]*(?:of\s+)?$/u
const BEFORE = /^[\s-]*(?:(?:day|period|bar)[\s-]+)?$/u
/** At most two short words stand between a cue and its number. */
const NEAR = /^[\s:@$€£]*(?:\p{L}{1,6}\s+){0,2}[\s:@$€£]*$/u

/** The numbers of a text, each of which belongs to one thing. */
class Numbers {
  readonly #text: string
  #free: FoundNumber[]

  constructor(text: string, numbers: readonly FoundNumber[]) {
    this.#text = text
    // "4h" holds no number.
    this.#free = numbers.filter(({ end }) => !/^\p{L}/u.test(text.slice(end)))
  }

  /** "RSI 14", "RSI(14)", "Bollinger 20, 2", "50 EMA", "50-day moving average". */
  beside({ start, end }: Span): number[] {
    const after: FoundNumber[] = []
    for (const number of this.#free) {
      const from = after.at(-1)?.end ?? end
      if (number.start >= from && AFTER.test(this.#text.slice(from, number.start))) after.push(number)
    }
    const before = this.#free.findLast((one) => one.end <= start && BEFORE.test(this.#text.slice(one.end, start)))
    const own = after.length > 0 ? after : before ? [before] : []
    this.#free = this.#free.filter((number) => !own.includes(number))
    return own.map(({ value }) => value)
  }

  /** The first number right after one of the cues. */
  after(cues: readonly PhraseMatch[]): number | undefined {
    for (const { end } of cues) {
      const number = this.#free.find(({ start }) => start >= end && NEAR.test(this.#text.slice(end, start)))
      if (!number) continue
      this.#free = this.#free.filter((one) => one !== number)
      return number.value
    }
    return undefined
  }
}
