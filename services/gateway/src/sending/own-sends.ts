import { createHash } from 'node:crypto'
import type { Redis } from '@repartee/service'
import type { Logger } from '@repartee/telemetry'
import { LRUCache } from 'lru-cache'

const REMEMBERED = 10_000
/** What leaves comes back within moments, where a provider tells of it; a minute later the same words are a human's. */
const KEPT_SECONDS = 60

/**
 * What we have just sent, by its words: providers that tell of each message that leaves an account do not say which are
 * ours, and one whose answer was lost is only known by what it says. Redis lets other replicas know.
 */
export class OwnSends {
  private readonly here = new LRUCache<string, string>({ max: REMEMBERED, ttl: KEPT_SECONDS * 1000 })

  constructor(
    private readonly redis: Redis,
    private readonly log: Logger,
  ) {}

  /** Before it leaves; `travelling` names the reply and its part. */
  async note(instance: string, contact: string, text: string, travelling: string): Promise<void> {
    const key = keyOf(instance, contact, text)
    this.here.set(key, travelling)
    try {
      await this.redis.set(key, travelling, 'EX', KEPT_SECONDS)
    } catch (error) {
      this.log.debug({ err: error }, 'other replicas do not know what leaves, since Redis is away')
    }
  }

  /** What travelled with a message of ours; null when it is none. */
  async of(instance: string, contact: string, text: string): Promise<string | null> {
    const key = keyOf(instance, contact, text)
    const known = this.here.get(key)
    if (known !== undefined) return known
    try {
      return await this.redis.get(key)
    } catch (error) {
      this.log.debug({ err: error }, 'what other replicas sent is not known, since Redis is away')
      return null
    }
  }
}

function keyOf(instance: string, contact: string, text: string): string {
  return `sending:${instance}:${contact}:${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
}
