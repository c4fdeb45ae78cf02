import { type Client, Database } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'

/** A calendar elsewhere to be joined to a resource. */
export interface Connection {
  readonly tenant: string
  /** Key of the resource. */
  readonly resource: string
  readonly kind: 'caldav' | 'google'
  readonly address: string
  readonly account: string | null
  /** `env:SECRET_…` */
  readonly secret: string
}

/** Joins a calendar elsewhere to a resource: bookings to come are written there. Throws an Error that says what is wrong. */
export async function connectCalendar(databaseUrl: string, connection: Connection): Promise<string> {
  if (connection.kind === 'caldav' && !URL.canParse(connection.address))
    throw new Error(
      `"${connection.address}" is no URL; it must be that of a collection, https://…/calendars/anna/work/`,
    )
  return inTenant(databaseUrl, connection.tenant, async (client) => {
    const resource = await resourceOf(client, connection.resource)
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO booking.outside_calendar (tenant_id, resource_id, kind, address, account, secret)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (tenant_id, resource_id, kind, address) DO UPDATE SET
         account = excluded.account, secret = excluded.secret, is_active = true, next_read_at = now()
       RETURNING id`,
      [connection.tenant, resource, connection.kind, connection.address, connection.account, connection.secret],
    )
    const id = rows[0]!.id
    await client.query(
      `INSERT INTO booking.outside_event (tenant_id, calendar_id, booking_id, wanted_revision)
       SELECT tenant_id, $1, id, revision FROM booking.booking
       WHERE resource_id = $2 AND status = 'confirmed' AND busy_end > now() ON CONFLICT DO NOTHING`,
      [id, resource],
    )
    await client.query('UPDATE booking.calendar SET revision = revision + 1')
    return id
  })
}

/** Lets a calendar go: what is busy there matters no more, and nothing is written there. */
export async function disconnectCalendar(databaseUrl: string, tenant: string, id: string): Promise<void> {
  await inTenant(databaseUrl, tenant, async (client) => {
    const { rowCount } = await client.query('DELETE FROM booking.outside_calendar WHERE id = $1', [id])
    if (rowCount === 0) throw new Error(`the tenant ${tenant} has no calendar elsewhere with the id ${id}`)
    await client.query('UPDATE booking.calendar SET revision = revision + 1')
  })
}

/** Makes links to a resource's feed that were given away worthless. */
export async function renewFeed(databaseUrl: string, tenant: string, key: string): Promise<void> {
  await inTenant(databaseUrl, tenant, async (client) => {
    const id = await resourceOf(client, key)
    await client.query('UPDATE booking.resource SET feed_number = feed_number + 1 WHERE id = $1', [id])
  })
}

async function resourceOf(client: Client, key: string): Promise<string> {
  const { rows } = await client.query<{ id: string; key: string }>(
    'SELECT id, key FROM booking.resource ORDER BY position',
  )
  const found = rows.find((row) => row.key === key)
  if (found) return found.id
  const keys = rows.map((row) => row.key).join(', ') || 'none: has the tenant a pack with a calendar?'
  throw new Error(`there is no resource "${key}"; there are: ${keys}`)
}

async function inTenant<Result>(databaseUrl: string, tenant: string, work: (client: Client) => Promise<Result>) {
  const database = new Database({ url: databaseUrl, log: createLogger({ service: 'booking' }), poolSize: 1 })
  try {
    return await database.inTenant(tenant, work)
  } finally {
    await database.close()
  }
}
