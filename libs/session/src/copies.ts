import { LRUCache } from 'lru-cache'
import type { Redis } from 'ioredis'
import { sessionSnapshot, type SessionSnapshot } from '@repartee/contracts'

const REDIS_SECONDS = 3600
const LOCAL_ENTRIES = 1000
const LOCAL_MS = 300_000

/** Keeps the newer of two copies: KEYS[1] the key, ARGV value, revision, seconds. */
const PUT_NEWER = `
local stored = redis.call('HGET', KEYS[1], 'revision')
if stored and tonumber(stored) >= tonumber(ARGV[2]) then return 0 end
redis.call('HSET', KEYS[1], 'value', ARGV[1], 'revision', ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1`

/**
 * Copies of sessions for the API and the console: in process (1000 entries, 300 s) and in Redis (`session:{id}`,
 * 3600 s). No turn depends on them: with Redis away `put` reports through `onLost` and `get` finds nothing.
 */
export class SessionCopies {
  private readonly local = new LRUCache<string, SessionSnapshot>({ max: LOCAL_ENTRIES, ttl: LOCAL_MS })

  constructor(
    private readonly redis: Redis,
    private readonly onLost: (error: Error) => void,
  ) {}

  put(session: SessionSnapshot): void {
    const known = this.local.get(session.id)
    if (known === undefined || known.revision < session.revision) this.local.set(session.id, session)
    this.redis
      .eval(PUT_NEWER, 1, `session:${session.id}`, JSON.stringify(session), session.revision, REDIS_SECONDS)
      .catch(this.onLost)
  }

  /** Drops the copy in this process, because another process wrote the session. */
  forget(id: string): void {
    this.local.delete(id)
  }

  /** A copy of the session, if it is this tenant's. */
  async get(tenant: string, id: string): Promise<SessionSnapshot | null> {
    const copy = this.local.get(id) ?? (await this.fromRedis(id))
    return copy?.tenant === tenant ? copy : null
  }

  private async fromRedis(id: string): Promise<SessionSnapshot | null> {
    const text = await this.redis.hget(`session:${id}`, 'value').catch((error: Error) => {
      this.onLost(error)
      return null
    })
    if (text === null) return null
    const session = sessionSnapshot.parse(JSON.parse(text))
    this.local.set(id, session)
    return session
  }
}
