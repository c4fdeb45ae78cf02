import { Client } from 'pg'

interface DemoTenant {
  readonly tenant: string
  readonly businessName: string
  readonly pack: string
  readonly timeZone: string
  readonly region: string
  readonly instances: readonly {
    readonly name: string
    readonly channel: string
    readonly provider: string
    readonly account: string
    readonly voiceMode: string | null
  }[]
}

/** The businesses of the demo; their calendars are those of their packs (the booking service seeds them). */
const demoTenants: readonly DemoTenant[] = [
  {
    tenant: 'demo-clinic',
    businessName: 'Clínica Aurora',
    pack: 'clinic',
    timeZone: 'Europe/Madrid',
    region: 'ES',
    instances: [
      { name: 'demo-whatsapp', channel: 'whatsapp', provider: 'meta', account: '100000000000001', voiceMode: null },
      {
        name: 'demo-twilio-whatsapp',
        channel: 'whatsapp',
        provider: 'twilio',
        account: '+15550100001',
        voiceMode: null,
      },
      { name: 'demo-sms', channel: 'sms', provider: 'twilio', account: '+15550100001', voiceMode: null },
      { name: 'demo-phone', channel: 'phone', provider: 'twilio', account: '+15550100001', voiceMode: 'gather' },
      { name: 'demo-web', channel: 'web', provider: 'web', account: 'demo-web', voiceMode: null },
    ],
  },
  {
    tenant: 'demo-sales',
    businessName: 'Kestrel',
    pack: 'sales',
    timeZone: 'Europe/Berlin',
    region: 'US',
    instances: [
      { name: 'sales-whatsapp', channel: 'whatsapp', provider: 'meta', account: '100000000000002', voiceMode: null },
      { name: 'sales-web', channel: 'web', provider: 'web', account: 'sales-web', voiceMode: null },
    ],
  },
  {
    tenant: 'demo-trading',
    businessName: 'Meridian',
    pack: 'trading',
    timeZone: 'America/New_York',
    region: 'US',
    instances: [
      { name: 'trading-whatsapp', channel: 'whatsapp', provider: 'meta', account: '100000000000003', voiceMode: null },
      { name: 'trading-web', channel: 'web', provider: 'web', account: 'trading-web', voiceMode: null },
    ],
  },
]

/** Makes the demo tenants and their instances where they are missing; what an operator changed stays. Needs a migrated database. */
export async function seed(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    for (const demo of demoTenants) await seedTenant(client, demo)
  } finally {
    await client.end()
  }
}

async function seedTenant(client: Client, demo: DemoTenant): Promise<void> {
  const { tenant, businessName, pack, timeZone, region, instances } = demo
  await client.query('BEGIN')
  await client.query(`SELECT set_config('app.tenant', $1, true)`, [tenant])
  await client.query(
    `INSERT INTO tenant.tenants (tenant_id, business_name, pack, time_zone, region, default_language)
     VALUES ($1, $2, $3, $4, $5, 'en') ON CONFLICT DO NOTHING`,
    [tenant, businessName, pack, timeZone, region],
  )
  for (const { name, channel, provider, account, voiceMode } of instances) {
    await client.query(
      `INSERT INTO tenant.instances (name, tenant_id, channel, provider, account, voice_mode)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
      [name, tenant, channel, provider, account, voiceMode],
    )
  }
  await client.query('COMMIT')
}
