import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { language, type LanguageCode } from '@repartee/contracts'
import { orExtended, otherName, over, readBase, readDeclaration, withoutRepetition } from './declaration.ts'
import { Files } from './files.ts'
import { crossProblems } from './check/cross.ts'
import { wantedMessages } from './check/wanted-messages.ts'
import { readExamples } from './examples.ts'
import { passagesOf, type Passage } from './knowledge/passages.ts'
import { flattenMessages } from './messages/catalogue.ts'
import type { Catalogue, Pack } from './pack.ts'
import { PackError, suggest, type Problem } from './problems.ts'
import { packDeclaration } from './schema/pack.ts'
import { shapeProblems, type Reading } from './shape.ts'

function missingFile(file: string, right: string): Problem {
  return { file, line: 1, column: 1, path: '', wrong: 'this file is missing', right }
}

type Messages = { messages: Pack['messages']; sources: Reading['messageSources'] }

function readMessages(files: Files): Messages {
  const messages: Partial<Record<LanguageCode, Catalogue>> = {}
  const sources: Reading['messageSources'] = {}
  for (const name of files.names('messages', '.yaml')) {
    const file = `messages/${name}`
    const code = language.safeParse(name.replace('.yaml', ''))
    if (!code.success) {
      const right = suggest(
        name,
        language.options.map((option) => `${option}.yaml`),
      )
      files.problems.push({ file, line: 1, column: 1, path: '', wrong: 'this is not named after a language', right })
      continue
    }
    const source = files.yaml(file)
    if (!source) continue
    const { catalogue, problems } = flattenMessages(source)
    files.problems.push(...problems)
    messages[code.data] = catalogue
    sources[code.data] = source
  }
  return { messages, sources }
}

/** The pack's own messages, and those of what it extends that it needs and does not have. */
function withBaseMessages(pack: Pack, own: Messages, base: Messages): Messages {
  const wanted = wantedMessages(pack)
  const messages = { ...own.messages }
  for (const code of pack.languages) {
    const common = Object.entries(base.messages[code] ?? {})
    const isNeeded = (key: string) => wanted.has(key.replace(/^spoken\./u, ''))
    messages[code] = { ...Object.fromEntries(common.filter(([key]) => isNeeded(key))), ...own.messages[code] }
  }
  return { messages, sources: { ...base.sources, ...own.sources } }
}

function readKnowledge(files: Files): Passage[] {
  return language.options.flatMap((code) =>
    files.names(`knowledge/${code}`, '.md').flatMap((name) => {
      const text = files.text(`knowledge/${code}/${name}`) ?? ''
      return passagesOf(name.replace('.md', ''), code, text)
    }),
  )
}

/** Reads a pack's folder; every mistake that can be found is in `problems`, and `pack` is null when there are any. */
export function readPack(folder: string): { pack: Pack | null; problems: Problem[] } {
  const files = new Files(folder)
  if (!existsSync(join(folder, 'pack.yaml'))) {
    return { pack: null, problems: [missingFile('pack.yaml', 'a pack is a folder with a pack.yaml in it')] }
  }
  const declared = readDeclaration(files)
  const base = readBase(files, declared)
  const common = base && readDeclaration(base)
  const declaration = declared && common ? over(declared, common) : declared
  const own = readMessages(files)
  const prompts = { ...(base && readPrompts(base)), ...readPrompts(files) }
  const knowledge = readKnowledge(files)
  const examples = readExamples({
    golden: files.text('golden.jsonl'),
    scenarios: files.names('scenarios', '.yaml').flatMap((name) => files.yaml(`scenarios/${name}`) ?? []),
  })
  const problems = [...files.problems, ...examples.problems]
  // What follows from a file that cannot be read, or from what is not extended, is no mistake of its own.
  if (!declaration || files.problems.length > 0) return { pack: null, problems }
  const parsed = packDeclaration.safeParse(declaration.data)
  if (!parsed.success) {
    return {
      pack: null,
      problems: [
        ...problems,
        ...shapeProblems(parsed.error.issues, { ...declaration, schema: packDeclaration }).map((problem) =>
          orExtended(problem, declaration),
        ),
      ],
    }
  }
  const { golden, scenarios, goldenLines, scenarioSources } = examples
  const alone: Pack = {
    ...parsed.data,
    folder,
    version: '',
    messages: own.messages,
    prompts,
    knowledge,
    golden,
    scenarios,
  }
  const { messages, sources } = base ? withBaseMessages(alone, own, readMessages(base)) : own
  const pack: Pack = { ...alone, messages, version: files.version(base?.version()) }
  if (pack.name !== basename(folder)) problems.push(otherName(pack, declaration))
  const found = crossProblems(pack, {
    places: declaration.places,
    messageSources: sources,
    goldenLines,
    scenarioSources,
  })
  problems.push(...(pack.extends === undefined ? found : withoutRepetition(found, declaration)))
  return { pack: problems.length === 0 ? pack : null, problems }
}

function readPrompts(files: Files): Record<string, string> {
  return Object.fromEntries(
    files.names('prompts', '.md').map((name) => [name.replace('.md', ''), files.text(`prompts/${name}`) ?? '']),
  )
}

/** Reads and checks a pack. Throws a `PackError` that lists every problem with its file and line. */
export function loadPack(folder: string): Pack {
  const { pack, problems } = readPack(folder)
  if (!pack) throw new PackError(folder, problems)
  return pack
}

/** Every problem of a pack; none means that it can be used. */
export function checkPack(folder: string): Problem[] {
  return readPack(folder).problems
}

/** The folders below `root` that hold a pack, by the pack's name. */
export function findPacks(root: string): Map<string, string> {
  const folders = new Map<string, string>()
  if (!existsSync(root)) return folders
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && existsSync(join(root, entry.name, 'pack.yaml'))) {
      folders.set(entry.name, join(root, entry.name))
    }
  }
  return folders
}
