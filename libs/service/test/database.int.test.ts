import { PermanentError, RetryLaterError } from '@repartee/bus'
import { createLogger } from '@repartee/telemetry'
import { useServers } from '@repartee/testing'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Database, migrate } from '../src/index.ts'

/** Waits for a condition, on a busy machine too. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 })

const servers = useServers()
const lines: string[] = []
const log = createLogger({ service: 'booking', destination: { write: (line) => lines.push(line) } })
const sql = join(import.meta.dirname, '..', 'sql')
const migrations = join(import.meta.dirname, 'migrations')

let database: Database

beforeAll(async () => {
  await migrate({ databaseUrl: servers.databaseUrl, folders: [sql, join(migrations, 'notes', 'sql')] })
  database = new Database({ url: servers.databaseUrl, log, poolSize: 3 })
  for (const tenant of ['aurora', 'borealis'])
    await database.inTenant(tenant, (client) =>
      client.query('INSERT INTO booking.notes (tenant_id, words) VALUES ($1, $2)', [tenant, `of ${tenant}`]),
    )
})

afterAll(() => database?.close())

const wordsIn = (client: { query: Client['query'] }) =>
  client
    .query<{ words: string }>('SELECT words FROM booking.notes ORDER BY id')
    .then(({ rows }) => rows.map((row) => row.words))

describe('a tenant', () => {
  test('sees its own rows only', async () => {
    expect(await database.inTenant('aurora', wordsIn)).toEqual(['of aurora'])
    expect(await database.inTenant('borealis', wordsIn)).toEqual(['of borealis'])
  })

  test('cannot write, change or delete the rows of another', async () => {
    const insert = database.inTenant('aurora', (client) =>
      client.query("INSERT INTO booking.notes (tenant_id, words) VALUES ('borealis', 'forged')"),
    )
    await expect(insert).rejects.toMatchObject({ code: '42501' })
    const changed = await database.inTenant('aurora', async (client) => [
      (await client.query("UPDATE booking.notes SET words = 'x' WHERE tenant_id = 'borealis'")).rowCount,
      (await client.query("DELETE FROM booking.notes WHERE tenant_id = 'borealis'")).rowCount,
    ])
    expect(changed).toEqual([0, 0])
    const moved = database.inTenant('aurora', (client) =>
      client.query("UPDATE booking.notes SET tenant_id = 'borealis'"),
    )
    await expect(moved).rejects.toMatchObject({ code: '42501' })
  })

  test('that is missing sees nothing and writes nothing', async () => {
    expect(await database.query('SELECT * FROM booking.notes')).toEqual([])
    await expect(
      database.query("INSERT INTO booking.notes (tenant_id, words) VALUES ('aurora', 'x')"),
    ).rejects.toMatchObject({ code: '42501' })
  })

  test('does not leak into the next use of the connection', async () => {
    const one = new Database({ url: servers.databaseUrl, log, poolSize: 1 })
    await one.inTenant('aurora', wordsIn)
    await expect(one.inTenant('aurora', (client) => client.query('SELECT 1/0'))).rejects.toMatchObject({
      code: '22012',
    })
    expect(await one.query('SELECT * FROM booking.notes')).toEqual([])
    expect(await one.query('SELECT app.current_tenant() AS tenant, current_user AS role')).toEqual([
      { tenant: null, role: 'repartee_app' },
    ])
    await one.asWorker(wordsIn)
    expect(await one.query('SELECT * FROM booking.notes')).toEqual([])
    await one.close()
  })

  test('that is no slug is refused before anything is asked', async () => {
    const wrong = ["x', true); DROP TABLE booking.notes; --", '', 'UPPER', '-x', 'a'.repeat(64)]
    for (const tenant of wrong) await expect(database.inTenant(tenant, wordsIn)).rejects.toThrow(PermanentError)
  })
})

describe('the owner and the worker', () => {
  test('the worker role sees all tenants, inside its transaction only', async () => {
    expect(await database.asWorker(wordsIn)).toEqual(['of aurora', 'of borealis'])
  })

  test('even the owner of the table is held to its policies', async () => {
    const owner = new Client({ connectionString: servers.databaseUrl })
    await owner.connect()
    const { rows } = await owner.query('SELECT * FROM booking.notes')
    await owner.end()
    expect(rows).toEqual([])
  })

  test('services may not touch the tables of migrations', async () => {
    await expect(database.query('SELECT * FROM migrations.service')).rejects.toMatchObject({ code: '42501' })
  })

  test('a table without a tenant cannot be protected by mistake', async () => {
    const owner = new Client({ connectionString: servers.databaseUrl })
    await owner.connect()
    await owner.query('CREATE TABLE booking.open (id integer)')
    await expect(owner.query("CALL app.protect('booking.open')")).rejects.toThrow(/tenant_id text NOT NULL/)
    await owner.end()
  })
})

describe('a transaction', () => {
  test('is rolled back when its function throws, and the error comes out as it is', async () => {
    const error = new Error('changed our mind')
    const attempt = database.inTenant('aurora', async (client) => {
      await client.query("INSERT INTO booking.notes (tenant_id, words) VALUES ('aurora', 'half-made')")
      throw error
    })
    await expect(attempt).rejects.toBe(error)
    expect(await database.inTenant('aurora', wordsIn)).toEqual(['of aurora'])
  })

  test('a statement that takes too long is stopped and may be tried again', async () => {
    const hasty = new Database({ url: servers.databaseUrl, log, statementTimeoutMs: 50 })
    await expect(hasty.inTenant('aurora', (client) => client.query('SELECT pg_sleep(5)'))).rejects.toThrow(
      RetryLaterError,
    )
    await hasty.close()
  })
})

describe('listening', () => {
  test('hears what is notified, and is told after a reconnection', async () => {
    const heard: string[] = []
    const stop = database.listen('spool', (payload) => heard.push(payload))
    await eventually(() => expect(heard).toEqual(['']))
    await database.query("SELECT pg_notify('spool', 'one')")
    await eventually(() => expect(heard).toEqual(['', 'one']))
    await servers.postgres.restart()
    await eventually(() => expect(heard).toEqual(['', 'one', '']))
    await stop()
  })
})

describe('a database that is not migrated', () => {
  test('is named as such, and used as soon as it is', async () => {
    const owner = new Client({ connectionString: servers.databaseUrl })
    await owner.connect()
    await owner.query('ALTER ROLE repartee_app RENAME TO elsewhere')
    const early = new Database({ url: servers.databaseUrl, log })
    await expect(early.query('SELECT 1')).rejects.toThrow(/not migrated yet/)
    await owner.query('ALTER ROLE elsewhere RENAME TO repartee_app')
    expect(await early.isUp()).toBe(true)
    await early.close()
    await owner.end()
  })
})

describe('with Postgres away', () => {
  test('it says retry later, says so once in the log, and works again when Postgres is back', async () => {
    expect(await database.isUp()).toBe(true)
    lines.length = 0
    await servers.postgres.kill()
    await expect(database.inTenant('aurora', wordsIn)).rejects.toThrow(RetryLaterError)
    await expect(database.query('SELECT 1')).rejects.toThrow(RetryLaterError)
    expect(await database.isUp()).toBe(false)
    expect(lines.filter((line) => line.includes('PostgreSQL does not answer as it should'))).toHaveLength(1)
    await servers.postgres.start()
    await eventually(async () => expect(await database.inTenant('aurora', wordsIn)).toEqual(['of aurora']))
    expect(lines.filter((line) => line.includes('answers again'))).toHaveLength(1)
  })

  test('a server that does not answer is given up, and used again when it does', async () => {
    const hasty = new Database({ url: servers.databaseUrl, log, statementTimeoutMs: 50 })
    const stuck = hasty.inTenant('aurora', (client) =>
      client.query("SELECT set_config('statement_timeout', '0', true)").then(() => client.query('SELECT pg_sleep(60)')),
    )
    await expect(stuck).rejects.toThrow(RetryLaterError)
    expect(await hasty.inTenant('aurora', wordsIn)).toEqual(['of aurora'])
    await hasty.close()

    const late = new Database({ url: servers.databaseUrl, log })
    servers.postgres.pause()
    await expect(late.query('SELECT 1')).rejects.toThrow(RetryLaterError)
    servers.postgres.resume()
    await eventually(async () => expect(await late.isUp()).toBe(true))
    await late.close()
  })

  test('a transaction that is cut in the middle leaves nothing half-made', async () => {
    const cut = database.inTenant('aurora', async (client) => {
      await client.query("INSERT INTO booking.notes (tenant_id, words) VALUES ('aurora', 'half-made')")
      await servers.postgres.kill()
      await client.query('SELECT 1')
    })
    await expect(cut).rejects.toThrow(RetryLaterError)
    await servers.postgres.start()
    await eventually(async () => expect(await database.inTenant('aurora', wordsIn)).toEqual(['of aurora']))
  })
})
