import { type Pack, withOverrides } from '@repartee/packs'
import type { Client, Database } from '@repartee/service'
import {
  type NewInstance,
  type NewTenant,
  type NewUser,
  type Role,
  TenantError,
  checked,
  newInstance,
  newTenant,
  newUser,
} from './specification.ts'

export interface TenantView {
  readonly tenant: string
  readonly organisation: string | null
  readonly businessName: string
  readonly pack: string
  readonly timeZone: string
  readonly region: string
  readonly defaultLanguage: string
  readonly retentionDays: number | null
  readonly overrides: Record<string, unknown>
  readonly instances: readonly { name: string; channel: string; provider: string; account: string; isActive: boolean }[]
  readonly members: readonly { email: string; name: string; role: Role; isActive: boolean }[]
}

/** Overrides travel with each turn: they must not be large. */
const MOST_OVERRIDES_BYTES = 16_384
/** SQLSTATE unique_violation. */
const UNIQUE = '23505'

const VIEW = `t.tenant_id AS tenant, t.organisation_id AS organisation, t.business_name AS "businessName", t.pack,
  t.time_zone AS "timeZone", t.region, t.default_language AS "defaultLanguage", t.retention_days AS "retentionDays", t.overrides,
  (SELECT coalesce(json_agg(json_build_object('name', i.name, 'channel', i.channel, 'provider', i.provider,
     'account', i.account, 'isActive', i.is_active) ORDER BY i.name), '[]')
   FROM tenant.instances i WHERE i.tenant_id = t.tenant_id) AS instances,
  (SELECT coalesce(json_agg(json_build_object('email', u.email, 'name', u.name, 'role', m.role, 'isActive', u.is_active)
     ORDER BY u.email), '[]')
   FROM tenant.members m JOIN tenant.users u USING (user_id) WHERE m.tenant_id = t.tenant_id) AS members
  FROM tenant.tenants t`

/** Businesses, their accounts at providers, and who works for them. Throws TenantError for what cannot be. */
export class Tenants {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  list(): Promise<TenantView[]> {
    return this.#database.asWorker(async (client) => {
      return (await client.query<TenantView>(`SELECT ${VIEW} ORDER BY t.tenant_id`)).rows
    })
  }

  async show(tenant: string): Promise<TenantView> {
    return this.#database.asWorker((client) => read(client, tenant))
  }

  /** Makes a tenant with its instances, all or nothing. */
  async create(given: unknown, instances: readonly unknown[]): Promise<TenantView> {
    const tenant = checked(newTenant, given)
    const accounts = instances.map((instance) => checked(newInstance, instance))
    return this.#database.asWorker(async (client) => {
      if (tenant.organisation !== null) await ensureOrganisation(client, tenant.organisation)
      await insertTenant(client, tenant)
      for (const account of accounts) await insertInstance(client, tenant.tenant, account)
      return read(client, tenant.tenant)
    })
  }

  async addInstance(tenant: string, given: unknown): Promise<TenantView> {
    const instance = checked(newInstance, given)
    return this.#in(tenant, (client) => insertInstance(client, tenant, instance))
  }

  /** What the tenant has otherwise than its pack, instead of what it had. Throws when the pack cannot have it. */
  async setOverrides(tenant: string, overrides: Record<string, unknown>, pack: Pack): Promise<TenantView> {
    if (Buffer.byteLength(JSON.stringify(overrides)) > MOST_OVERRIDES_BYTES)
      throw new TenantError(`overrides travel with each message and may have at most ${MOST_OVERRIDES_BYTES} bytes`)
    try {
      withOverrides(pack, overrides)
    } catch (error) {
      throw new TenantError(error instanceof Error ? error.message : String(error), { cause: error })
    }
    return this.#in(tenant, (client) =>
      client.query('UPDATE tenant.tenants SET overrides = $2, updated_at = now() WHERE tenant_id = $1', [
        tenant,
        overrides,
      ]),
    )
  }

  async setRetention(tenant: string, days: number | null): Promise<TenantView> {
    if (days !== null && !(Number.isInteger(days) && days > 0))
      throw new TenantError('retention is a whole number of days from 1 on, or "none"')
    return this.#in(tenant, (client) =>
      client.query('UPDATE tenant.tenants SET retention_days = $2, updated_at = now() WHERE tenant_id = $1', [
        tenant,
        days,
      ]),
    )
  }

  /** Gives somebody a role in a tenant, or another one. */
  async setMember(tenant: string, given: unknown): Promise<TenantView> {
    const user = checked(newUser, given)
    return this.#in(tenant, (client) => upsertMember(client, tenant, user))
  }

  async removeMember(tenant: string, email: string): Promise<TenantView> {
    return this.#in(tenant, async (client) => {
      const { rowCount } = await client.query(
        `DELETE FROM tenant.members m USING tenant.users u
         WHERE m.user_id = u.user_id AND m.tenant_id = $1 AND u.email = lower($2)`,
        [tenant, email],
      )
      if (rowCount === 0) throw new TenantError(`nobody with the address ${email} works for ${tenant}`)
    })
  }

  /** What somebody may do in a tenant; null for a stranger, and for one who has left. */
  async roleOf(tenant: string, email: string): Promise<Role | null> {
    return this.#database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<{ role: Role }>(
        `SELECT m.role FROM tenant.members m JOIN tenant.users u USING (user_id) WHERE u.email = lower($1) AND u.is_active`,
        [email],
      )
      return rows[0]?.role ?? null
    })
  }

  #in(tenant: string, work: (client: Client) => Promise<unknown>): Promise<TenantView> {
    return this.#database.asWorker(async (client) => {
      await read(client, tenant)
      await work(client)
      return read(client, tenant)
    })
  }
}

async function read(client: Client, tenant: string): Promise<TenantView> {
  const { rows } = await client.query<TenantView>(`SELECT ${VIEW} WHERE t.tenant_id = $1`, [tenant])
  if (rows[0]) return rows[0]
  const { rows: all } = await client.query<{ id: string }>(
    'SELECT tenant_id AS id FROM tenant.tenants ORDER BY 1 LIMIT 20',
  )
  const names = all.map(({ id }) => id).join(', ') || 'none yet'
  throw new TenantError(`there is no tenant "${tenant}"; there are: ${names}`)
}

async function ensureOrganisation(client: Client, organisation: string): Promise<void> {
  await client.query(
    'INSERT INTO tenant.organisations (organisation_id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING',
    [organisation],
  )
}

async function insertTenant(client: Client, tenant: NewTenant): Promise<void> {
  const { rowCount } = await client.query(
    `INSERT INTO tenant.tenants (tenant_id, business_name, pack, time_zone, region, default_language, organisation_id, retention_days)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
    [
      tenant.tenant,
      tenant.businessName,
      tenant.pack,
      tenant.timeZone,
      tenant.region,
      tenant.defaultLanguage,
      tenant.organisation,
      tenant.retentionDays,
    ],
  )
  if (rowCount === 0) throw new TenantError(`there is a tenant "${tenant.tenant}" already; choose another id`)
}

async function insertInstance(client: Client, tenant: string, instance: NewInstance): Promise<void> {
  const { name, channel, provider, account, language, voiceMode, secrets } = instance
  try {
    await client.query(
      `INSERT INTO tenant.instances (name, tenant_id, channel, provider, account, language, voice_mode, secrets)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [name, tenant, channel, provider, account, language, voiceMode, secrets],
    )
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code !== UNIQUE) throw error
    const what =
      constraint === 'instances_pkey'
        ? `there is an instance "${name}" already; choose another name`
        : `the account ${account} (${provider}, ${channel}) belongs to another instance already`
    throw new TenantError(what, { cause: error })
  }
}

async function upsertMember(client: Client, tenant: string, user: NewUser): Promise<void> {
  await client.query(
    `WITH known AS (
       INSERT INTO tenant.users (email, name, organisation_id)
       VALUES ($2, $3, (SELECT organisation_id FROM tenant.tenants WHERE tenant_id = $1))
       ON CONFLICT (email) DO UPDATE SET name = excluded.name, is_active = true RETURNING user_id
     )
     INSERT INTO tenant.members (tenant_id, user_id, role) SELECT $1, user_id, $4 FROM known
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET role = excluded.role`,
    [tenant, user.email, user.name, user.role],
  )
}
