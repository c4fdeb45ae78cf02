import { Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { useServers } from '@repartee/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fill, migrateAll } from './everything.ts'

const servers = useServers()
const A = 'tenant-a'
const B = 'tenant-b'
let owner: Client
let database: Database
let tables: string[] = []

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  owner = new Client({ connectionString: servers.databaseUrl })
  await owner.connect()
  await owner.query('SET ROLE repartee_worker')
  await fill(owner, A, '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b')
  await fill(owner, B, '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5c')
  await owner.query('RESET ROLE')
  const { rows } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
     WHERE n.nspname IN ('tenant', 'conversation', 'booking', 'followup', 'outbox') AND c.relkind IN ('r', 'p', 'v') ORDER BY 1`,
  )
  tables = rows.map(({ name }) => name)
  database = new Database({ url: servers.databaseUrl, log: createLogger({ service: 'gateway', level: 'fatal' }) })
})
afterAll(async () => {
  await database?.close()
  await owner?.end()
})

const tenantsIn = async (client: { query: Client['query'] }, table: string) =>
  (await client.query<{ tenant_id: string }>(`SELECT DISTINCT tenant_id FROM ${table}`)).rows.map(
    (row) => row.tenant_id,
  )

describe('every table of tenants', () => {
  it('is shut off by tenant, also for whoever owns it', async () => {
    expect(tables.length).toBeGreaterThan(30)
    const { rows } = await owner.query(
      `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('tenant', 'conversation', 'booking', 'followup', 'outbox') AND c.relkind IN ('r', 'p')
         AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`,
    )
    expect(rows).toEqual([])
  })

  it('shows a tenant its own rows alone, and nobody without a tenant any', async () => {
    for (const table of tables) {
      expect(await database.inTenant(A, (client) => tenantsIn(client, table)), table).not.toContain(B)
      expect(await database.query(`SELECT tenant_id FROM ${table}`), table).toEqual([])
    }
  })

  it('lets a tenant change, move and remove nothing of another', async () => {
    for (const table of tables.filter((name) => !name.includes('whatsapp_instances'))) {
      const left = await database.inTenant(A, async (client) => {
        const changed = await client.query(`UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = $1`, [B])
        const removed = await client.query(`DELETE FROM ${table} WHERE tenant_id = $1`, [B])
        return [changed.rowCount, removed.rowCount]
      })
      expect(left, table).toEqual([0, 0])
      const smuggled = database.inTenant(A, async (client) => {
        const { rowCount } = await client.query(`UPDATE ${table} SET tenant_id = $1`, [B])
        if (rowCount === 0) throw new Error('there is no row to be smuggled')
        throw new Error('a row changed its tenant')
      })
      await expect(smuggled, table).rejects.toThrow(/row-level security|no row to be smuggled/)
    }
  })

  it('forgets the tenant with the transaction, whoever gets the connection next', async () => {
    const single = new Database({
      url: servers.databaseUrl,
      log: createLogger({ service: 'gateway', level: 'fatal' }),
      poolSize: 1,
    })
    await single.inTenant(A, (client) => tenantsIn(client, 'booking.booking'))
    expect(await single.query('SELECT tenant_id FROM booking.booking')).toEqual([])
    await expect(single.inTenant(`${A}' OR true --`, async () => undefined)).rejects.toThrow('is no tenant id')
    await single.close()
  })
})

it('the role of the services owns nothing and gets round nothing', async () => {
  const { rows } = await owner.query(
    `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcanlogin FROM pg_roles
     WHERE rolname IN ('repartee_app', 'repartee_worker') ORDER BY 1`,
  )
  const powerless = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcanlogin: false }
  expect(rows).toEqual([
    { rolname: 'repartee_app', ...powerless },
    { rolname: 'repartee_worker', ...powerless },
  ])
  const [role] = await database.query<{ current: string; super: boolean }>(
    `SELECT current_user AS current, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS super`,
  )
  expect(role).toEqual({ current: 'repartee_app', super: false })
  const { rows: owned } = await owner.query(
    `SELECT 1 FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname LIKE 'repartee\\_%'`,
  )
  expect(owned).toEqual([])
})
