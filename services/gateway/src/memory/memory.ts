import { factRemembered, type MemoryFact } from '@repartee/contracts'
import type { Database, Redis } from '@repartee/service'
import { count, type Logger } from '@repartee/telemetry'
import { LRUCache } from 'lru-cache'
import type { Feed } from '../feed/feed.ts'
import { packed, unpacked } from './packed.ts'

/** A turn waits no longer for what is remembered: then it takes what was known before. */
const RECALL_LIMIT_MS = 25
/** How long a copy in this process is good: more for contacts who write much. */
const FRESH_MS = 75_000
const LONGEST_FRESH_MS = 300_000
const READS_FOR_LONGEST = 20
const REDIS_SECONDS = 3600
const MOST_CONTACTS = 20_000
const MOST_FACTS = 8
/** As long as the archive may take at most to write what was just said. */
const JUST_SAID_MS = 300_000

interface Copy {
  readonly facts: readonly MemoryFact[]
  readonly loadedAt: number
  reads: number
}

/** What is remembered of contacts: a copy in this process, one in Redis, and Postgres, which is right. */
export class Memory {
  private readonly copies = new LRUCache<string, Copy>({ max: MOST_CONTACTS })
  private readonly loading = new Map<string, Promise<readonly MemoryFact[] | null>>()
  private readonly justSaid = new LRUCache<string, MemoryFact[]>({ max: MOST_CONTACTS, ttl: JUST_SAID_MS })
  private unlisten: () => void = () => undefined

  constructor(
    private readonly database: Database,
    private readonly redis: Redis,
    private readonly feed: Feed,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.unlisten = this.feed.listen((event) => {
      if (event.is(factRemembered)) this.learn(event.data().tenant, event.data().contact, event.data().fact)
    })
  }

  onApplicationShutdown(): void {
    this.unlisten()
  }

  /** The facts of a contact, newest first. Never throws, and takes at most 25 ms: what is stale is better than to wait. */
  async recall(tenant: string, contact: string): Promise<readonly MemoryFact[]> {
    const key = keyOf(tenant, contact)
    const copy = this.copies.get(key)
    if (copy && Date.now() - copy.loadedAt < freshMs(copy)) {
      copy.reads += 1
      return this.counted('process', 'hit', copy.facts)
    }
    const loaded = await within(this.load(key, tenant, contact), RECALL_LIMIT_MS)
    if (loaded !== null) return loaded
    return this.counted('process', copy ? 'stale' : 'late', copy?.facts ?? [])
  }

  /** What was just said is known at once, before the archive has written it. */
  private learn(tenant: string, contact: string, fact: MemoryFact): void {
    const key = keyOf(tenant, contact)
    this.justSaid.set(key, merged([fact], this.justSaid.get(key) ?? []))
    this.copies.delete(key)
    void this.redis.del(key).catch((error: Error) => this.lost(error))
  }

  /** One load for a contact at a time, which goes on when nobody waits for it any more. */
  private load(key: string, tenant: string, contact: string): Promise<readonly MemoryFact[] | null> {
    const running = this.loading.get(key)
    if (running) return running
    const loading = this.fromStores(key, tenant, contact)
      .then((facts) => {
        this.copies.set(key, { facts, loadedAt: Date.now(), reads: 0 })
        return facts
      })
      .catch((error: Error) => {
        this.lost(error)
        return null
      })
      .finally(() => this.loading.delete(key))
    this.loading.set(key, loading)
    return loading
  }

  private async fromStores(key: string, tenant: string, contact: string): Promise<readonly MemoryFact[]> {
    const copied = await this.redis.get(key).catch((error: Error) => {
      this.lost(error)
      return null
    })
    if (copied !== null) return this.counted('redis', 'hit', unpacked(copied))
    const stored = await this.database.inTenant(tenant, async (client) => {
      const { rows } = await client.query<MemoryFact & Record<string, unknown>>(
        `SELECT fact_key AS key, value, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
         FROM conversation.memory WHERE contact = $1 ORDER BY at DESC LIMIT $2`,
        [contact, MOST_FACTS],
      )
      return rows
    })
    const facts = merged(this.justSaid.get(key) ?? [], stored)
    void this.redis.set(key, packed(facts), 'EX', REDIS_SECONDS).catch((error: Error) => this.lost(error))
    return this.counted('redis', 'miss', facts)
  }

  private counted<Facts>(layer: string, result: string, facts: Facts): Facts {
    count('repartee_cache_requests_total', { cache: 'memory', layer, result })
    return facts
  }

  private lost(error: Error): void {
    this.log.debug({ code: error.name }, 'what is remembered of a contact was not to be had')
  }
}

const keyOf = (tenant: string, contact: string) => `memory:${tenant}:${contact}`

const freshMs = ({ reads }: Copy) => FRESH_MS + (LONGEST_FRESH_MS - FRESH_MS) * Math.min(1, reads / READS_FOR_LONGEST)

/** Newer facts before older ones; of two with the same key the newer. */
function merged(newer: readonly MemoryFact[], older: readonly MemoryFact[]): MemoryFact[] {
  const byKey = new Map<string, MemoryFact>()
  for (const fact of [...newer, ...older]) if (!byKey.has(fact.key)) byKey.set(fact.key, fact)
  return [...byKey.values()].slice(0, MOST_FACTS)
}

async function within<Value>(work: Promise<Value>, limitMs: number): Promise<Value | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), limitMs)
  const result = await Promise.race([work, promise])
  clearTimeout(timer)
  return result
}
