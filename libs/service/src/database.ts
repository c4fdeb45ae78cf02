import { PermanentError, RetryLaterError } from '@repartee/bus'
import type { Logger } from '@repartee/telemetry'
import { Pool } from 'pg'
import type { PoolClient, QueryResultRow } from 'pg'
import { translateDatabaseError } from './database-errors.ts'
import { listenTo } from './listen.ts'

export type Client = PoolClient

export interface DatabaseOptions {
  url: string
  log: Logger
  poolSize?: number
  /** The server stops a statement after this time. */
  statementTimeoutMs?: number
  /** Shown in pg_stat_activity. */
  applicationName?: string
}

/** The role that services act as: no superuser and no owner, so that row-level security holds for it. */
const APP_ROLE = 'repartee_app'
const WORKER_ROLE = 'repartee_worker'
const ANSWER_GRACE_MS = 500
const TENANT = /^[a-z0-9][a-z0-9-]{0,62}$/

/**
 * PostgreSQL for one service. Connects when first asked and again after a loss. A lost connection, a deadlock or a timeout is thrown as
 * RetryLaterError; other errors come as pg gives them, with their SQLSTATE in `code`.
 */
export class Database {
  private readonly pool: Pool
  private readonly options: DatabaseOptions
  private readonly stopped = new AbortController()
  private isLost = false

  constructor(options: DatabaseOptions) {
    this.options = options
    const timeoutMs = options.statementTimeoutMs ?? 5000
    this.pool = new Pool({
      connectionString: withRole(options.url),
      max: options.poolSize ?? 6,
      connectionTimeoutMillis: 2000,
      idleTimeoutMillis: 30_000,
      statement_timeout: timeoutMs,
      // The server stops a slow statement; a server that is itself stuck or cut off is given up by this.
      query_timeout: timeoutMs + ANSWER_GRACE_MS,
      idle_in_transaction_session_timeout: 15_000,
      application_name: options.applicationName ?? 'repartee',
      keepAlive: true,
      allowExitOnIdle: true,
    })
    // An idle connection that breaks; the pool drops it and opens another when asked.
    this.pool.on('error', (error) => this.noteLoss(error))
    // The pool stops listening before its caller begins to: a server that shuts down in between must not end the process.
    this.pool.on('connect', (client) => client.on('error', (error) => this.noteLoss(error)))
  }

  /** Runs `fn` in one transaction that sees only the rows of `tenant`; rolled back when `fn` throws. No waiting on the network inside. */
  async inTenant<Result>(tenant: string, fn: (client: Client) => Promise<Result>): Promise<Result> {
    if (!TENANT.test(tenant)) {
      throw new PermanentError(
        `"${tenant}" is no tenant id; it must be lower-case letters, digits and hyphens, at most 63`,
      )
    }
    return this.transaction(`BEGIN; SELECT set_config('app.tenant', '${tenant}', true)`, fn)
  }

  /** Runs `fn` in one transaction that sees all tenants' rows: for sweeps, relays and the archive only. */
  async asWorker<Result>(fn: (client: Client) => Promise<Result>): Promise<Result> {
    return this.transaction(`BEGIN; SET LOCAL ROLE ${WORKER_ROLE}`, fn)
  }

  /** Runs one statement outside any tenant; tables under row-level security look empty to it. */
  async query<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    try {
      const { rows } = await this.pool.query<Row>(sql, values)
      return this.noteUp(rows)
    } catch (error) {
      throw this.translated(error)
    }
  }

  /**
   * Calls `onNotify` for each NOTIFY on `channel`, and after each (re)connection, since some may have been missed meanwhile.
   * Returns what ends it; closing the database ends it as well.
   */
  listen(channel: string, onNotify: (payload: string) => void): () => Promise<void> {
    return listenTo({
      channel,
      onNotify,
      connectionString: withRole(this.options.url),
      log: this.options.log,
      stop: this.stopped.signal,
    })
  }

  /** Whether the server answers now. */
  async isUp(): Promise<boolean> {
    try {
      await this.query('SELECT 1')
      return true
    } catch (error) {
      if (error instanceof RetryLaterError) return false
      throw error
    }
  }

  /** Waits for the running transactions and closes all connections. */
  async close(): Promise<void> {
    this.stopped.abort()
    if (!this.pool.ending) await this.pool.end()
  }

  private async transaction<Result>(begin: string, fn: (client: Client) => Promise<Result>): Promise<Result> {
    const client = await this.connect()
    let broken: Error | undefined
    const onError = (error: Error) => {
      broken = error
    }
    client.on('error', onError)
    try {
      await client.query(begin)
      const result = await fn(client)
      await client.query('COMMIT')
      return this.noteUp(result)
    } catch (error) {
      broken ??= await rollback(client)
      throw this.translated(error)
    } finally {
      client.off('error', onError)
      client.release(broken)
    }
  }

  private async connect(): Promise<Client> {
    try {
      return await this.pool.connect()
    } catch (error) {
      throw this.translated(error)
    }
  }

  private translated(error: unknown): unknown {
    const translated = translateDatabaseError(error)
    if (translated !== error) this.noteLoss(translated)
    return translated
  }

  private noteLoss(error: unknown): void {
    if (!this.isLost) this.options.log.warn({ err: error }, 'PostgreSQL does not answer as it should')
    this.isLost = true
  }

  private noteUp<Value>(value: Value): Value {
    if (this.isLost) this.options.log.info('PostgreSQL answers again')
    this.isLost = false
    return value
  }
}

/** Rolls back; returns the error when even that fails, since the connection is then of no more use. */
async function rollback(client: Client): Promise<Error | undefined> {
  try {
    await client.query('ROLLBACK')
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** Each connection takes on the services' role from its first moment, whatever login it uses. */
function withRole(url: string): string {
  const address = new URL(url)
  const options = address.searchParams.get('options')
  address.searchParams.set('options', [options, `-c role=${APP_ROLE}`].filter(Boolean).join(' '))
  return address.toString()
}
