import type { Client } from '@repartee/service'
import { instance, type Instance, type Place } from './instance.ts'

const COLUMNS = `
  i.name, i.tenant_id AS tenant, i.channel, i.provider, i.account, coalesce(i.language, t.default_language) AS language,
  i.voice_mode AS "voiceMode", i.secrets,
  jsonb_build_object('businessName', t.business_name, 'pack', t.pack, 'timeZone', t.time_zone, 'region', t.region,
    'defaultLanguage', t.default_language)
    || CASE WHEN t.overrides = '{}' THEN '{}' ELSE jsonb_build_object('overrides', t.overrides) END AS settings
  FROM tenant.instances i JOIN tenant.tenants t USING (tenant_id)
  WHERE i.is_active`

/** A row that does not fit, such as one with a language that nobody speaks, with the reason. */
export interface UnreadableInstance {
  name: string
  why: string
}

/** All active instances of all tenants. */
export async function readInstances(client: Client): Promise<{ read: Instance[]; unreadable: UnreadableInstance[] }> {
  const { rows } = await client.query<{ name: string }>(`SELECT ${COLUMNS} ORDER BY i.name`)
  const read: Instance[] = []
  const unreadable: UnreadableInstance[] = []
  for (const row of rows) {
    const parsed = instance.safeParse(row)
    if (parsed.success) read.push(parsed.data)
    else
      unreadable.push({
        name: row.name,
        why: parsed.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`).join('; '),
      })
  }
  return { read, unreadable }
}

/** The active instance at a place; null when there is none that can be read. */
export async function readInstance(client: Client, place: Place): Promise<Instance | null> {
  const { rows } = await client.query(`SELECT ${COLUMNS} AND i.provider = $1 AND i.channel = $2 AND i.account = $3`, [
    place.provider,
    place.channel,
    place.account,
  ])
  return instance.safeParse(rows[0]).data ?? null
}
