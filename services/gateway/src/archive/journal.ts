import type { Decision } from '@repartee/contracts'
import type { Database } from '@repartee/service'

/** Which decisions are wanted; null: whichever. Instants; `to` is not counted. */
export interface WantedDecisions {
  readonly session: string | null
  readonly instrument: string | null
  readonly from: string | null
  readonly to: string | null
  readonly limit: number
}

/** A decision and the session that it was made in. */
export type JournalEntry = Decision & { readonly session: string }

/** What contacts decided. Throws RetryLaterError while Postgres is away. */
export class Journal {
  constructor(private readonly database: Database) {}

  /** The decisions of a tenant, latest first. */
  async find(tenant: string, { session, instrument, from, to, limit }: WantedDecisions): Promise<JournalEntry[]> {
    return this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<JournalEntry & { decidedAt: string | Date }>(
        `SELECT decision_id AS id, session_id AS session, task, instrument, side, quantity::float8, entry::float8,
           stop::float8, exit::float8, rationale, "values", decided_at AS "decidedAt"
         FROM conversation.decisions
         WHERE ($1::uuid IS NULL OR session_id = $1) AND ($2::text IS NULL OR instrument = $2)
           AND ($3::timestamptz IS NULL OR decided_at >= $3) AND ($4::timestamptz IS NULL OR decided_at < $4)
         ORDER BY decided_at DESC, decision_id LIMIT $5`,
        [session, instrument, from, to, limit],
      )
      return rows.map((row) => ({ ...row, decidedAt: new Date(row.decidedAt).toISOString() }))
    })
  }
}
