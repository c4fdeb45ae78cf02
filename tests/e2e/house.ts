import { jetstream } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { SESSIONS, sessionValue, type SessionValue } from '@repartee/contracts'
import { sessionIdOf } from '@repartee/session'
import { startSystem, WhatsAppContact, type RunningSystem } from '@repartee/testing'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'

export const TENANT = 'demo-clinic'
export const PHONE_NUMBER_ID = '100000000000001'

/** A booking as it stands in Postgres, in the clinic's wall clock. */
export interface BookingRow {
  service: string
  resource: string
  local_date: string
  local_time: string
  status: string
  contact_name: string | null
  contact_phone: string | null
}

/** A running system, seen from outside: contacts on WhatsApp, rows in Postgres, sessions on the bus. */
export class House {
  constructor(
    readonly system: RunningSystem,
    private readonly database: pg.Pool,
    private readonly nats: NatsConnection,
  ) {}

  static async open(options: Parameters<typeof startSystem>[0] = {}): Promise<House> {
    const system = await startSystem(options)
    const database = new pg.Pool({
      connectionString: system.servers.databaseUrl,
      max: 4,
      options: '-c role=repartee_worker',
    })
    // Tests stop Postgres: a lost connection is made again by the pool.
    database.on('error', () => undefined)
    const nats = await connect({ servers: system.servers.natsUrl, maxReconnectAttempts: -1, reconnectTimeWait: 100 })
    return new House(system, database, nats)
  }

  async close(): Promise<boolean> {
    await this.database.end()
    await this.nats.close()
    return this.system.stop()
  }

  contact(from: string, name?: string): WhatsAppContact {
    return new WhatsAppContact({
      gatewayUrl: this.system.gatewayUrl,
      sandboxUrl: this.system.sandboxUrl,
      appSecret: this.system.environment['META_APP_SECRET'] ?? '',
      from,
      phoneNumberId: PHONE_NUMBER_ID,
      ...(name === undefined ? {} : { name }),
    })
  }

  sessionId(from: string): string {
    const address = {
      channel: 'whatsapp',
      provider: 'meta',
      account: PHONE_NUMBER_ID,
      contact: from,
      contactKind: 'phone',
    } as const
    return sessionIdOf(TENANT, 'demo-whatsapp', address)
  }

  async session(from: string): Promise<SessionValue | null> {
    const bucket = await new Kvm(jetstream(this.nats)).open(SESSIONS.name)
    const entry = await bucket.get(`${TENANT}.${this.sessionId(from)}`)
    return entry === null || entry.operation !== 'PUT' ? null : sessionValue.parse(entry.json())
  }

  /** The contact's bookings, soonest first; holds are none. */
  async bookings(from: string): Promise<BookingRow[]> {
    return this.query<BookingRow>(
      `SELECT service.key AS service, resource.key AS resource, booking.status::text,
         to_char(lower(booking.span) AT TIME ZONE 'Europe/Madrid', 'YYYY-MM-DD') AS local_date,
         to_char(lower(booking.span) AT TIME ZONE 'Europe/Madrid', 'HH24:MI') AS local_time,
         booking.contact_name, booking.contact_phone
       FROM booking.booking
       JOIN booking.service ON service.tenant_id = booking.tenant_id AND service.id = booking.service_id
       JOIN booking.resource ON resource.tenant_id = booking.tenant_id AND resource.id = booking.resource_id
       WHERE booking.session_id = $1 AND booking.status <> 'held' ORDER BY lower(booking.span)`,
      [this.sessionId(from)],
    )
  }

  async followUps(from: string): Promise<{ reason: string; status: string }[]> {
    return this.query('SELECT reason, status FROM followup.item WHERE session_id = $1 ORDER BY armed_at', [
      this.sessionId(from),
    ])
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query<Row>(sql, values)).rows
  }
}

/** Gives the test file a running system. Read it inside of tests. */
export function useHouse(options: Parameters<typeof startSystem>[0] = {}): () => House {
  let house: House | undefined
  beforeAll(async () => {
    house = await House.open(options)
  })
  afterAll(async () => {
    await house?.close()
  })
  return () => {
    if (house === undefined) throw new Error('the system is not started yet: use it inside of a test')
    return house
  }
}

/** The next day of the week (0 Sunday) at least `daysAhead` days from now that is none of `closed`: YYYY-MM-DD. */
export function nextWeekday(weekday: number, daysAhead: number, closed: readonly string[] = []): string {
  const day = new Date(Date.now() + daysAhead * 86_400_000)
  while (day.getUTCDay() !== weekday || closed.includes(day.toISOString().slice(0, 10))) {
    day.setUTCDate(day.getUTCDate() + 1)
  }
  return day.toISOString().slice(0, 10)
}
