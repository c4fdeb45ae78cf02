import type { Row } from './rows.ts'

interface Table {
  /** Two rows of a batch with the same key would meet in one statement: the last stands for both. */
  readonly key: readonly string[]
  /** A newer row takes the place of an older, by this column; without it the first stays. */
  readonly newestBy?: string
  /** A newer row that does not say this leaves it as it was. */
  readonly kept?: string
  readonly columns: readonly string[]
}

const table = (key: string, columns: string, newestBy?: string, kept?: string): Table => ({
  key: ['tenant_id', ...key.split(' ')],
  columns: ['tenant_id', ...columns.split(' ')],
  ...(newestBy !== undefined && { newestBy }),
  ...(kept !== undefined && { kept }),
})

/** The tables of the schema `conversation` that the archive writes, in the order of writing. */
export const tables = {
  messages: table(
    'channel account provider_message_id',
    'channel account provider_message_id id session_id message stream_sequence received_at',
  ),
  turns: table('turn_id', 'turn_id session_id number text message_ids received_at opened_at'),
  sessions: table(
    'session_id',
    'session_id instance channel contact contact_name contact_phone language state lease_holder is_opted_out frustration turn_number last_text changed_at stale_since',
    'turn_number',
  ),
  replies: table(
    'reply_id',
    'reply_id session_id turn_id number occurrence kind text language choices slots intent level reasoning timings usage completed_at',
  ),
  practices: table(
    'session_id',
    'session_id trainee persona language stage mood turns points criteria changed_at',
    'turns',
  ),
  reply_statuses: table('reply_id status', 'reply_id status session_id detail at'),
  advice: table('turn_id', 'turn_id session_id number source intent given at'),
  human_messages: table('message_id', 'message_id session_id text written_by origin at'),
  follow_ups: table('follow_up_id', 'follow_up_id session_id reason status due_at why sequence', 'sequence', 'due_at'),
  bookings: table(
    'booking_id',
    'booking_id session_id status service resource starts_at ends_at local_date local_time time_zone contact_name contact_phone sequence changed_at',
    'sequence',
  ),
  decisions: table(
    'decision_id',
    'decision_id session_id turn_id task instrument side quantity entry stop exit rationale values decided_at',
  ),
  memory: table('contact fact_key', 'contact fact_key session_id turn_id value quote sequence at', 'sequence'),
  event_log: table('event_id', 'event_id name session_id data sequence at'),
  checkpoints: table('session_id kind', 'session_id kind value sequence at expires_at', 'sequence'),
} as const satisfies Record<string, Table>

export type TableName = keyof typeof tables

/** One statement that writes many rows; `$1` is a JSON array of them. */
export function insertInto(name: TableName): string {
  const { columns, key, newestBy, kept }: Table = tables[name]
  const list = columns.map((column) => `"${column}"`).join(', ')
  const isNewer = `${name}.${newestBy} < excluded.${newestBy}`
  const both = (column: string, first: string, second: string) => `coalesce(${first}.${column}, ${second}.${column})`
  // An older row that comes late still tells what the newer one left out.
  const value = (column: string) =>
    kept === undefined
      ? `excluded.${column}`
      : column === kept
        ? `CASE WHEN ${isNewer} THEN ${both(column, 'excluded', name)} ELSE ${both(column, name, 'excluded')} END`
        : `CASE WHEN ${isNewer} THEN excluded.${column} ELSE ${name}.${column} END`
  const changed = columns.filter((column) => !key.includes(column)).map((column) => `${column} = ${value(column)}`)
  const onConflict =
    newestBy === undefined
      ? 'DO NOTHING'
      : `DO UPDATE SET ${changed.join(', ')} WHERE ${isNewer}${kept === undefined ? '' : ` OR ${name}.${kept} IS NULL`}`
  return `INSERT INTO conversation.${name} (${list})
    SELECT ${list} FROM json_populate_recordset(NULL::conversation.${name}, $1)
    ON CONFLICT (${key.join(', ')}) ${onConflict}`
}

/** The rows without those that a later one of the same key stands for. */
export function lastOfEach(name: TableName, rows: readonly Row[]): Row[] {
  const { key, kept }: Table = tables[name]
  const byKey = new Map<string, Row>()
  for (const row of rows) {
    const id = key.map((column) => String(row[column])).join('\u0000')
    const before = byKey.get(id)
    byKey.set(id, before && kept !== undefined ? { ...row, [kept]: row[kept] ?? before[kept] } : row)
  }
  return [...byKey.values()]
}
