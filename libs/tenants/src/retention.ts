import type { Database } from '@repartee/service'

/** What a tenant's retention reaches: a table, and the column that says how old a row is. */
const AGING = [
  ['conversation.messages', 'received_at'],
  ['conversation.turns', 'received_at'],
  ['conversation.replies', 'completed_at'],
  ['conversation.reply_statuses', 'at'],
  ['conversation.advice', 'at'],
  ['conversation.human_messages', 'at'],
  ['conversation.event_log', 'at'],
  ['conversation.checkpoints', 'at'],
  ['conversation.long_texts', 'written_at'],
  ['conversation.bookings', 'ends_at'],
  ['conversation.sessions', 'changed_at'],
  ['booking.booking', 'busy_end'],
  ['booking.answer', 'answered_at'],
] as const

/** Forgets what is older than its tenant wants, a part at a time. Returns how many rows left, by table. */
export async function forgetOld(database: Database, atOnce = 5000): Promise<Record<string, number>> {
  const gone: Record<string, number> = {}
  for (const [table, column] of AGING) {
    for (;;) {
      const count = await database.asWorker(async (client) => {
        const { rowCount } = await client.query(
          `DELETE FROM ${table} WHERE ctid IN (
             SELECT x.ctid FROM ${table} x JOIN tenant.tenants t USING (tenant_id)
             WHERE t.retention_days IS NOT NULL AND x.${column} < now() - make_interval(days => t.retention_days) LIMIT $1)`,
          [atOnce],
        )
        return rowCount ?? 0
      })
      if (count > 0) gone[table] = (gone[table] ?? 0) + count
      if (count < atOnce) break
    }
  }
  return gone
}
