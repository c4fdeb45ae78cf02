import { useServers } from '@repartee/testing'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '../src/index.ts'

const servers = useServers()
const sql = join(import.meta.dirname, '..', 'sql')
const migrations = join(import.meta.dirname, 'migrations')

/** An empty database of its own on the test's server. */
async function emptyDatabase(name: string): Promise<string> {
  const client = new Client({ connectionString: servers.databaseUrl })
  await client.connect()
  await client.query(`CREATE DATABASE ${name}`)
  await client.end()
  const url = new URL(servers.databaseUrl)
  url.pathname = `/${name}`
  return url.toString()
}

describe('migrations', () => {
  test('run in the order of the folders, once, and say what they did', async () => {
    const databaseUrl = await emptyDatabase('ordered')
    const lines: string[] = []
    const folders = [sql, join(migrations, 'notes', 'sql')]
    const first = await migrate({ databaseUrl, folders, log: (line) => lines.push(line) })
    expect(first[0]).toBe('service/0001_roles_and_tenancy')
    expect(first.at(-1)).toBe('notes/0001_notes')
    expect(lines).toEqual(first.map((name) => `migrated ${name.replace('/', ': ')}`))
    expect(await migrate({ databaseUrl, folders })).toEqual([])
  })

  test('several replicas that start at once wait for each other, also on several databases of one server', async () => {
    const urls = [await emptyDatabase('rivals'), await emptyDatabase('neighbours')]
    const folders = [sql, join(migrations, 'notes', 'sql')]
    const done = await Promise.all([...urls, ...urls, ...urls].map((databaseUrl) => migrate({ databaseUrl, folders })))
    expect(done.flat().filter((name) => name === 'notes/0001_notes')).toHaveLength(2)
  })

  test('a mistake is named with file, line and what Postgres says, and nothing of the folder is kept', async () => {
    const databaseUrl = await emptyDatabase('mistaken')
    const folders = [sql, join(migrations, 'broken', 'sql')]
    await expect(migrate({ databaseUrl, folders })).rejects.toThrow(
      /migrating broken failed at .*0002_wrong\.sql:5: type "timestampzzz" does not exist/,
    )
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    const { rows } = await client.query("SELECT to_regclass('booking.fine') AS fine")
    await client.end()
    expect(rows).toEqual([{ fine: null }])
  })

  test.each([
    ['no number', ['notes.sql'], /named like 0001_what_it_does\.sql/],
    ['one number twice', ['0001_a.sql', '0001_b.sql'], /same number/],
  ])('a folder with %s is refused', async (_what, names, reason) => {
    const folder = await mkdtemp(join(tmpdir(), 'repartee-sql-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    for (const name of names) await writeFile(join(folder, name), 'SELECT 1;')
    await expect(migrate({ databaseUrl: servers.databaseUrl, folders: [{ owner: 'x', folder }] })).rejects.toThrow(
      reason,
    )
  })

  test('a database that is away is named as the reason', async () => {
    const url = new URL(servers.databaseUrl)
    url.port = '1'
    await expect(migrate({ databaseUrl: url.toString(), folders: [sql] })).rejects.toThrow(
      /migrating service failed: .*ECONNREFUSED/,
    )
  })
})
