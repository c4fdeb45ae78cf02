import { adviceGiven, type Payload } from '@repartee/contracts'
import type { Database } from '@repartee/service'

/** A session in a list. */
export interface SessionRow {
  readonly id: string
  readonly channel: string
  readonly contact: string
  readonly contactName: string | null
  readonly language: string | null
  readonly state: string
  readonly leaseHolder: string
  readonly isOptedOut: boolean
  readonly frustration: number
  readonly turns: number
  readonly lastText: string
  readonly changedAt: string
}

/** What the archive knows, for screens. Throws RetryLaterError while Postgres is away. */
export class Records {
  constructor(private readonly database: Database) {}

  /** The sessions of a tenant, latest first. */
  async sessions(tenant: string, limit: number, before: string | undefined): Promise<SessionRow[]> {
    return this.read(
      tenant,
      `SELECT session_id AS id, channel, contact, contact_name AS "contactName", language, state,
         lease_holder AS "leaseHolder", is_opted_out AS "isOptedOut", frustration, turn_number AS turns,
         last_text AS "lastText", changed_at AS "changedAt"
       FROM conversation.sessions WHERE $2::timestamptz IS NULL OR changed_at < $2
       ORDER BY changed_at DESC LIMIT $1`,
      [limit, before ?? null],
    )
  }

  /** The holds and bookings of a tenant, or of one session, soonest first. */
  async bookings(tenant: string, session: string | undefined, limit: number): Promise<Record<string, unknown>[]> {
    return this.read(
      tenant,
      `SELECT booking_id AS id, session_id AS session, status, service, resource, starts_at AS "startsAt",
         ends_at AS "endsAt", local_date AS "localDate", local_time AS "localTime", time_zone AS "timeZone",
         contact_name AS "contactName", contact_phone AS "contactPhone", changed_at AS "changedAt"
       FROM conversation.bookings WHERE $2::uuid IS NULL OR session_id = $2
       ORDER BY starts_at, booking_id LIMIT $1`,
      [limit, session ?? null],
    )
  }

  /** The follow-ups of a tenant, or of one session, soonest first. */
  async followUps(tenant: string, session: string | undefined, limit: number): Promise<Record<string, unknown>[]> {
    return this.read(
      tenant,
      `SELECT follow_up_id AS id, session_id AS session, reason, status, due_at AS "dueAt", why
       FROM conversation.follow_ups WHERE $2::uuid IS NULL OR session_id = $2
       ORDER BY due_at NULLS LAST, follow_up_id LIMIT $1`,
      [limit, session ?? null],
    )
  }

  /** The advice on a turn, by its number or id. */
  async advice(tenant: string, session: string, turn: number | string): Promise<Payload<typeof adviceGiven> | null> {
    const column = typeof turn === 'number' ? 'number' : 'turn_id'
    const [row] = await this.read<{ given: unknown }>(
      tenant,
      `SELECT given FROM conversation.advice WHERE session_id = $1 AND ${column} = $2`,
      [session, turn],
    )
    return row === undefined ? null : adviceGiven.payload.parse(row.given)
  }

  /** Whose session it is; null when the archive does not know it. */
  async tenantOf(session: string): Promise<string | null> {
    return this.database.asWorker(async (client) => {
      const { rows } = await client.query<{ tenant_id: string }>(
        'SELECT tenant_id FROM conversation.sessions WHERE session_id = $1',
        [session],
      )
      return rows[0]?.tenant_id ?? null
    })
  }

  private read<Row extends object>(tenant: string, sql: string, values: unknown[]): Promise<Row[]> {
    return this.database.inTenant(
      tenant,
      async (client) => (await client.query<Row & Record<string, unknown>>(sql, values)).rows,
    )
  }
}
