import { beforeEach, describe, expect, test } from 'vitest'
import { FlagTable } from '../flags/flags.ts'
import { lexicalEmbedder } from '../embedders/lexical.ts'
import { AnswerCache } from './answer-cache.ts'
import type { Partition } from './partition.ts'
import type { CacheStore } from './store.ts'

const at: Partition = { tenant: 'aurora', packVersion: '1', language: 'en', state: 'idle', slots: {} }
const never = new AbortController().signal

/** A store in memory, as Redis would hold it. */
class Memory implements CacheStore {
  readonly texts = new Map<string, string>()
  readonly groups = new Map<string, Record<string, string>>()
  isAway = false
  async get(key: string): Promise<string | null> {
    if (this.isAway) throw new Error('away')
    return this.texts.get(key) ?? null
  }
  async set(key: string, value: string): Promise<void> {
    this.texts.set(key, value)
  }
  async group(key: string): Promise<Record<string, string>> {
    return { ...this.groups.get(key) }
  }
  async addToGroup(key: string, field: string, value: string): Promise<void> {
    this.groups.set(key, { ...this.groups.get(key), [field]: value })
  }
  async increase(key: string): Promise<number> {
    const next = Number(this.texts.get(key) ?? 0) + 1
    this.texts.set(key, String(next))
    return next
  }
}

let now = 1_000_000
const clock = { now: () => now, after: () => () => undefined }
let store: Memory
let flags: FlagTable
const replica = (): AnswerCache<string> =>
  new AnswerCache({ name: 'reply', flags, clock, store, embedder: lexicalEmbedder() })
beforeEach(() => {
  store = new Memory()
  flags = new FlagTable()
})

describe('a cached answer', () => {
  test('is found word by word, whatever case and punctuation, and by meaning', async () => {
    const cache = replica()
    await cache.warm(at, [{ message: 'What are your opening hours?', value: '9 to 5' }], never)
    expect(await cache.find(at, 'WHAT ARE YOUR OPENING HOURS')).toMatchObject({ value: '9 to 5', layer: 'exact' })
    expect(await cache.find(at, 'what are the opening hours please')).toMatchObject({
      value: '9 to 5',
      layer: 'semantic',
    })
    expect(await cache.find(at, 'Where are you?')).toBeNull()
  })

  test('is good in its partition only: no other tenant, pack version, language, state or slots ever gets it', async () => {
    const cache = replica()
    await cache.warm(at, [{ message: 'What are your opening hours?', value: '9 to 5' }], never)
    const elsewhere: Partial<Partition>[] = [
      { tenant: 'borealis' },
      { packVersion: '2' },
      { language: 'es' },
      { state: 'choosing' },
      { slots: { service: 'cleaning' } },
    ]
    for (const change of elsewhere)
      expect(await cache.find({ ...at, ...change }, 'What are your opening hours?')).toBeNull()
    expect(await cache.find({ ...at }, 'What are your opening hours?')).not.toBeNull()
  })

  test('is shared by replicas, and outlives a process', async () => {
    const one = replica()
    await one.warm(at, [{ message: 'Where can I park?', value: 'behind the house' }], never)
    const other = replica()
    expect(await other.find(at, 'where can I park')).toMatchObject({ layer: 'exact' })
    await other.find(at, 'where can we park') // begins to load the partition
    await new Promise((resolve) => setImmediate(resolve))
    expect(await other.find(at, 'where can we park')).toMatchObject({ value: 'behind the house', layer: 'semantic' })
  })

  test('is forgotten when the tenant’s facts change, in other replicas too', async () => {
    const one = replica()
    const other = replica()
    await one.warm(at, [{ message: 'Where can I park?', value: 'behind the house' }], never)
    expect(await other.find(at, 'Where can I park?')).not.toBeNull()
    await one.forget('aurora')
    expect(await one.find(at, 'Where can I park?')).toBeNull()
    now += 6000
    await other.find(at, 'Where can I park?') // asks whether something was forgotten
    await new Promise((resolve) => setImmediate(resolve))
    expect(await other.find(at, 'Where can I park?')).toBeNull()
  })

  test('ends after its time', async () => {
    const cache = replica()
    await cache.warm(at, [{ message: 'Where can I park?', value: 'behind the house' }], never)
    now += 3_601_000
    store.texts.clear()
    expect(await cache.find(at, 'where can we park')).toBeNull()
  })

  test('can be switched off, each layer alone', async () => {
    const cache = replica()
    await cache.warm(at, [{ message: 'Where can I park?', value: 'behind the house' }], never)
    flags.set(null, 'exact_cache', 'off')
    expect(await cache.find(at, 'Where can I park?')).toMatchObject({ layer: 'semantic' })
    flags.set('aurora', 'semantic_cache', 'off')
    expect(await cache.find(at, 'Where can I park?')).toBeNull()
  })

  test('of a store that is away is missed, not waited for', async () => {
    const cache = replica()
    await cache.warm(at, [{ message: 'Where can I park?', value: 'behind the house' }], never)
    store.isAway = true
    expect(await cache.find(at, 'Where can I park?')).toMatchObject({ layer: 'exact' })
    expect(await cache.find(at, 'Who are you?')).toBeNull()
  })
})
