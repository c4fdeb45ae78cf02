import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { language, type LanguageCode } from '@repartee/contracts'
import { baseFolder } from './bases.ts'
import { crossProblems } from './check/cross.ts'
import { wantedMessages } from './check/wanted-messages.ts'
import { readExamples } from './examples.ts'
import { passagesOf, type Passage } from './knowledge/passages.ts'
import { flattenMessages } from './messages/catalogue.ts'
import type { Catalogue, Pack } from './pack.ts'
import { PackError, suggest, type Problem } from './problems.ts'
import { packDeclaration, sectionFiles } from './schema/pack.ts'
import { shapeProblems, type Places, type Reading } from './shape.ts'
import { readSource, type Source } from './source.ts'

class Files {
  readonly #folder: string
  readonly #hash = createHash('sha256')
  readonly problems: Problem[] = []

  constructor(folder: string) {
    this.#folder = folder
  }

  names(subfolder: string, extension: string): string[] {
    const path = join(this.#folder, subfolder)
    if (!existsSync(path)) return []
    return readdirSync(path)
      .filter((name) => name.endsWith(extension))
      .toSorted()
  }

  text(file: string): string | null {
    const path = join(this.#folder, file)
    if (!existsSync(path)) return null
    const text = readFileSync(path, 'utf8')
    this.#hash.update(`${file}\n${text.length}\n${text}`)
    return text
  }

  yaml(file: string): Source | null {
    const text = this.text(file)
    if (text === null) return null
    const { source, problems } = readSource(file, text)
    this.problems.push(...problems)
    return problems.length === 0 ? source : null
  }

  /** Hash of all that was read so far; with that of what it extends. */
  version(base = ''): string {
    return this.#hash.copy().update(base).digest('hex').slice(0, 16)
  }
}

function missingFile(file: string, right: string): Problem {
  return { file, line: 1, column: 1, path: '', wrong: 'this file is missing', right }
}

interface Declaration {
  data: Record<string, unknown>
  places: Places
}

function readDeclaration(files: Files): Declaration | null {
  const main = files.yaml('pack.yaml')
  const sections = new Map<string, Source>()
  for (const [section, file] of Object.entries(sectionFiles)) {
    const source = files.yaml(file)
    if (source) sections.set(section, source)
  }
  if (!main) return null
  if (typeof main.value !== 'object' || main.value === null) {
    files.problems.push({
      ...main.at([]),
      path: '',
      wrong: 'this file holds no sections',
      right: 'begin with name: and the name of the folder',
    })
    return null
  }
  const data = { ...(main.value as Record<string, unknown>) }
  for (const [section, source] of sections) {
    if (section in data) {
      files.problems.push({
        ...main.atKey([section]),
        path: section,
        wrong: `${section} stands here and in ${source.file}`,
        right: 'keep one of the two',
      })
    }
    data[section] = source.value
  }
  const find = (how: 'at' | 'atKey') => (path: readonly PropertyKey[]) => {
    const source = sections.get(String(path[0]))
    return source ? source[how](path.slice(1)) : main[how](path)
  }
  return { data, places: { at: find('at'), atKey: find('atKey') } }
}

/** What the pack extends; null where it extends nothing, or nothing that there is. */
function readBase(files: Files, declaration: Declaration | null): Files | null {
  const name = declaration?.data['extends']
  if (declaration === null || name === undefined) return null
  const found = baseFolder(String(name))
  if ('folder' in found) return new Files(found.folder)
  const wrong = `there is nothing called ${String(name)} that a pack can extend`
  files.problems.push({ ...declaration.places.at(['extends']), path: 'extends', wrong, right: found.right })
  return null
}

/** The pack's own sections over those of what it extends. A mistake in a section that it does not have is told at `extends`. */
function over(own: Declaration, base: Declaration): Declaration {
  const find = (how: 'at' | 'atKey') => (path: readonly PropertyKey[]) =>
    path.length === 0 || String(path[0]) in own.data || !(String(path[0]) in base.data)
      ? own.places[how](path)
      : own.places.at(['extends'])
  return { data: { ...base.data, ...own.data }, places: { at: find('at'), atKey: find('atKey') } }
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
  if (!declaration) return { pack: null, problems }
  const parsed = packDeclaration.safeParse(declaration.data)
  if (!parsed.success) {
    return {
      pack: null,
      problems: [...problems, ...shapeProblems(parsed.error.issues, declaration.data, declaration.places)],
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
  problems.push(
    ...crossProblems(pack, { places: declaration.places, messageSources: sources, goldenLines, scenarioSources }),
  )
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
