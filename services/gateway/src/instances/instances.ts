import type { Database, HealthChecks } from '@repartee/service'
import { count, type Logger } from '@repartee/telemetry'
import { LRUCache } from 'lru-cache'
import { InstanceCopies } from './copies.ts'
import { type Instance, type Place, placeKey } from './instance.ts'
import { readInstance, readInstances } from './statements.ts'

const REFRESH_MS = 3_600_000
const RETRY_MS = 2000
const UNKNOWN_MS = 10_000

/**
 * All instances, in memory: read at start, each hour, and when Postgres says that they changed. A place that is not among
 * them is asked for once (Redis, then Postgres). With Postgres away what was known stays.
 */
export class Instances {
  private byPlace = new Map<string, Instance>()
  private hasLoaded = false
  private readonly unknown = new LRUCache<string, true>({ max: 1000, ttl: UNKNOWN_MS })
  private readonly asked = new Map<string, Promise<Instance | null>>()
  private timer: NodeJS.Timeout | undefined
  private unlisten: (() => Promise<void>) | undefined
  private loading: Promise<void> | undefined
  private isStale = false
  private isStopped = false

  constructor(
    private readonly database: Database,
    private readonly copies: InstanceCopies,
    health: HealthChecks,
    private readonly log: Logger,
  ) {
    health.addFact('instances', () => this.byPlace.size)
  }

  async onModuleInit(): Promise<void> {
    this.unlisten = this.database.listen('instances', () => void this.refresh())
    await this.refresh()
    if (this.hasLoaded && this.byPlace.size === 0) this.log.warn('there is no instance yet: nobody can write to us')
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.timer)
    await this.unlisten?.()
    await this.loading
  }

  /** The instance at a place; null when there is none. Throws RetryLaterError when that cannot be known now. */
  async at(place: Place): Promise<Instance | null> {
    const key = placeKey(place)
    const found = this.byPlace.get(key)
    if (found !== undefined) return found
    if (this.unknown.has(key)) return null
    const asking = this.asked.get(key) ?? this.ask(place, key).finally(() => this.asked.delete(key))
    this.asked.set(key, asking)
    return asking
  }

  /** The instance at a place as memory has it; asks nobody. */
  known(place: Place): Instance | null {
    return this.byPlace.get(placeKey(place)) ?? null
  }

  /** All instances, as memory has them. */
  all(): Instance[] {
    return [...this.byPlace.values()]
  }

  private async ask(place: Place, key: string): Promise<Instance | null> {
    const copy = await this.copyAt(place)
    count('repartee_cache_requests_total', { cache: 'instance', layer: 'redis', result: copy ? 'hit' : 'miss' })
    const found = copy ?? (await this.database.asWorker((client) => readInstance(client, place)))
    if (found === null) this.unknown.set(key, true)
    else this.byPlace.set(key, found)
    return found
  }

  private async copyAt(place: Place): Promise<Instance | null> {
    try {
      return await this.copies.at(place)
    } catch (error) {
      this.log.debug({ err: error }, 'no copy of an instance, since Redis is away')
      return null
    }
  }

  /** Reads all again, one reading at a time; what changes during one is read by the next. */
  private refresh(): Promise<void> {
    this.isStale = true
    this.loading ??= this.loadWhileStale().finally(() => (this.loading = undefined))
    return this.loading
  }

  private async loadWhileStale(): Promise<void> {
    while (this.isStale && !this.isStopped) {
      this.isStale = false
      await this.load()
    }
  }

  private async load(): Promise<void> {
    clearTimeout(this.timer)
    try {
      const { read, unreadable } = await this.database.asWorker(readInstances)
      for (const { name, why } of unreadable) this.log.error({ instance: name, why }, 'an instance is not usable')
      await this.replace(read)
      this.again(REFRESH_MS)
    } catch (error) {
      this.log.warn({ err: error }, 'the instances cannot be read now; what was known of them stays')
      this.again(RETRY_MS)
    }
  }

  private async replace(read: readonly Instance[]): Promise<void> {
    const gone = [...this.byPlace.values()].filter(
      (old) => !read.some((one) => one.name === old.name && placeKey(one) === placeKey(old)),
    )
    this.byPlace = new Map(read.map((one) => [placeKey(one), one]))
    this.unknown.clear()
    this.hasLoaded = true
    try {
      await this.copies.forget(gone)
      await this.copies.put(read)
    } catch (error) {
      this.log.debug({ err: error }, 'instances are not copied, since Redis is away')
    }
  }

  private again(delayMs: number): void {
    if (this.isStopped) return
    this.timer = setTimeout(() => void this.refresh(), delayMs)
    this.timer.unref()
  }
}
