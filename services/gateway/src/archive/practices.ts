import type { ReplyCompleted } from '@repartee/contracts'
import type { Database } from '@repartee/service'
import { z } from 'zod'
import type { Row } from './rows.ts'

/** What of a practised conversation's state stands in its replies. */
const kept = z.object({ persona: z.string(), turns: z.int(), points: z.int().nullable() })
const scored = z.object({ criteria: z.array(z.record(z.string(), z.unknown())) })

/** The row of a practised conversation after a reply; null for any other reply. */
export function practiceRow({
  tenant,
  session,
  settings,
  reply,
  mood,
  stage,
  completedAt,
}: ReplyCompleted): Row | null {
  const of = (kind: string) => reply.sidecar.find((part) => part.kind === kind)?.data
  const state = kept.safeParse(of('practice'))
  if (!state.success || settings.practice === undefined || stage === null) return null
  return {
    tenant_id: tenant,
    session_id: session,
    trainee: settings.practice.trainee,
    persona: state.data.persona,
    language: reply.language,
    stage,
    mood,
    turns: state.data.turns,
    points: state.data.points,
    criteria: scored.safeParse(of('practice_score')).data?.criteria ?? null,
    changed_at: completedAt,
  }
}

/** Practised conversations, for screens. Throws RetryLaterError while Postgres is away. */
export class Practices {
  constructor(private readonly database: Database) {}

  /** Those of a tenant, or of one trainee, latest first. */
  async find(tenant: string, trainee: string | undefined, limit: number): Promise<Record<string, unknown>[]> {
    return this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(
        `SELECT session_id AS session, trainee, persona, language, stage, mood, turns, points, criteria,
           changed_at AS "changedAt"
         FROM conversation.practices WHERE $1::text IS NULL OR trainee = $1
         ORDER BY changed_at DESC LIMIT $2`,
        [trainee ?? null, limit],
      )
      return rows
    })
  }
}
