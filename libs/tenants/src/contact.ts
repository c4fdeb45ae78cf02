import type { Address } from '@repartee/contracts'
import type { Client, Database } from '@repartee/service'
import { sessionIdOf } from '@repartee/session'
import { TenantError } from './specification.ts'

/** Somebody who wrote or called, by the address that the channel shows: a phone number, or the provider's id. */
export interface Contact {
  readonly tenant: string
  /** The address as it was given, and its digits where it is a phone. */
  readonly address: string
  readonly digits: string
  /** Every session that may be theirs. */
  readonly sessions: readonly string[]
}

interface InstanceRow {
  name: string
  channel: Address['channel']
  provider: Address['provider']
  account: string
}

/** Finds all sessions of a contact: those that are archived or booked, and those that their address would have on each instance. */
export async function findContact(database: Database, tenant: string, address: string): Promise<Contact> {
  const digits = address.replaceAll(/\D/g, '')
  if (address.trim() === '' || (digits.length < 5 && !/[a-z]/i.test(address)))
    throw new TenantError(`"${address}" is no contact; it must be a phone number or the id that the provider shows`)
  return database.inTenant(tenant, async (client) => {
    const computed = (await instancesOf(client)).flatMap((instance) =>
      [address, digits]
        .filter(Boolean)
        .map((contact) => sessionIdOf(tenant, instance.name, addressAt(instance, contact))),
    )
    const sessions = new Set([...computed, ...(await knownSessions(client, address, digits))])
    return { tenant, address, digits, sessions: [...sessions] }
  })
}

/** The same person elsewhere: `phone:<digits>` is the key of bookings. */
export function contactKeyOf({ digits }: Contact): string {
  return `phone:${digits}`
}

async function instancesOf(client: Client): Promise<InstanceRow[]> {
  return (await client.query<InstanceRow>('SELECT name, channel, provider, account FROM tenant.instances')).rows
}

function addressAt({ channel, provider, account }: InstanceRow, contact: string): Address {
  return { channel, provider, account, contact, contactKind: 'phone' }
}

async function knownSessions(client: Client, address: string, digits: string): Promise<string[]> {
  const { rows } = await client.query<{ session_id: string }>(
    `SELECT session_id FROM conversation.sessions
     WHERE contact IN ($1, $2) OR (length($2) >= 7 AND regexp_replace(coalesce(contact_phone, ''), '\\D', '', 'g') = $2)
     UNION
     SELECT session_id FROM booking.booking WHERE session_id IS NOT NULL AND length($2) >= 7 AND contact_key = 'phone:' || $2`,
    [address, digits],
  )
  return rows.map(({ session_id: id }) => id)
}
