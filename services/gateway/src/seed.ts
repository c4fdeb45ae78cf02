import { Client } from 'pg'

const TENANT = 'demo-clinic'

const instances = [
  { name: 'demo-whatsapp', channel: 'whatsapp', provider: 'meta', account: '100000000000001', voiceMode: null },
  { name: 'demo-twilio-whatsapp', channel: 'whatsapp', provider: 'twilio', account: '+15550100001', voiceMode: null },
  { name: 'demo-sms', channel: 'sms', provider: 'twilio', account: '+15550100001', voiceMode: null },
  { name: 'demo-phone', channel: 'phone', provider: 'twilio', account: '+15550100001', voiceMode: 'gather' },
  { name: 'demo-web', channel: 'web', provider: 'web', account: 'demo-web', voiceMode: null },
]

/** Makes the demo tenant and its instances where they are missing; what an operator changed stays. Needs a migrated database. */
export async function seed(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('app.tenant', $1, true)`, [TENANT])
    await client.query(
      `INSERT INTO tenant.tenants (tenant_id, business_name, pack, time_zone, region, default_language)
       VALUES ($1, 'Clínica Aurora', 'clinic', 'Europe/Madrid', 'ES', 'en') ON CONFLICT DO NOTHING`,
      [TENANT],
    )
    for (const { name, channel, provider, account, voiceMode } of instances) {
      await client.query(
        `INSERT INTO tenant.instances (name, tenant_id, channel, provider, account, voice_mode)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [name, TENANT, channel, provider, account, voiceMode],
      )
    }
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}
