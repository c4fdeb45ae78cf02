import { loadTenants, type TenantDeclaration } from '@repartee/packs'
import { Client } from 'pg'
import { fileURLToPath } from 'node:url'

const PACKS = fileURLToPath(new URL('../../../packs', import.meta.url))

/**
 * Makes the businesses of tenants.yaml and their instances where they are missing; what an operator changed stays.
 * Needs a migrated database.
 */
export async function seed(databaseUrl: string, packsFolder: string = PACKS): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const tenant of loadTenants(packsFolder)) await seedTenant(client, tenant)
  } finally {
    await client.end()
  }
}

async function seedTenant(client: Client, tenant: TenantDeclaration): Promise<void> {
  const { id, business, pack, timeZone, region, language, instances } = tenant
  await client.query('BEGIN')
  await client.query(`SELECT set_config('app.tenant', $1, true)`, [id])
  await client.query(
    `INSERT INTO tenant.tenants (tenant_id, business_name, pack, time_zone, region, default_language)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [id, business, pack, timeZone, region, language],
  )
  for (const { name, channel, provider, account, voiceMode } of instances) {
    await client.query(
      `INSERT INTO tenant.instances (name, tenant_id, channel, provider, account, voice_mode)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [name, id, channel, provider, account, voiceMode],
    )
  }
  await client.query('COMMIT')
}
