import { formatPath, suggest, type Problem } from '../problems.ts'
import type { Places } from '../shape.ts'

type Path = readonly PropertyKey[]

/** Collects the problems of the declaration, each at its place. */
export class Found {
  readonly problems: Problem[] = []
  readonly #places: Places

  constructor(places: Places) {
    this.#places = places
  }

  say(path: Path, wrong: string, right: string): void {
    this.problems.push({ ...this.#places.at(path), path: formatPath(path), wrong, right })
  }

  /** Says so when a name is not among those that are known. */
  known(path: Path, what: string, name: string | undefined | null, known: Iterable<string>): void {
    if (name === undefined || name === null) return
    const all = new Set(known)
    if (!all.has(name)) this.say(path, `there is no ${what} ${name}`, suggest(name, all))
  }

  knownAll(path: Path, what: string, names: readonly string[] | undefined, known: Iterable<string>): void {
    const all = [...known]
    for (const [index, name] of (names ?? []).entries()) this.known([...path, index], what, name, all)
  }

  /** Says so for each name that stands twice. */
  unique(path: Path, what: string, names: readonly string[], field: string): void {
    const seen = new Map<string, number>()
    for (const [index, name] of names.entries()) {
      const first = seen.get(name)
      if (first === undefined) seen.set(name, index)
      else
        this.say([...path, index, field], `the ${what} ${name} stands twice`, `rename it, or take one of the two out`)
    }
  }
}
