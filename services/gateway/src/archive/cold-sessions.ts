import { RetryLaterError } from '@repartee/bus'
import { type SessionValue, sessionValue } from '@repartee/contracts'
import type { Database } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import type { Feed } from '../feed/feed.ts'

/** The bus keeps a session for seven days; one day more or less does no harm. */
const COLD_DAYS = 6
const LOOK_MS = 3_600_000
const RETRY_MS = 5000
/** A turn does not wait longer for a conversation of last month. */
const PATIENCE_MS = 500

/**
 * Sessions that the bus has forgotten, out of the archive. While no archived session is old enough to be forgotten, nothing is
 * asked: a first message of a new contact costs no query. With Postgres away nobody is remembered, and turns go on.
 */
export class ColdSessions {
  private mayHaveSome = false
  private awayUntilMs = 0
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly database: Database,
    feed: Feed,
    private readonly log: Logger,
  ) {
    // The bus has lost its store: every session is cold.
    feed.onReset(() => (this.mayHaveSome = true))
  }

  onModuleInit(): void {
    void this.look()
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer)
  }

  /** The session as it was archived, with nothing under way; null when there is none, or when that cannot be known in time. */
  async bring(tenant: string, session: string): Promise<SessionValue | null> {
    if (!this.mayHaveSome || performance.now() < this.awayUntilMs) return null
    const late = Promise.withResolvers<'late'>()
    const timer = setTimeout(() => late.resolve('late'), PATIENCE_MS)
    try {
      const found = await Promise.race([this.read(tenant, session), late.promise])
      if (found !== 'late') return found
    } catch (error) {
      if (!(error instanceof RetryLaterError)) throw error
    } finally {
      clearTimeout(timer)
    }
    this.awayUntilMs = performance.now() + RETRY_MS
    this.log.warn('Postgres is away or slow: conversations of long ago are not remembered now')
    return null
  }

  private async read(tenant: string, session: string): Promise<SessionValue | null> {
    const value = await this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<{ value: unknown }>(
        'SELECT value FROM conversation.sessions WHERE session_id = $1 AND value IS NOT NULL',
        [session],
      )
      return rows[0]?.value
    })
    const read = sessionValue.safeParse(value)
    return read.success ? { ...read.data, current: null } : null
  }

  /** Looks each hour whether there are sessions that the bus may have forgotten. */
  private async look(): Promise<void> {
    let nextMs = LOOK_MS
    try {
      this.mayHaveSome ||= await this.database.asWorker(async (client) => {
        const { rows } = await client.query<{ some: boolean }>(
          `SELECT EXISTS (SELECT FROM conversation.sessions WHERE changed_at < now() - make_interval(days => $1)) AS some`,
          [COLD_DAYS],
        )
        return rows[0]?.some === true
      })
    } catch (error) {
      this.log.debug({ err: error }, 'whether there are cold sessions is not known yet')
      nextMs = RETRY_MS
    }
    this.timer = setTimeout(() => void this.look(), nextMs)
    this.timer.unref()
  }
}
