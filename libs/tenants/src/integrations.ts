import { provider as providers } from '@repartee/contracts'
import type { Database } from '@repartee/service'
import { Client } from 'pg'
import { TenantError } from './specification.ts'

/** What became of the rows of an older table of integrations. */
export interface Imported {
  readonly instances: readonly string[]
  /** Rows that were left where they are, and why. */
  readonly left: readonly { readonly row: string; readonly why: string }[]
}

type Row = Record<string, unknown>

const TABLE = /^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/
/** By what names older tables called these. */
const NAMES = {
  name: ['name', 'instance', 'instance_name', 'slug'],
  tenant: ['tenant_id', 'tenant', 'organization_id', 'organisation_id', 'company_id', 'account_slug'],
  provider: ['provider', 'type', 'kind', 'service'],
  account: ['account', 'phone_number_id', 'phone_number', 'external_id', 'instance_id', 'number'],
} as const
/** What older tables called the providers. */
const PROVIDERS: Readonly<Record<string, string>> = {
  whatsapp_cloud: 'meta',
  cloud_api: 'meta',
  facebook: 'meta',
  evolution_api: 'evolution',
  twilio_whatsapp: 'twilio',
}

/**
 * Brings WhatsApp accounts from an older table of integrations into the instances. Rows that are there already, that name no tenant of
 * ours, or that cannot be read are left and reported; secrets are never copied. May be done again.
 */
export async function importIntegrations(databaseUrl: string, database: Database, table: string): Promise<Imported> {
  if (!TABLE.test(table))
    throw new TenantError(`"${table}" is no table; it must be schema.table, such as public.integrations`)
  const rows = await readOld(databaseUrl, table)
  return database.asWorker(async (client) => {
    const { rows: tenants } = await client.query<{ id: string }>('SELECT tenant_id AS id FROM tenant.tenants')
    const known = new Set(tenants.map(({ id }) => id))
    const instances: string[] = []
    const left: { row: string; why: string }[] = []
    for (const [index, row] of rows.entries()) {
      const label = text(row, ['id', ...NAMES.name]) ?? `row ${index + 1}`
      const read = readRow(row, known)
      if ('why' in read) {
        left.push({ row: label, why: read.why })
        continue
      }
      const { rowCount } = await client.query(
        `INSERT INTO tenant.instances (name, tenant_id, channel, provider, account, is_active)
         VALUES ($1, $2, 'whatsapp', $3, $4, $5) ON CONFLICT DO NOTHING`,
        [read.name, read.tenant, read.provider, read.account, row['is_active'] !== false],
      )
      if (rowCount === 1) instances.push(read.name)
      else left.push({ row: label, why: 'an instance of this name or account is there already' })
    }
    return { instances, left }
  })
}

/** By the login itself: the services' role has no business with tables that are not ours. */
async function readOld(databaseUrl: string, table: string): Promise<Row[]> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { rows: found } = await client.query<{ known: string | null }>('SELECT to_regclass($1)::text AS known', [
      table,
    ])
    if (!found[0]?.known) throw new TenantError(`there is no table ${table} in this database`)
    const { rows } = await client.query<{ row: Row }>(`SELECT to_jsonb(given) AS row FROM ${table} given`)
    return rows.map(({ row }) => row)
  } finally {
    await client.end()
  }
}

interface Readable {
  readonly name: string
  readonly tenant: string
  readonly account: string
  readonly provider: string
}

function readRow(row: Row, tenants: ReadonlySet<string>): Readable | { readonly why: string } {
  const name = text(row, NAMES.name)
  const tenant = text(row, NAMES.tenant)
  const account = text(row, NAMES.account)
  const said = text(row, NAMES.provider)?.toLowerCase()
  const provider = providers.safeParse(said === undefined ? undefined : (PROVIDERS[said] ?? said))
  if (name === undefined) return { why: `it has no name (${NAMES.name.join(', ')})` }
  if (tenant === undefined || !tenants.has(tenant))
    return { why: `there is no tenant "${tenant ?? ''}": make it first` }
  if (account === undefined) return { why: `it has no account (${NAMES.account.join(', ')})` }
  if (!provider.success) return { why: `"${said ?? ''}" is no provider of ours: ${providers.options.join(', ')}` }
  return { name, tenant, account, provider: provider.data }
}

function text(row: Row, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (typeof value === 'number') return String(value)
  }
  return undefined
}
