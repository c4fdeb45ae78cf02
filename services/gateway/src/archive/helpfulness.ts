import type { Database } from '@repartee/service'

/** By what feedback is summed up. */
export const helpfulBy = {
  intent: `replies.intent`,
  principle: `replies.reasoning->>'principle'`,
  source: `coalesce(advice.source, 'none')`,
  provider: `replies.reasoning->>'provider'`,
  arm: `coalesce(replies.reasoning->'arms'->>'workflow', 'none')`,
  code: `coalesce(log.data->>'code', 'other')`,
} as const
export type HelpfulBy = keyof typeof helpfulBy

export interface Helpful {
  /** Such as the intent's name. */
  readonly of: string
  readonly on: 'reply' | 'advice'
  readonly up: number
  readonly down: number
}

/** What people think of replies and advice, joined to the turns that they are about. Throws RetryLaterError while Postgres is away. */
export class FeedbackSummary {
  constructor(private readonly database: Database) {}

  async by(tenant: string, what: HelpfulBy): Promise<Helpful[]> {
    return this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<Helpful>(
        `SELECT ${helpfulBy[what]} AS of, log.data->>'on' AS "on",
           count(*) FILTER (WHERE log.data->>'thumb' = 'up')::int AS up,
           count(*) FILTER (WHERE log.data->>'thumb' = 'down')::int AS down
         FROM conversation.event_log log
         JOIN conversation.replies ON replies.tenant_id = log.tenant_id AND replies.turn_id = (log.data->>'turn')::uuid
         LEFT JOIN conversation.advice ON advice.tenant_id = log.tenant_id AND advice.turn_id = replies.turn_id
         WHERE log.name = 'feedback.given'
         GROUP BY 1, 2 ORDER BY count(*) DESC, 1`,
      )
      return rows
    })
  }
}
