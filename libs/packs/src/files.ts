import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from './problems.ts'
import { readSource, type Source } from './source.ts'

/** The files of a pack's folder, as they are read; what cannot be read is in `problems`. */
export class Files {
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
