import type { Pack } from '../pack.ts'
import type { Names, Phrases } from '../schema/text.ts'
import { PhraseTable } from './table.ts'

/** The phrases of a pack, ready to be looked for. The `except` tables hold what speaks against the table before. */
export interface PackPhrases {
  intents: PhraseTable
  intentsExcept: PhraseTable
  facts: PhraseTable
  situations: PhraseTable
  redFlags: PhraseTable
  redFlagsExcept: PhraseTable
  negations: PhraseTable
  /** Names and synonyms, by the key of the service or resource. */
  services: PhraseTable
  resources: PhraseTable
  /** Cues of slots, by the slot's name. */
  cues: PhraseTable
  /** Names of the choices, by `<slot>:<choice>`. */
  choices: PhraseTable
  /** Words that look like a code and are none, by the slot's name. */
  slotExcepts: PhraseTable
  /** What asks for an action, by `<command>:<action>`. */
  commandActions: PhraseTable
  /** Names of the choices of arguments, by `<command>:<argument>:<choice>`. */
  commandChoices: PhraseTable
  /** Cues of arguments, by `<command>:<argument>`. */
  commandCues: PhraseTable
  /** What a reply may not or must say, by the name of the check. */
  replyChecks: PhraseTable
  /** What a trainee asks and does, by the id of the topic or move. */
  practiceTopics: PhraseTable
  practiceMoves: PhraseTable
}

function phrasesOf(names: Names): Phrases {
  return Object.fromEntries(
    Object.entries(names).map(([language, spoken]) => [language, [spoken.name, ...spoken.synonyms]]),
  )
}

function build(pack: Pack): PackPhrases {
  const named = (list: readonly { key: string; names: Names }[]) =>
    new PhraseTable(list.map(({ key, names }) => ({ id: key, phrases: phrasesOf(names) })))
  return {
    intents: new PhraseTable(pack.intents.map(({ name, triggers }) => ({ id: name, phrases: triggers }))),
    intentsExcept: new PhraseTable(pack.intents.map(({ name, except }) => ({ id: name, phrases: except }))),
    facts: new PhraseTable(pack.facts.map(({ id, triggers }) => ({ id, phrases: triggers }))),
    situations: new PhraseTable(pack.situations.map(({ name, when }) => ({ id: name, phrases: when.phrases ?? {} }))),
    redFlags: new PhraseTable(pack.redFlags.flags),
    redFlagsExcept: new PhraseTable(pack.redFlags.flags.map(({ id, except }) => ({ id, phrases: except }))),
    negations: new PhraseTable([{ id: 'negation', phrases: pack.redFlags.negations }]),
    services: named(pack.calendar?.services ?? []),
    resources: named(pack.calendar?.resources ?? []),
    cues: new PhraseTable(pack.slots.map(({ name, cues }) => ({ id: name, phrases: cues }))),
    practiceTopics: new PhraseTable(pack.practice?.topics ?? []),
    practiceMoves: new PhraseTable(pack.practice?.moves ?? []),
    replyChecks: new PhraseTable(pack.replyChecks.map(({ name, phrases }) => ({ id: name, phrases }))),
    choices: new PhraseTable(
      pack.slots.flatMap(({ name, choices }) =>
        choices.map((choice) => ({ id: `${name}:${choice.id}`, phrases: phrasesOf(choice.names) })),
      ),
    ),
    slotExcepts: new PhraseTable(pack.slots.map(({ name, except }) => ({ id: name, phrases: except }))),
    ...ofCommands(pack),
  }
}

function ofCommands({ commands }: Pack): Pick<PackPhrases, 'commandActions' | 'commandChoices' | 'commandCues'> {
  const every = commands.flatMap((command) =>
    command.arguments.map((argument) => ({ id: `${command.name}:${argument.name}`, argument })),
  )
  return {
    commandActions: new PhraseTable(
      commands.flatMap(({ name, actions }) => actions.map(({ id, phrases }) => ({ id: `${name}:${id}`, phrases }))),
    ),
    commandChoices: new PhraseTable(
      every.flatMap(({ id, argument }) =>
        argument.type === 'choice'
          ? argument.choices.map((choice) => ({ id: `${id}:${choice.id}`, phrases: phrasesOf(choice.names) }))
          : [],
      ),
    ),
    commandCues: new PhraseTable(
      every.flatMap(({ id, argument }) => (argument.type === 'choice' ? [] : [{ id, phrases: argument.cues }])),
    ),
  }
}

const built = new WeakMap<Pack, PackPhrases>()

/** The phrases of a pack; built at the first call. */
export function packPhrases(pack: Pack): PackPhrases {
  const known = built.get(pack)
  if (known) return known
  const phrases = build(pack)
  built.set(pack, phrases)
  return phrases
}
