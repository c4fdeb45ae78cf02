import type { Batches, Bus, StoredEvent } from '@repartee/bus'
import type { Client, Database } from '@repartee/service'
import type { Row } from './rows.ts'
import { insertInto, lastOfEach, type TableName, tables } from './tables.ts'
import { archivedEvents, type Touch, touchOf, writingsOf } from './writings.ts'

const MOST_EVENTS = 500
const MOST_WAIT_MS = 500

/** Writes what happens into Postgres, in batches; an event that comes again changes nothing. Postgres away: it waits in the stream. */
export class Archive {
  private reader: Batches | undefined

  constructor(
    private readonly bus: Bus,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.reader = this.bus.readBatches({
      durable: 'archive',
      events: archivedEvents,
      maxBatch: MOST_EVENTS,
      maxWaitMs: MOST_WAIT_MS,
      handler: (events) => this.write(events),
    })
  }

  async onApplicationShutdown(): Promise<void> {
    await this.reader?.stop()
  }

  /** Writes the rows of these events, in one transaction. Throws RetryLaterError while Postgres is away. */
  async write(events: readonly StoredEvent[]): Promise<void> {
    const rows = new Map<TableName, Row[]>()
    for (const event of events) {
      for (const [table, row] of writingsOf(event)) {
        const others = rows.get(table)
        if (others) others.push(row)
        else rows.set(table, [row])
      }
    }
    const touched = touchedBy(events)
    if (rows.size === 0 && touched.length === 0) return
    await this.database.asWorker(async (client) => {
      for (const table of Object.keys(tables) as TableName[]) {
        const some = rows.get(table)
        if (some) await client.query(insertInto(table), [JSON.stringify(lastOfEach(table, some))])
      }
      if (touched.length > 0) await touch(client, touched)
    })
  }
}

type Touched = Touch & { tenant_id: string; session_id: string; changed_at: string }

/** The sessions that these events changed, with what all of them together tell. */
function touchedBy(events: readonly StoredEvent[]): Touched[] {
  const bySession = new Map<string, Touched>()
  for (const event of events) {
    const { tenant, session, publishedAtMs } = event
    const touch = session === null ? null : touchOf(event)
    if (session === null || touch === null) continue
    const changed_at = new Date(publishedAtMs).toISOString()
    bySession.set(session, { ...bySession.get(session), ...touch, tenant_id: tenant, session_id: session, changed_at })
  }
  return [...bySession.values()]
}

/** Says of which sessions the value has to be read again, and what is known already. */
async function touch(client: Client, touched: readonly Touched[]): Promise<void> {
  await client.query(
    `UPDATE conversation.sessions s
     SET stale_since = coalesce(s.stale_since, now()), changed_at = greatest(s.changed_at, touched.changed_at),
       lease_holder = coalesce(touched.lease_holder, s.lease_holder),
       is_opted_out = coalesce(touched.is_opted_out, s.is_opted_out),
       state = coalesce(touched.state, s.state), language = coalesce(touched.language, s.language)
     FROM json_populate_recordset(NULL::conversation.sessions, $1) touched
     WHERE s.tenant_id = touched.tenant_id AND s.session_id = touched.session_id`,
    [JSON.stringify(touched)],
  )
}
