import type { Client, Database } from '@repartee/service'
import { createHmac } from 'node:crypto'
import { type Contact, findContact } from './contact.ts'
import { type Named, type Place, namesOf, over, placesOf } from './places.ts'
import type { Store } from './stores.ts'

export interface Exported {
  readonly tenant: string
  readonly contact: string
  readonly at: string
  readonly sessions: readonly string[]
  /** What each store holds; Postgres by table. */
  readonly stores: Readonly<Record<string, readonly unknown[]>>
}

/** How many pieces each store held before and holds after; nothing is left where all of `after` is 0. */
export interface ErasureProof {
  readonly id: string
  readonly stores: Readonly<Record<string, { readonly before: number; readonly after: number }>>
  readonly isComplete: boolean
}

/** All that is known of a contact, from every store. */
export async function exportContact(
  database: Database,
  stores: readonly Store[],
  { tenant, address, now }: { tenant: string; address: string; now: Date },
): Promise<Exported> {
  const contact = await findContact(database, tenant, address)
  const found: Record<string, unknown[]> = {}
  const named = await database.inTenant(tenant, async (client) => {
    const names = await namesOf(client, contact)
    for (const place of await placesOf(client)) {
      const { rows } = await client.query<{ row: unknown }>(over(place, names, 'SELECT to_jsonb(x) AS row'))
      if (rows.length > 0) found[place.table] = rows.map(({ row }) => row)
    }
    return names
  })
  for (const store of stores) found[store.name] = await store.read(contact, named)
  return { tenant, contact: address, at: now.toISOString(), sessions: contact.sessions, stores: found }
}

/**
 * Takes all that is known of a contact out of every store, and proves it by counting again. Appointments go with it: their times
 * are free again, and calendars elsewhere let them go. What is left of it is a line with numbers and a hash of the address.
 */
export async function eraseContact(
  database: Database,
  stores: readonly Store[],
  { tenant, address, by }: { tenant: string; address: string; by: string },
): Promise<ErasureProof> {
  const contact = await findContact(database, tenant, address)
  const named = await database.inTenant(tenant, (client) => namesOf(client, contact))
  const before = await countAll(database, stores, contact, named)
  // The stores that others are filled from go first.
  for (const store of stores) await store.erase(contact, named)
  await database.inTenant(tenant, (client) => erasePostgres(client, named))
  for (const store of stores) await store.erase(contact, named)
  const after = await countAll(database, stores, contact, named)
  const names = Object.keys(before).filter((name) => before[name]! > 0 || after[name]! > 0)
  const proof = Object.fromEntries(names.map((name) => [name, { before: before[name]!, after: after[name]! }]))
  const isComplete = Object.values(after).every((count) => count === 0)
  const id = await database.inTenant(tenant, (client) => keepProof(client, { contact, proof, by }))
  return { id, stores: proof, isComplete }
}

async function erasePostgres(client: Client, named: Named): Promise<void> {
  await client.query(
    `UPDATE booking.outside_event SET is_gone = true, wanted_revision = wanted_revision + 1, next_try_at = now()
     WHERE booking_id = ANY($1::uuid[])`,
    [named.bookings],
  )
  for (const place of await placesOf(client)) await client.query(over(place, named, 'DELETE'))
}

async function countAll(
  database: Database,
  stores: readonly Store[],
  contact: Contact,
  named: Named,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  await database.inTenant(contact.tenant, async (client) => {
    for (const place of await placesOf(client)) counts[place.table] = await countIn(client, place, named)
  })
  for (const store of stores) counts[store.name] = (await store.read(contact, named)).length
  return counts
}

async function countIn(client: Client, place: Place, named: Named): Promise<number> {
  const { rows } = await client.query<{ n: number }>(over(place, named, 'SELECT count(*)::int AS n'))
  return rows[0]?.n ?? 0
}

async function keepProof(
  client: Client,
  { contact, proof, by }: { contact: Contact; proof: object; by: string },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    'INSERT INTO tenant.erasures (tenant_id, contact_hash, proof, by) VALUES ($1, $2, $3, $4) RETURNING id',
    [contact.tenant, contactHash(contact.tenant, contact.address), proof, by],
  )
  return rows[0]!.id
}

/** Tells whether a proof is about somebody to whoever knows the address, and to nobody else. */
export function contactHash(tenant: string, address: string): string {
  const normal = address.replaceAll(/\D/g, '').length >= 7 ? address.replaceAll(/\D/g, '') : address
  return createHmac('sha256', `repartee erasure ${tenant}`).update(normal).digest('hex')
}
