import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import {
  type Address,
  type AnyQuestion,
  CONVERSATION,
  DEAD,
  type QuestionAnswer,
  type QuestionRequest,
  replyCompleted,
  SESSIONS,
  type SessionValue,
  sessionValue,
} from '@repartee/contracts'
import { sessionIdOf } from '@repartee/session'
import { eventually, startSystem, WhatsAppContact, type RunningSystem } from '@repartee/testing'
import pg from 'pg'
import { CLINIC, type Business } from './businesses.ts'

export { CLINIC, HVAC, PHONE_NUMBER_ID, SALES, TENANT, TRADING, type Business } from './businesses.ts'
export { nextWeekday } from './days.ts'

/** A booking as it stands in Postgres, in the business' wall clock. */
export interface BookingRow {
  service: string
  resource: string
  local_date: string
  local_time: string
  status: string
  contact_name: string | null
  contact_phone: string | null
}

/** A decision as it stands in the journal. */
export interface DecisionRow {
  instrument: string
  side: string | null
  quantity: number | null
  entry: number | null
  stop: number | null
  exit: number | null
  rationale: string | null
}

/** An event as it stands in the stream. */
export interface SeenEvent {
  /** Such as `turn.received`. */
  name: string
  sequence: number
  traceparent: string
  data: Record<string, unknown>
}

/** A running system, seen from outside: contacts on WhatsApp, rows in Postgres, sessions on the bus. */
export class House {
  readonly system: RunningSystem
  readonly nats: NatsConnection
  readonly business: Business
  readonly #database: pg.Pool

  private constructor(system: RunningSystem, nats: NatsConnection, database: pg.Pool, business: Business) {
    this.system = system
    this.nats = nats
    this.business = business
    this.#database = database
  }

  /** The same system, seen as another business. */
  of(business: Business): House {
    return new House(this.system, this.nats, this.#database, business)
  }

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
    return new House(system, nats, database, CLINIC)
  }

  async close(): Promise<boolean> {
    await this.#database.end()
    await this.nats.close()
    return this.system.stop()
  }

  contact(from: string, name?: string): WhatsAppContact {
    return new WhatsAppContact({
      gatewayUrl: this.system.gatewayUrl,
      sandboxUrl: this.system.sandboxUrl,
      appSecret: this.system.environment['META_APP_SECRET'] ?? '',
      from,
      phoneNumberId: this.business.phoneNumberId,
      ...(name === undefined ? {} : { name }),
    })
  }

  sessionId(from: string): string {
    const address = {
      channel: 'whatsapp',
      provider: 'meta',
      account: this.business.phoneNumberId,
      contact: from,
      contactKind: 'phone',
    } as const
    return sessionIdOf(this.business.tenant, this.business.instance, address)
  }

  /** The session of a call: each call has its own. */
  callSessionId(call: string): string {
    const { instance, account } = this.business.phone ?? { instance: '', account: '' }
    const address: Address = { channel: 'phone', provider: 'twilio', account, contact: '', contactKind: 'phone', call }
    return sessionIdOf(this.business.tenant, instance, address)
  }

  session(from: string): Promise<SessionValue | null> {
    return this.sessionById(this.sessionId(from))
  }

  async sessionById(session: string): Promise<SessionValue | null> {
    const bucket = await new Kvm(jetstream(this.nats)).open(SESSIONS.name)
    const entry = await bucket.get(`${this.business.tenant}.${session}`)
    return entry === null || entry.operation !== 'PUT' ? null : sessionValue.parse(entry.json())
  }

  /** The events of a session so far, in order; those of all when left out, or those of one name. */
  async events(session = '*', named = '*.*'): Promise<SeenEvent[]> {
    const consumer = await jetstream(this.nats).consumers.get(CONVERSATION.name, {
      filter_subjects: [`${named}.*.${this.business.tenant}.${session}`],
    })
    const seen: SeenEvent[] = []
    let pending = (await consumer.info()).num_pending
    while (pending > 0) {
      for await (const message of await consumer.fetch({ max_messages: Math.min(pending, 500), expires: 2000 })) {
        const name = message.subject.split('.').slice(0, 2).join('.')
        const traceparent = message.headers?.get('traceparent') ?? ''
        seen.push({ name, sequence: message.seq, traceparent, data: message.json() })
        pending -= 1
      }
    }
    return seen
  }

  /** Asks a service directly, as another service does. Throws when it says that it failed, or nobody answers. */
  async ask<Q extends AnyQuestion>(question: Q, data: QuestionRequest<Q>): Promise<QuestionAnswer<Q>> {
    const answer = await this.nats.request(question.subject, JSON.stringify(data), { timeout: 15_000 })
    const parsed = question.answer.safeParse(answer.json())
    if (!parsed.success) throw new Error(`${question.name} was not answered: ${answer.string()}`)
    return parsed.data as QuestionAnswer<Q>
  }

  /** Resolves when every handler has dealt with what is in the stream; those that only wait for deadlines are left out. */
  async untilQuiet(withinMs = 30_000): Promise<void> {
    await eventually(
      async () => {
        const manager = await jetstreamManager(this.nats)
        for await (const consumer of manager.consumers.list(CONVERSATION.name)) {
          const isHandler = consumer.config.durable_name !== undefined && !consumer.name.includes('watch')
          if (isHandler && consumer.num_pending + consumer.num_ack_pending > 0) return false
        }
        return true
      },
      { what: 'every handler is done', withinMs, everyMs: 200 },
    )
  }

  /** The number of the turn that each reply answers, by the reply's id. */
  async turnNumbers(): Promise<ReadonlyMap<string, number>> {
    const completed = (await this.events('*', 'reply.completed')).map(({ data }) => replyCompleted.payload.parse(data))
    return new Map(completed.map(({ reply, number }) => [reply.id, number ?? 0]))
  }

  /** Messages that no handler could take. */
  async deadLetters(): Promise<number> {
    const manager = await jetstreamManager(this.nats)
    return (await manager.streams.info(DEAD.name)).state.messages
  }

  /** The contact's bookings, soonest first; holds are none. */
  bookings(from: string): Promise<BookingRow[]> {
    return this.bookingsOf(this.sessionId(from))
  }

  async bookingsOf(session: string): Promise<BookingRow[]> {
    return this.query<BookingRow>(
      `SELECT service.key AS service, resource.key AS resource, booking.status::text,
         to_char(lower(booking.span) AT TIME ZONE $2, 'YYYY-MM-DD') AS local_date,
         to_char(lower(booking.span) AT TIME ZONE $2, 'HH24:MI') AS local_time,
         booking.contact_name, booking.contact_phone
       FROM booking.booking
       JOIN booking.service ON service.tenant_id = booking.tenant_id AND service.id = booking.service_id
       JOIN booking.resource ON resource.tenant_id = booking.tenant_id AND resource.id = booking.resource_id
       WHERE booking.session_id = $1 AND booking.status <> 'held' ORDER BY lower(booking.span)`,
      [session, this.business.timeZone],
    )
  }

  /** What was decided in a session, oldest first. */
  async decisionsOf(session: string): Promise<DecisionRow[]> {
    return this.query<DecisionRow>(
      `SELECT instrument, side, quantity::float8, entry::float8, stop::float8, exit::float8, rationale
       FROM conversation.decisions WHERE session_id = $1 ORDER BY decided_at`,
      [session],
    )
  }

  /** Holds and bookings of a session, whatever became of them. */
  async slotsTaken(from: string): Promise<number> {
    const [row] = await this.query<{ taken: string }>(
      `SELECT count(*) AS taken FROM booking.booking
       WHERE session_id = $1 AND status <> 'cancelled' AND (hold_expires_at IS NULL OR hold_expires_at > now())`,
      [this.sessionId(from)],
    )
    return Number(row?.taken)
  }

  /** Empties the calendar, so that no card stands in another's way. */
  async freeCalendar(): Promise<void> {
    await this.query('DELETE FROM booking.booking WHERE tenant_id = $1', [this.business.tenant])
    await this.query('UPDATE booking.calendar SET revision = revision + 1 WHERE tenant_id = $1', [this.business.tenant])
  }

  /** Opens the calendar on holidays too, so that no card depends on the day on which it is played. */
  async openOnHolidays(): Promise<void> {
    await this.query('DELETE FROM booking.exception')
    await this.query('UPDATE booking.calendar SET revision = revision + 1')
  }

  async followUps(from: string): Promise<{ reason: string; status: string }[]> {
    return this.query('SELECT reason, status FROM followup.item WHERE session_id = $1 ORDER BY armed_at', [
      this.sessionId(from),
    ])
  }

  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.#database.query<Row>(sql, values)).rows
  }
}
