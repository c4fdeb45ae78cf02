import type { Client } from '@repartee/service'
import type { Contact } from './contact.ts'
import { contactKeyOf } from './contact.ts'

/** Where in Postgres something of a contact may stand: a table, and which of its rows. `$1` sessions, `$2` key, `$3` bookings, `$4` replies. */
export interface Place {
  readonly table: string
  readonly rows: string
}

/** Rows that name no session, and how they are found. Bookings go last, since others are found by them. */
const SPECIAL: readonly Place[] = [
  {
    table: 'conversation.long_texts',
    rows: `id::text IN (SELECT message -> 'whole' ->> 'id' FROM conversation.messages WHERE session_id = ANY($1::uuid[]))`,
  },
  { table: 'conversation.reply_statuses', rows: 'reply_id = ANY($4::uuid[])' },
  { table: 'outbox.event', rows: `payload ->> 'session' = ANY($1::text[])` },
  { table: 'outbox.dead', rows: `payload ->> 'session' = ANY($1::text[])` },
  { table: 'booking.answer', rows: `answer -> 'booking' ->> 'id' = ANY($3::text[])` },
]
const LAST: readonly Place[] = [
  { table: 'followup.item', rows: 'session_id = ANY($1::uuid[]) OR booking_id = ANY($3::uuid[])' },
  { table: 'followup.booking', rows: 'booking_id = ANY($3::uuid[])' },
  { table: 'followup.session', rows: 'session_id = ANY($1::uuid[])' },
  { table: 'conversation.bookings', rows: 'session_id = ANY($1::uuid[]) OR booking_id = ANY($3::uuid[])' },
  { table: 'conversation.messages', rows: 'session_id = ANY($1::uuid[])' },
  { table: 'booking.booking', rows: `session_id = ANY($1::uuid[]) OR contact_key = $2` },
  { table: 'conversation.sessions', rows: 'session_id = ANY($1::uuid[])' },
]

/** All places, in the order in which rows may leave: every table with sessions that there is, so that none that is new is forgotten. */
export async function placesOf(client: Client): Promise<Place[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT n.nspname || '.' || c.relname AS table FROM pg_attribute a
     JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE a.attname = 'session_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
       AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = c.oid AND t.attname = 'tenant_id')
     ORDER BY 1`,
  )
  const named = new Set([...SPECIAL, ...LAST].map(({ table }) => table))
  const others = rows.filter(({ table }) => !named.has(table))
  return [...SPECIAL, ...others.map(({ table }) => ({ table, rows: 'session_id::text = ANY($1::text[])' })), ...LAST]
}

/** What the conditions of places are asked with. */
export interface Named {
  readonly sessions: readonly string[]
  readonly key: string
  readonly bookings: readonly string[]
  readonly replies: readonly string[]
}

export async function namesOf(client: Client, contact: Contact): Promise<Named> {
  const key = contactKeyOf(contact)
  const bookings = await client.query<{ id: string }>(
    'SELECT id FROM booking.booking WHERE session_id = ANY($1::uuid[]) OR contact_key = $2',
    [contact.sessions, key],
  )
  const replies = await client.query<{ id: string }>(
    'SELECT reply_id AS id FROM conversation.replies WHERE session_id = ANY($1::uuid[])',
    [contact.sessions],
  )
  const ids = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id)
  return { sessions: contact.sessions, key, bookings: ids(bookings), replies: ids(replies) }
}

/** A statement over the rows of a place; parameters that its condition does not name are named without effect. */
export function over(
  { table, rows }: Place,
  named: Named,
  verb: 'SELECT count(*)::int AS n' | 'SELECT to_jsonb(x) AS row' | 'DELETE',
) {
  const from = `FROM ${table} x WHERE (${rows}) AND coalesce($1::text[] IS NOT NULL, $2::text IS NULL, $3::text[] IS NULL, $4::text[] IS NULL)`
  const condition = from
    .replaceAll('$1::uuid[]', '$1::text[]::uuid[]')
    .replaceAll('$3::uuid[]', '$3::text[]::uuid[]')
    .replaceAll('$4::uuid[]', '$4::text[]::uuid[]')
  return { text: `${verb} ${condition}`, values: [named.sessions, named.key, named.bookings, named.replies] }
}
