import { runner } from 'node-pg-migrate'
import { readFile, readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DatabaseError } from 'pg'

/** A folder of numbered SQL files (`0001_name.sql`) and who owns it; each owner has its own table in the schema `migrations`. */
export interface MigrationFolder {
  owner: string
  folder: string
}

export interface MigrateOptions {
  /** A login that may create schemas and roles; superuser is not needed, CREATEROLE is. */
  databaseUrl: string
  /** In the order in which they run. A path alone is owned by the package it lies in (`…/booking/sql`: `booking`). */
  folders: (string | MigrationFolder)[]
  /** Gets one line for each file that was run. */
  log?: (line: string) => void
}

/** A migration that failed: which file, where in it, and what PostgreSQL said. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

/** Brings the database up to date and returns the names of the files that were run. Replicas that start together wait for each other. */
export async function migrate(options: MigrateOptions): Promise<string[]> {
  const applied: string[] = []
  for (const entry of options.folders) {
    const { owner, folder } = typeof entry === 'string' ? { owner: ownerOf(entry), folder: entry } : entry
    const names = await migrateFolder(options.databaseUrl, owner, folder)
    for (const name of names) options.log?.(`migrated ${owner}: ${name}`)
    applied.push(...names.map((name) => `${owner}/${name}`))
  }
  return applied
}

async function migrateFolder(databaseUrl: string, owner: string, folder: string): Promise<string[]> {
  await checkNames(folder)
  let current: string | undefined
  // The runner names each file as it begins with it.
  const note = (line: string) => {
    current = /^### MIGRATION (\S+) \(UP\) ###$/.exec(line)?.[1] ?? current
  }
  try {
    const done = await runner({
      databaseUrl,
      dir: folder,
      migrationsTable: owner,
      migrationsSchema: 'migrations',
      createMigrationsSchema: true,
      direction: 'up',
      checkOrder: true,
      singleTransaction: true,
      advisoryLockMode: 'wait',
      log: note,
    })
    return done.map((migration) => migration.name)
  } catch (error) {
    throw await explain(owner, current && join(folder, `${current}.sql`), error)
  }
}

/** node-pg-migrate sorts by number; two files with one number, or one without, would run in an order that nobody chose. */
async function checkNames(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
  const seen = new Map<string, string>()
  for (const name of names.toSorted()) {
    const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1]
    if (!number) throw new MigrationError(`${join(folder, name)}: a migration is named like 0001_what_it_does.sql`)
    const other = seen.get(number)
    if (other) throw new MigrationError(`${folder}: ${other} and ${name} have the same number`)
    seen.set(number, name)
  }
}

/** PostgreSQL gives the position of an error in the statement's text, which is that of the whole file. */
async function explain(owner: string, file: string | undefined, error: unknown): Promise<MigrationError> {
  const { message, position, detail, hint, where } = error as DatabaseError
  const line =
    file && position ? `:${(await readFile(file, 'utf8')).slice(0, Number(position)).split('\n').length}` : ''
  const said = [message || (error as { code?: string }).code, detail, hint, where].filter(Boolean).join('; ')
  return new MigrationError(`migrating ${owner} failed${file ? ` at ${file}${line}` : ''}: ${said}`, { cause: error })
}

function ownerOf(folder: string): string {
  const name = basename(folder)
  return name === 'sql' ? basename(dirname(folder)) : name
}
