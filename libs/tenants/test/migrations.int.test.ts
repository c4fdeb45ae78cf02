import { migrate } from '@repartee/service'
import { useServers } from '@repartee/testing'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fill, foldersBelow, migrateAll, root } from './everything.ts'

const servers = useServers()
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
const PATTERN = ':(glob)*/*/sql/*.sql'

interface Earlier {
  readonly name: string
  readonly files: ReadonlyMap<string, string>
}

/** Every state that the tables had in this repository's history, oldest first; none without a history (a shallow clone, an archive). */
function earlierStates(): Earlier[] {
  let commits: string[]
  try {
    commits = git('log', '--reverse', '--format=%h', '--', PATTERN).split('\n').filter(Boolean)
  } catch {
    return []
  }
  const states = new Map<string, Earlier>()
  for (const commit of commits) {
    const files = git('ls-tree', '-r', commit)
      .split('\n')
      .flatMap((line) => /^\d+ blob (\S+)\t((?:libs|services)\/[^/]+\/sql\/[^/]+\.sql)$/.exec(line)?.slice(1) ?? [])
    const list: [string, string][] = []
    for (let index = 0; index < files.length; index += 2) list.push([files[index + 1]!, files[index]!])
    states.set(JSON.stringify(list), { name: commit, files: new Map(list) })
  }
  return [...states.values()]
}

const states = earlierStates()
const folders: string[] = []
let admin: Client

beforeAll(async () => {
  admin = new Client({ connectionString: servers.databaseUrl })
  await admin.connect()
})
afterAll(async () => {
  await admin?.end()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** The files of a state, in a folder of their own. */
function checkout({ files }: Earlier): string {
  const folder = mkdtempSync(join(tmpdir(), 'repartee-earlier-'))
  folders.push(folder)
  for (const [path, blob] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), git('cat-file', 'blob', blob))
  }
  return folder
}

async function newDatabase(name: string): Promise<string> {
  await admin.query(`CREATE DATABASE ${name}`)
  const url = new URL(servers.databaseUrl)
  url.pathname = `/${name}`
  return url.href
}

async function withClient<Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What the tables are, whatever the order in which their columns came. */
async function shape(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT format('%s.%s.%s %s null:%s default:%s', table_schema, table_name, column_name, udt_name, is_nullable,
       coalesce(column_default, generation_expression)) AS line
     FROM information_schema.columns WHERE table_schema IN ('app', 'tenant', 'conversation', 'booking', 'followup', 'outbox')
     UNION ALL
     SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
     WHERE connamespace::regnamespace::text IN ('app', 'tenant', 'conversation', 'booking', 'followup', 'outbox')
     UNION ALL
     SELECT indexdef FROM pg_indexes WHERE schemaname IN ('app', 'tenant', 'conversation', 'booking', 'followup', 'outbox')
     UNION ALL
     SELECT format('%s %s %s', polrelid::regclass, polname, pg_get_expr(polqual, polrelid)) FROM pg_policy
     ORDER BY 1`,
  )
  return rows.map(({ line }) => line)
}

describe.skipIf(states.length === 0)('a database of every earlier state of the tables', { timeout: 60_000 }, () => {
  let fresh: string[] = []
  beforeAll(async () => {
    const url = await newDatabase('fresh')
    await migrateAll(url)
    fresh = await withClient(url, shape)
  })

  it.each(states.map((state, index) => ({ ...state, index })))(
    'comes up to date with its data: $name',
    async (state) => {
      const url = await newDatabase(`earlier_${state.index}`)
      await migrate({ databaseUrl: url, folders: foldersBelow(checkout(state)) })
      const before = await withClient(url, async (client) => {
        await client.query('SET ROLE repartee_worker').catch(() => undefined)
        const filled = await fill(client, 'demo-clinic')
        const found: [string, Record<string, unknown>[]][] = []
        for (const table of filled) found.push([table, await contents(client, table)])
        return found
      })
      await migrateAll(url)
      await withClient(url, async (client) => {
        expect(await shape(client)).toEqual(fresh)
        await client.query('SET ROLE repartee_worker')
        for (const [table, rows] of before) {
          const after = await contents(client, table)
          expect(after, table).toHaveLength(rows.length)
          for (const [index, row] of rows.entries()) expect(after[index], table).toMatchObject(withoutDropped(row))
        }
        const { rows } = await client.query('SELECT overrides FROM tenant.tenants')
        // Settings of their own are moved once: with the tables of this package.
        const hadSettings =
          before.some(([table]) => table === 'followup.setting') &&
          ![...state.files.keys()].some((path) => path.startsWith('libs/tenants/'))
        if (hadSettings && rows.length > 0)
          expect(rows[0]).toEqual({ overrides: { followUps: { delayMinutes: { urgent: 5 }, reminderHours: [12] } } })
      })
    },
  )
})

async function contents(client: Client, table: string): Promise<Record<string, unknown>[]> {
  const { rows } = await client.query<{ row: Record<string, unknown> }>(
    `SELECT to_jsonb(t) AS row FROM ${table} t ORDER BY to_jsonb(t)::text`,
  )
  return rows.map(({ row }) => row)
}

/** Columns that are gone on purpose, and those that a migration fills. */
function withoutDropped({ traceparent: _trace, overrides: _overrides, ...row }: Record<string, unknown>) {
  return row
}

describe('ids that were text', () => {
  it('become UUIDs; what is none becomes NULL and is reported', async () => {
    const url = await newDatabase('older')
    await migrateAll(url)
    await withClient(url, async (client) => {
      await client.query('CREATE TABLE public.calls (n int, session_id text NOT NULL)')
      await client.query(
        `INSERT INTO public.calls VALUES (1, '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b'), (2, ' 0192A3B4C5D64E7F8A9B0C1D2E3F4A5B '),
           (3, 'session-17'), (4, 'session-17'), (5, '')`,
      )
      await client.query(`CALL app.convert_to_uuid('public.calls', 'session_id')`)
      await client.query(`CALL app.convert_to_uuid('public.calls', 'session_id')`)
      const id = '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b'
      const { rows } = await client.query('SELECT session_id FROM public.calls ORDER BY n')
      expect(rows.map(({ session_id }) => session_id)).toEqual([id, id, null, null, null])
      const { rows: reported } = await client.query(
        'SELECT relation, column_name, value, rows::int FROM app.unreadable_ids ORDER BY value',
      )
      expect(reported).toEqual([
        { relation: 'calls', column_name: 'session_id', value: '', rows: 1 },
        { relation: 'calls', column_name: 'session_id', value: 'session-17', rows: 2 },
      ])
    })
  })
})
