import { basename } from 'node:path'
import { baseFolder } from './bases.ts'
import { Files } from './files.ts'
import type { Pack } from './pack.ts'
import type { Problem } from './problems.ts'
import { sectionFiles } from './schema/pack.ts'
import type { Places } from './shape.ts'
import type { Source } from './source.ts'

/** The sections of a pack, and where each of their values stands. */
export interface Declaration {
  data: Record<string, unknown>
  places: Places
}

/** Reads pack.yaml and the files of single sections. Null where there is nothing to go on with. */
export function readDeclaration(files: Files): Declaration | null {
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
export function readBase(files: Files, declaration: Declaration | null): Files | null {
  const name = declaration?.data['extends']
  // What is no text at all is told by the schema.
  if (declaration === null || typeof name !== 'string') return null
  const found = baseFolder(name)
  if ('folder' in found) return new Files(found.folder)
  const wrong = `there is nothing called ${name} that a pack can extend`
  files.problems.push({ ...declaration.places.at(['extends']), path: 'extends', wrong, right: found.right })
  return null
}

/** The pack's own sections over those of what it extends. A mistake in a section that it does not have is told at `extends`. */
export function over(own: Declaration, base: Declaration): Declaration {
  const find = (how: 'at' | 'atKey') => (path: readonly PropertyKey[]) =>
    path.length === 0 || String(path[0]) in own.data || !(String(path[0]) in base.data)
      ? own.places[how](path)
      : own.places.at(['extends'])
  return { data: { ...base.data, ...own.data }, places: { at: find('at'), atKey: find('atKey') } }
}

/** A pack is known by its folder. */
export function otherName({ name, folder }: Pack, { places }: Declaration): Problem {
  const right = `call it ${basename(folder)}, or call the folder ${name}`
  return { ...places.at(['name']), path: 'name', wrong: `the folder is called ${basename(folder)}`, right }
}

/** A section that is missing may be taken over too. */
export function orExtended(problem: Problem, { data }: Declaration): Problem {
  const isSection = /^\w+$/u.test(problem.path) && problem.wrong === 'this is missing'
  if (!isSection || data['extends'] !== undefined) return problem
  return { ...problem, right: `${problem.right}, or take it over with extends: appointments` }
}

/** One problem for each section of what is extended: a language that it lacks is lacking in all of its entries. */
export function withoutRepetition(found: readonly Problem[], { places }: Declaration): Problem[] {
  const { line } = places.at(['extends'])
  const isThere = (problem: Problem) => problem.file === 'pack.yaml' && problem.line === line
  const sections = new Map<string, Problem[]>()
  for (const problem of found.filter(isThere)) {
    const section = /^\w+/u.exec(problem.path)?.[0] ?? ''
    sections.set(section, [...(sections.get(section) ?? []), problem])
  }
  const first = [...sections].map(([section, [problem, ...others]]) => ({
    ...(problem as Problem),
    right: `${problem?.right}${others.length > 0 ? `, and ${others.length} more like it` : ''}; or write the section ${section} yourself`,
  }))
  return [...first, ...found.filter((problem) => !isThere(problem))]
}
