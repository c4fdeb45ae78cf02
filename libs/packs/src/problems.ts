/** One mistake in a pack: where it is, what is wrong and what would be right. */
export interface Problem {
  /** Relative to the pack's folder. */
  file: string
  line: number
  column: number
  /** Where in the data, such as slots[2].type; empty for the whole file. */
  path: string
  wrong: string
  right: string
}

/** The problem as one line, as compilers write theirs. */
export function formatProblem(folder: string, problem: Problem): string {
  const where = problem.path === '' ? '' : ` ${problem.path}:`
  return `${folder}/${problem.file}:${problem.line}:${problem.column}:${where} ${problem.wrong}; ${problem.right}`
}

/** A pack that cannot be used. The message lists every problem, one a line. */
export class PackError extends Error {
  override readonly name = 'PackError'
  readonly folder: string
  readonly problems: readonly Problem[]

  constructor(folder: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    super(
      [`the pack in ${folder} has ${count}`, ...problems.map((problem) => formatProblem(folder, problem))].join('\n'),
    )
    this.folder = folder
    this.problems = problems
  }
}

/** The path as people write it: slots[2].type */
export function formatPath(path: readonly PropertyKey[]): string {
  let text = ''
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`
    else text += text === '' ? String(part) : `.${String(part)}`
  }
  return text
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** What was probably meant, for the "what would be right" of an unknown name. */
export function suggest(wrong: string, known: Iterable<string>): string {
  const all = [...known]
  const near = all
    .map((name) => ({ name, far: distance(wrong, name) }))
    .filter(({ name, far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .toSorted((a, b) => a.far - b.far)[0]
  if (near) return `did you mean ${near.name}?`
  return all.length === 0
    ? 'none is declared'
    : `use one of ${all.slice(0, 12).join(', ')}${all.length > 12 ? ', …' : ''}`
}
