import { count } from '@repartee/telemetry'
import { LRUCache } from 'lru-cache'
import type { Index } from 'usearch'
import type { Clock } from '../clock.ts'
import type { Embedder } from '../embedders/embedder.ts'
import type { Flags } from '../flags/flags.ts'
import { isOn, numberOf } from '../flags/switches.ts'
import { hashOf, normalizedMessage, partitionKey, type Partition } from './partition.ts'
import { SemanticPartition, type Asked } from './semantic-partition.ts'
import type { CacheStore } from './store.ts'
import { loadGraphs } from './vector-index.ts'

export interface AnswerCacheOptions {
  /** What is cached: `capture`, `detect`, `reply`. Metrics and keys carry it. */
  readonly name: string
  readonly flags: Flags
  readonly clock: Clock
  /** Shared by replicas; null keeps all in this process. */
  readonly store: CacheStore | null
  /** Null: the exact layer only. */
  readonly embedder: Embedder | null
  readonly ttlSeconds?: number
  readonly log?: { warn(fields: object, message: string): void }
}

export interface CacheHit<Value> {
  readonly value: Value
  readonly layer: 'exact' | 'semantic'
  /** 1 for the exact layer. */
  readonly similarity: number
}

const HOUR_SECONDS = 3600
const MOST_EXACT = 20_000
const MOST_PARTITIONS = 500
const MOST_IN_PARTITION = 100_000
/** How old a partition may be before it looks what other replicas have added. */
const RELOAD_MS = 30_000
/** How often it is asked whether a tenant's answers were forgotten elsewhere. */
const EPOCH_MS = 5000
/** How many loaded questions are taken up before others have their turn. */
const LOADED_AT_ONCE = 200

/**
 * Answers to questions that were asked before, in the same partition only: word by word (process, then Redis), or by
 * meaning. Values are JSON. A store that is away makes it forgetful, never wrong.
 */
export class AnswerCache<Value> {
  private readonly exact: LRUCache<string, { value: Value }>
  private readonly partitions: LRUCache<string, { of: SemanticPartition<Value>; loadedAt: number }>
  private readonly epochs = new Map<string, { epoch: number; askedAt: number }>()
  private readonly ttlSeconds: number
  private makeGraph: ((dimensions: number) => Index) | null = null

  constructor(private readonly options: AnswerCacheOptions) {
    this.ttlSeconds = options.ttlSeconds ?? HOUR_SECONDS
    this.exact = new LRUCache({ max: MOST_EXACT, ttl: this.ttlSeconds * 1000, perf: options.clock })
    this.partitions = new LRUCache({ max: MOST_PARTITIONS })
  }

  /** Loads what makes large partitions fast. */
  async prepare(): Promise<void> {
    this.makeGraph = await loadGraphs()
  }

  /** Starts an API's embedding with the turn, so that `find` may have it. */
  begin(message: string): void {
    this.options.embedder?.begin(normalizedMessage(message))
  }

  /** What was answered to this question, or to one that asks the same; null for a miss. Never throws, never waits for an embedding. */
  async find(partition: Partition, message: string): Promise<CacheHit<Value> | null> {
    const { flags } = this.options
    const normalized = normalizedMessage(message)
    if (normalized === '') return null
    if (!this.epochs.has(partition.tenant)) await this.learnEpoch(partition.tenant)
    const key = this.keyOf(partition)
    if (isOn(flags, partition.tenant, 'exact_cache')) {
      const value = await this.findExact(`${key}:${hashOf(normalized)}`)
      this.count('exact', value ? 'hit' : 'miss')
      if (value) return { value: value.value, layer: 'exact', similarity: 1 }
    }
    return isOn(flags, partition.tenant, 'semantic_cache')
      ? this.findSemantic(key, partition, message, normalized)
      : null
  }

  /** Keeps an answer that depends on nothing but the partition and the message. */
  keep(partition: Partition, message: string, value: Value): void {
    const normalized = normalizedMessage(message)
    if (normalized === '') return
    // Before the tenant's epoch is known, nobody can tell whether an answer would be found again.
    if (!this.epochs.has(partition.tenant)) return void this.learnEpoch(partition.tenant)
    const key = this.keyOf(partition)
    const hash = hashOf(normalized)
    this.exact.set(`${key}:${hash}`, { value })
    this.send((store) => store.set(`${key}:${hash}`, JSON.stringify(value), this.ttlSeconds))
    const vector = this.options.embedder?.now(normalized)
    if (!vector) return
    const asked = { message, value, until: this.now() + this.ttlSeconds * 1000 }
    this.partition(key, partition.language)?.of.add(normalized, asked, vector)
    this.share(key, hash, asked, vector)
  }

  /** Keeps many answers at once, with one batch of embeddings. */
  async warm(
    partition: Partition,
    entries: readonly { message: string; value: Value }[],
    signal: AbortSignal,
  ): Promise<void> {
    await this.options.embedder?.all(
      entries.map(({ message }) => normalizedMessage(message)),
      signal,
    )
    await this.learnEpoch(partition.tenant)
    for (const { message, value } of entries) this.keep(partition, message, value)
  }

  /** Says that a hit was (or was not) the right answer, as a check or a person found: the false-hit rate. */
  judge({ layer }: Pick<CacheHit<Value>, 'layer'>, isRight: boolean): void {
    this.count(layer, isRight ? 'confirmed' : 'false_hit')
  }

  /** Forgets all that a tenant has, here at once and in other replicas within seconds: facts or overrides changed. */
  async forget(tenant: string): Promise<void> {
    const epoch = await this.options.store?.increase(this.epochKey(tenant))
    const known = this.epochs.get(tenant)?.epoch ?? 0
    this.epochs.set(tenant, { epoch: epoch ?? known + 1, askedAt: this.now() })
  }

  private async findExact(key: string): Promise<{ value: Value } | null> {
    const known = this.exact.get(key)
    if (known) return known
    const text = await this.ask((store) => store.get(key))
    if (!text) return null
    const found = { value: JSON.parse(text) as Value }
    this.exact.set(key, found)
    return found
  }

  private findSemantic(
    key: string,
    { tenant, language }: Partition,
    message: string,
    normalized: string,
  ): CacheHit<Value> | null {
    const { embedder, flags } = this.options
    const vector = embedder?.now(normalized)
    if (!embedder || !vector) return null
    const threshold = numberOf(flags, tenant, 'semantic_threshold', embedder.threshold)
    const found = this.partition(key, language)!.of.find(message, vector, threshold, this.now())
    this.count('semantic', found.result)
    return found.result === 'hit' ? { value: found.asked.value, layer: 'semantic', similarity: found.similarity } : null
  }

  /** The partition in this process; one that is new or old is filled from the store, while others go on. */
  private partition(key: string, language: string): { of: SemanticPartition<Value>; loadedAt: number } | undefined {
    const { embedder } = this.options
    if (!embedder) return undefined
    let entry = this.partitions.get(key)
    if (!entry) {
      entry = { of: new SemanticPartition(embedder, language, this.makeGraph), loadedAt: 0 }
      this.partitions.set(key, entry)
    }
    if (this.now() - entry.loadedAt > RELOAD_MS) {
      entry.loadedAt = this.now()
      void this.load(key, entry.of)
    }
    return entry
  }

  private async load(key: string, into: SemanticPartition<Value>): Promise<void> {
    const fields = Object.values((await this.ask((store) => store.group(this.groupKey(key)))) ?? {})
    let taken = 0
    for (const text of fields) {
      if (into.size >= MOST_IN_PARTITION) return
      const { vector, ...asked } = JSON.parse(text) as Asked<Value> & { vector?: string }
      const normalized = normalizedMessage(asked.message)
      const made = vector ? decoded(vector) : this.options.embedder?.now(normalized)
      if (made && asked.until > this.now()) into.add(normalized, asked, made)
      if (++taken % LOADED_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Lexical vectors are made again in no time; those of an API travel along. */
  private share(key: string, hash: string, asked: Asked<Value>, vector: Float32Array): void {
    const kept = this.options.embedder?.isLexical ? asked : { ...asked, vector: encoded(vector) }
    this.send((store) => store.addToGroup(this.groupKey(key), hash, JSON.stringify(kept), this.ttlSeconds))
  }

  private keyOf(partition: Partition): string {
    const { tenant } = partition
    const known = this.epochs.get(tenant)!
    if (this.now() - known.askedAt > EPOCH_MS) {
      this.epochs.set(tenant, { ...known, askedAt: this.now() })
      void this.learnEpoch(tenant)
    }
    return `cache:${this.options.name}:${known.epoch}:${partitionKey(partition)}`
  }

  private async learnEpoch(tenant: string): Promise<void> {
    const text = await this.ask((store) => store.get(this.epochKey(tenant)))
    const epoch = text ? Number(text) : (this.epochs.get(tenant)?.epoch ?? 0)
    this.epochs.set(tenant, { epoch, askedAt: this.now() })
  }

  private groupKey(key: string): string {
    return `${key}:${this.options.embedder?.name ?? ''}`
  }

  private epochKey(tenant: string): string {
    return `cache:${this.options.name}:epoch:${tenant}`
  }

  /** Asks the store; null when it is away. */
  private async ask<Answer>(question: (store: CacheStore) => Promise<Answer>): Promise<Answer | null> {
    const { store, log } = this.options
    if (!store) return null
    try {
      return await question(store)
    } catch (error) {
      log?.warn({ err: error }, 'the shared cache is away; this process remembers for itself')
      return null
    }
  }

  private send(write: (store: CacheStore) => Promise<void>): void {
    void this.ask(write)
  }

  private count(layer: string, result: string): void {
    count('repartee_cache_requests_total', { cache: this.options.name, layer, result })
  }

  private now(): number {
    return this.options.clock.now()
  }
}

function encoded(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

function decoded(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64')
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}
