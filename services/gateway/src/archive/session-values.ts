import { type Bucket, type Bus, BusUnavailableError, RetryLaterError } from '@repartee/bus'
import { SESSIONS, type SessionValue, sessionValue } from '@repartee/contracts'
import type { Client, Database } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'

const PERIOD_MS = 5000
/** A session is read when it has been talking for so long, or has been quiet since. */
const STALE_SECONDS = 20
const AT_ONCE = 100

interface Stale {
  readonly tenant_id: string
  readonly session_id: string
}

/** Keeps a copy of each session's value in the archive, some seconds behind: read from the bus once for many turns. */
export class SessionValues {
  private readonly bucket: Bucket<SessionValue>
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined

  constructor(
    bus: Bus,
    private readonly database: Database,
    private readonly log: Logger,
  ) {
    this.bucket = bus.kv(SESSIONS, sessionValue)
  }

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweep().finally(() => (this.running = undefined))
    }, PERIOD_MS)
    this.timer.unref()
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer)
    await this.running
  }

  /** Stores the values of sessions that have changed; `staleSeconds` 0 takes them all at once. Returns how many it was. */
  async store(staleSeconds = STALE_SECONDS): Promise<number> {
    return this.database.asWorker(async (client) => {
      const stale = await findStale(client, staleSeconds)
      if (stale.length > 0) await writeValues(client, await Promise.all(stale.map((one) => this.read(one))))
      return stale.length
    })
  }

  private async sweep(): Promise<void> {
    try {
      while ((await this.store()) === AT_ONCE);
    } catch (error) {
      const isAway = error instanceof RetryLaterError || error instanceof BusUnavailableError
      if (isAway) this.log.debug({ err: error }, 'sessions are archived later')
      else this.log.error({ err: error }, 'sessions cannot be archived')
    }
  }

  private async read({ tenant_id, session_id }: Stale) {
    const stored = await this.bucket.get(`${tenant_id}.${session_id}`)
    const { value, revision } = stored ?? { value: null, revision: 0 }
    return {
      tenant_id,
      session_id,
      value,
      value_revision: revision,
      language: value?.language ?? null,
      state: value?.state ?? null,
      lease_holder: value?.lease.holder ?? null,
      is_opted_out: value?.optedOut ?? null,
      frustration: value?.frustration ?? null,
    }
  }
}

async function findStale(client: Client, staleSeconds: number): Promise<Stale[]> {
  const { rows } = await client.query<Stale>(
    `SELECT tenant_id, session_id FROM conversation.sessions
     WHERE stale_since <= now() - make_interval(secs => $1)
     ORDER BY stale_since LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [staleSeconds, AT_ONCE],
  )
  return rows
}

/** A session that the bus has forgotten keeps the value that it had. */
async function writeValues(client: Client, rows: unknown[]): Promise<void> {
  await client.query(
    `UPDATE conversation.sessions s
     SET stale_since = NULL,
       value = CASE WHEN read.value_revision >= s.value_revision THEN read.value ELSE s.value END,
       value_revision = greatest(read.value_revision, s.value_revision),
       language = coalesce(read.language, s.language),
       state = coalesce(read.state, s.state),
       lease_holder = coalesce(read.lease_holder, s.lease_holder),
       is_opted_out = coalesce(read.is_opted_out, s.is_opted_out),
       frustration = coalesce(read.frustration, s.frustration)
     FROM json_populate_recordset(NULL::conversation.sessions, $1) read
     WHERE s.tenant_id = read.tenant_id AND s.session_id = read.session_id`,
    [JSON.stringify(rows)],
  )
}
