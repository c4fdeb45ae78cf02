/**
 * npm run eval [-- --only NAME]… [--json FILE]: what understanding by rules gets right, without a bus or a model; prints a
 * table, exits with 1 where a figure falls below its committed floor (floors.json).
 *
 * NAME is dates, names, acts, intents, golden, models, red-flags, reconcile, confusion, cards, phones, languages, speed,
 * coach or nonsense. With a provider's key set, models measures the model path on the golden sets beside the rules.
 * --dialogues FILE, --golden FILE --pack NAME, --phones FILE, --languages FILE measure on other files of the same form;
 * --part develop|held-back|all tells which of the dialogues (held-back; all of a file that is given);
 * --show tells each reading that is not as it should be, though never of the held-back part.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { findPacks, goldenLine, loadPack, type Pack } from '@repartee/packs'
import { table, type Figure } from '../bench/figures.ts'
import { ByModel, hasModels } from './by-model.ts'
import { FileProblem, parts, readDialogues, readLines, type Part } from './dialogues.ts'
import { fallen, type Floor } from './floors.ts'
import { follow, type Followed } from './follow.ts'
import { coachFigures, type TellAdvice } from './rows/coach.ts'
import { modelFigures } from './rows/by-model.ts'
import { actFigures, intentFigures, nameFigures, whenFigures, type Tell } from './rows/dialogues.ts'
import {
  goldenFigures,
  readGolden,
  reconcileFigures,
  redFlagFigures,
  type GoldenSet,
  type TellLine,
} from './rows/golden.ts'
import { cardFigures, confusionFigures, type TellPlayed } from './rows/played.ts'
import { nonsenseFigures, speedFigures } from './rows/speed.ts'
import { languageFigures, phoneFigures, type TellTable } from './rows/tables.ts'

const here = (path: string) => join(import.meta.dirname, path)
const { values } = argumentsOf({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'string' },
    dialogues: { type: 'string' },
    part: { type: 'string' },
    golden: { type: 'string' },
    pack: { type: 'string' },
    phones: { type: 'string' },
    languages: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
} as const)

const folders = findPacks(here('../../packs'))
const part = partOf(values.part ?? (values.dialogues === undefined ? 'held-back' : 'all'))
const isShown = values.show && (part === 'develop' || values.dialogues !== undefined)
const tellTurn: Tell = (what, gold, found, { turn, before, understood }) => {
  if (isShown) show(what, gold, found, `${turn.text} ← ${before?.text ?? ''} [${understood.detection.acts.join()}]`)
}
const tellLine: TellLine = (what, gold, found, { id, text }) => values.show && show(what, gold, found, `${id}: ${text}`)
const tellTable: TellTable = (what, found, { expect, text }) => values.show && show(what, expect, found, text)

const tellPlayed: TellPlayed = (name, wrong) => values.show && console.log(`\n${name}\n  ${wrong.join('\n  ')}`)

const tellAdvice: TellAdvice = (what, advice, { text }) => values.show && show(what, true, advice, text)

const dialoguePack = once(() => loadPack(here('pack')))
const turns = once(readTurns)
const sets = once(readSets)
const packs = once(() => new Map([...folders].map(([name, folder]) => [name, loadPack(folder)])))
const rows: Record<string, () => Figure[] | Promise<Figure[]>> = {
  dates: () => whenFigures(turns(), tellTurn),
  names: () => nameFigures(turns(), tellTurn),
  acts: () => actFigures(turns(), tellTurn),
  intents: () => intentFigures(turns(), tellTurn),
  golden: () => sets().flatMap((set) => goldenFigures(set, tellLine)),
  models: async () => (hasModels(process.env) ? withModels() : []),
  'red-flags': () => sets().flatMap((set) => redFlagFigures(set, tellLine)),
  reconcile: () => reconcileFigures(sets(), tellLine),
  confusion: () => confusionFigures(packs(), tellPlayed),
  cards: () => cardFigures([...packs().values()], tellPlayed),
  phones: () => phoneFigures(values.phones ?? here('data/phones.jsonl'), tellTable),
  languages: () => languageFigures(values.languages ?? here('data/languages.jsonl'), tellTable),
  speed: () =>
    speedFigures([...turns().map(({ input }) => ({ input, pack: dialoguePack() })), ...sets().flatMap(turnsOf)]),
  coach: () => coachFigures(here('data/advice.jsonl'), packNamed, tellAdvice),
  nonsense: () => nonsenseFigures([...packs().values()]),
}

const wanted = values.only ?? given() ?? Object.keys(rows)
const unknown = wanted.filter((name) => rows[name] === undefined)
if (unknown.length > 0) stop(`There is no row ${unknown.join(', ')}; there are: ${Object.keys(rows).join(', ')}`)

const figures: Figure[] = []
try {
  for (const name of wanted) figures.push(...((await rows[name]?.()) ?? []))
} catch (error) {
  if (error instanceof FileProblem) stop(error.message)
  throw error
}
console.log(`\n${table(figures)}`)
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`)
// The floors are those of the project's own files.
const floors = given() === null ? (JSON.parse(readFileSync(here('floors.json'), 'utf8')) as Record<string, Floor>) : {}
const below = fallen(figures, floors)
for (const { name, figure } of below) console.error(`below its committed floor: ${name} is ${figure}`)
process.exitCode = below.length > 0 ? 1 : 0

/** The rows of the files that are given; null where none is. */
function given(): string[] | null {
  const named = [
    ...(values.dialogues === undefined ? [] : ['dates', 'names', 'acts', 'intents']),
    ...(values.golden === undefined ? [] : ['golden', 'models', 'red-flags', 'reconcile']),
    ...(values.phones === undefined ? [] : ['phones']),
    ...(values.languages === undefined ? [] : ['languages']),
  ]
  return named.length > 0 ? named : null
}

/** The golden sets once more with the models whose keys are set, beside the rules. */
async function withModels(): Promise<Figure[]> {
  const models = await ByModel.open(process.env, [...packs().values()])
  try {
    return await modelFigures(sets(), models)
  } finally {
    await models.close()
  }
}

function readTurns(): Followed[] {
  const file = values.dialogues ?? here('data/appointment-dialogues.jsonl')
  return readDialogues(file, part).flatMap((dialogue) => follow(dialogue, dialoguePack()))
}

function readSets(): GoldenSet[] {
  if (values.golden === undefined) return [...folders.keys()].map((name) => setOf(packNamed(name)))
  return [setOf(packNamed(values.pack ?? ''), readLines(values.golden, goldenLine))]
}

function setOf(pack: Pack, golden: Pack['golden'] = pack.golden): GoldenSet {
  return { pack, golden, reads: readGolden(pack, golden) }
}

function turnsOf({ pack, reads }: GoldenSet) {
  return reads.map(({ input }) => ({ input, pack }))
}

function packNamed(name: string): Pack {
  const folder = folders.get(basename(name))
  return folder === undefined
    ? stop(`--golden FILE needs --pack, one of: ${[...folders.keys()].join(', ')}`)
    : loadPack(folder)
}

function partOf(name: string): Part {
  return parts.find((known) => known === name) ?? stop(`There is no part ${name}; there are: ${parts.join(', ')}`)
}

function show(what: string, gold: unknown, found: unknown, where: string): void {
  console.log(`${what}: ${String(found)} where ${String(gold)} is right | ${where}`)
}

/** The options, or a sentence that says which one is not known. */
function argumentsOf<Config extends Parameters<typeof parseArgs>[0]>(
  config: Config,
): ReturnType<typeof parseArgs<Config & object>> {
  try {
    return parseArgs(config as Config & object)
  } catch (error) {
    return stop(error instanceof Error ? error.message : 'the options cannot be read')
  }
}

function stop(why: string): never {
  console.error(why)
  process.exit(2)
}

/** Makes a thing when it is first needed. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
