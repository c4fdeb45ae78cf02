import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { language, type LanguageCode } from '@repartee/contracts'
import { crossProblems } from './check/cross.ts'
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

  version(): string {
    return this.#hash.digest('hex').slice(0, 16)
  }
}

function missingFile(file: string, right: string): Problem {
  return { file, line: 1, column: 1, path: '', wrong: 'this file is missing', right }
}

function readDeclaration(files: Files): { data: Record<string, unknown>; places: Places } | null {
  const main = files.yaml('pack.yaml')
  const sections = new Map<string, Source>()
  for (const [section, file] of Object.entries(sectionFiles)) {
    const source = files.yaml(file)
    if (source) sections.set(section, source)
  }
  if (!main) return null
  if (typeof main.value !== 'object' || main.value === null) return null
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

function readMessages(files: Files): { messages: Pack['messages']; sources: Reading['messageSources'] } {
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
  const declaration = readDeclaration(files)
  const { messages, sources } = readMessages(files)
  const prompts = Object.fromEntries(
    files.names('prompts', '.md').map((name) => [name.replace('.md', ''), files.text(`prompts/${name}`) ?? '']),
  )
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
  const pack: Pack = {
    ...parsed.data,
    folder,
    version: files.version(),
    messages,
    prompts,
    knowledge,
    golden,
    scenarios,
  }
  problems.push(
    ...crossProblems(pack, { places: declaration.places, messageSources: sources, goldenLines, scenarioSources }),
  )
  return { pack: problems.length === 0 ? pack : null, problems }
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
