import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { suggest } from './problems.ts'

/** What packs have in common; beside the sources and beside what is compiled from them. */
const FOLDER = join(import.meta.dirname, '../bases')

/** The folder of what a pack extends, or what would be a right name. */
export function baseFolder(name: string): { folder: string } | { right: string } {
  const folder = join(FOLDER, name)
  if (/^[a-z-]+$/u.test(name) && existsSync(join(folder, 'pack.yaml'))) return { folder }
  return { right: suggest(name, readdirSync(FOLDER)) }
}
