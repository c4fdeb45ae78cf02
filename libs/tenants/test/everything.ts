import { migrate } from '@repartee/service'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Client } from 'pg'

export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** As scripts/migrate.mjs has it: tables that others refer to come first. */
const first = [
  'libs/service',
  'libs/outbox',
  'services/gateway',
  'services/booking',
  'services/followup',
  'libs/tenants',
]

/** The folders of migrations below a checkout, in the order in which they run. */
export function foldersBelow(checkout: string): string[] {
  const rank = (path: string) => {
    const index = first.findIndex((folder) => path.startsWith(`${folder}/`))
    return index < 0 ? first.length : index
  }
  return globSync('{libs,services}/*/sql', { cwd: checkout })
    .toSorted((a, b) => rank(a) - rank(b) || a.localeCompare(b))
    .map((path) => join(checkout, path))
}

/** All tables, as they stand in this checkout. */
export async function migrateAll(databaseUrl: string): Promise<void> {
  await migrate({ databaseUrl, folders: foldersBelow(root) })
}

export const SESSION = '0192a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b'
export const CONTACT = '34600111222'

/** One row in each table of a tenant, as every version of the tables takes it. Ids differ between tenants by `digit`. */
const rows: readonly (readonly [table: string, insert: string])[] = [
  [
    'tenant.tenants',
    `(tenant_id, business_name, pack, time_zone, region, default_language) VALUES ($1, 'Aurora', 'clinic', 'Europe/Madrid', 'ES', 'en')`,
  ],
  ['tenant.instances', `(name, tenant_id, provider, account) VALUES ($1 || '-wa', $1, 'meta', $1)`],
  [
    'conversation.messages',
    `(tenant_id, channel, account, provider_message_id, id, session_id, message, stream_sequence, received_at) VALUES ($1, 'whatsapp', '100', 'wamid.1', $2, $2, json_build_object('whole', json_build_object('id', md5($1)::uuid)), 1, now())`,
  ],
  ['conversation.long_texts', `(id, tenant_id, body) VALUES (md5($1)::uuid, $1, 'words')`],
  [
    'conversation.sessions',
    `(tenant_id, session_id, instance, channel, contact, state, lease_holder, is_opted_out, frustration, turn_number, last_text, changed_at) VALUES ($1, $2, 'wa', 'whatsapp', '${CONTACT}', 'idle', 'ai', false, 0, 1, 'hello', now())`,
  ],
  [
    'conversation.turns',
    `(tenant_id, turn_id, session_id, number, text, message_ids, received_at, opened_at) VALUES ($1, $2, $2, 1, 'hello', '{}', now(), now())`,
  ],
  [
    'conversation.replies',
    `(tenant_id, reply_id, session_id, turn_id, number, kind, text, language, choices, slots, intent, level, reasoning, timings, usage, completed_at) VALUES ($1, $2, $2, $2, 1, 'answer', 'hi', 'en', '[]', '{}', 'greet', 'rules', '{}', '{}', '[]', now())`,
  ],
  ['conversation.reply_statuses', `(tenant_id, reply_id, status, session_id, at) VALUES ($1, $2, 'sent', $2, now())`],
  [
    'conversation.advice',
    `(tenant_id, turn_id, session_id, number, source, given, at) VALUES ($1, $2, $2, 1, 'fallback', '{}', now())`,
  ],
  [
    'conversation.human_messages',
    `(tenant_id, message_id, session_id, text, written_by, origin, at) VALUES ($1, 'm', $2, 'hello', 'ana', 'console', now())`,
  ],
  [
    'conversation.follow_ups',
    `(tenant_id, follow_up_id, session_id, reason, status, sequence) VALUES ($1, $2, $2, 'after_visit', 'due', 1)`,
  ],
  [
    'conversation.bookings',
    `(tenant_id, booking_id, session_id, status, service, resource, starts_at, ends_at, local_date, local_time, time_zone, sequence, changed_at) VALUES ($1, $2, $2, 'confirmed', 's', 'r', now(), now(), '', '', '', 1, now())`,
  ],
  [
    'conversation.event_log',
    `(tenant_id, event_id, name, session_id, data, sequence, at) VALUES ($1, 'e', 'session.escalated', $2, '{}', 1, now())`,
  ],
  [
    'conversation.checkpoints',
    `(tenant_id, session_id, kind, value, sequence, at, expires_at) VALUES ($1, $2, 'name_collected', 'Ana', 1, now(), now())`,
  ],
  [
    'booking.calendar',
    `(tenant_id, time_zone, slot_minutes, horizon_days, notice_hours, cancel_notice_hours) VALUES ($1, 'Europe/Madrid', 15, 60, 1, 3)`,
  ],
  ['booking.location', `(tenant_id, id, key, name) VALUES ($1, $2, 'main', 'Main')`],
  [
    'booking.service',
    `(tenant_id, id, key, name, position, duration_minutes) VALUES ($1, $2, 'cleaning', 'Cleaning', 1, 30)`,
  ],
  [
    'booking.resource',
    `(tenant_id, id, key, name, kind, position, location_id) VALUES ($1, $2, 'anna', 'Anna', 'person', 1, $2)`,
  ],
  ['booking.resource_service', `(tenant_id, resource_id, service_id) VALUES ($1, $2, $2)`],
  [
    'booking.weekly_hours',
    `(tenant_id, resource_id, weekday, opens_minute, closes_minute) VALUES ($1, $2, 1, 540, 1020)`,
  ],
  [
    'booking.exception',
    `(tenant_id, position, resource_id, first_day, last_day, reason) VALUES ($1, 1, $2, '2026-12-25', '2026-12-25', 'holiday')`,
  ],
  [
    'booking.booking',
    `(tenant_id, id, status, key, service_id, resource_id, span, busy, session_id, contact_key, contact_name, way_back) VALUES ($1, $2, 'confirmed', $2, $2, $2, '[2027-01-04 10:00Z,2027-01-04 10:30Z)', '[2027-01-04 10:00Z,2027-01-04 10:35Z)', $2, 'phone:${CONTACT}', 'Ana', '{"settings": {"businessName": "Aurora"}}')`,
  ],
  [
    'booking.answer',
    `(tenant_id, key, verb, answer) VALUES ($1, $2, 'confirm', jsonb_build_object('booking', jsonb_build_object('id', $2::text)))`,
  ],
  ['followup.session', `(tenant_id, session_id) VALUES ($1, $2)`],
  [
    'followup.item',
    `(tenant_id, id, session_id, reason, booking_id, status, announced, due_at, armed_at, sequence, data, why) VALUES ($1, $2, $2, 'booking_reminder', $2, 'pending', false, '2027-01-03 10:00Z', now(), 1, '{}', 'before the booking')`,
  ],
  ['followup.booking', `(tenant_id, booking_id, sequence) VALUES ($1, $2, 1)`],
  ['followup.seen', `(tenant_id, key) VALUES ($1, 'k')`],
  ['followup.setting', `(tenant_id, urgent_minutes, reminder_hours) VALUES ($1, 5, '{12}')`],
  [
    'outbox.event',
    `(source, tenant_id, contract, version, payload) VALUES ('booking', $1, 'flag.changed', 1, json_build_object('session', $2::text))`,
  ],
  [
    'outbox.dead',
    `(id, message_id, source, tenant_id, contract, version, payload, written_at, reason) VALUES (abs(hashtext($1)), 'm', 'booking', $1, 'flag.changed', 1, json_build_object('session', $2::text), now(), 'why')`,
  ],
]

/** Fills the tables that there are; returns which. The client acts as the worker. */
export async function fill(client: Client, tenant: string, session = SESSION): Promise<string[]> {
  const filled: string[] = []
  for (const [table, insert] of rows) {
    const { rows: known } = await client.query<{ there: string | null }>('SELECT to_regclass($1)::text AS there', [
      table,
    ])
    if (!known[0]?.there) continue
    await client.query(
      `INSERT INTO ${table} ${insert}`.replaceAll('$1', `'${tenant}'`).replaceAll('$2', `'${session}'::uuid`),
    )
    filled.push(table)
  }
  return filled
}
