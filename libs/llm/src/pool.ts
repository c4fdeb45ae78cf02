import { Agent, fetch as pooledFetch } from 'undici'

/** One keep-alive pool for all SDK clients of a process; HTTP/2 where the server speaks it. */
export interface Pool {
  /** For SDKs: their `fetch` and `fetchOptions` belong together (Node's own fetch refuses a foreign dispatcher). */
  readonly fetch: typeof fetch
  readonly fetchOptions: { dispatcher: Agent }
  /** Opens a connection to the server of `url`; whatever it answers is fine. */
  warm(url: string, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

const CONNECT_MS = 3000
const KEEP_ALIVE_MS = 60_000

let shared: { pool: Pool; users: number } | null = null

/** The pool of this process; it is destroyed when the last who took it closes it. */
export function takePool(): Pool {
  const taken = (shared ??= { pool: createPool(), users: 0 })
  taken.users++
  let isClosed = false
  return {
    ...taken.pool,
    async close() {
      if (isClosed) return
      isClosed = true
      if (--taken.users > 0) return
      if (shared === taken) shared = null
      await taken.pool.close()
    },
  }
}

/** Deadlines of answers belong to the policies, so undici's own are off. */
function createPool(): Pool {
  const dispatcher = new Agent({
    allowH2: true,
    connect: { timeout: CONNECT_MS },
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: 10 * KEEP_ALIVE_MS,
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  const fetch = pooledFetch as unknown as typeof globalThis.fetch
  return {
    fetch,
    fetchOptions: { dispatcher },
    async warm(url, signal) {
      const answer = await pooledFetch(url, { method: 'HEAD', dispatcher, signal })
      await answer.body?.cancel()
    },
    close: () => dispatcher.destroy(),
  }
}
