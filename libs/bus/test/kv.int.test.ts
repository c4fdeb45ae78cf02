import { JOINS } from '@repartee/contracts'
import type { BucketDeclaration } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InvalidMessageError } from '../src/index.ts'
import type { Change } from '../src/index.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
const TESTS: BucketDeclaration = { name: 'TESTS', storage: 'file', ttlSeconds: 60, description: 'a bucket of a test' }
const counter = z.object({ count: z.int() })
let one: Started
let two: Started

beforeAll(async () => {
  one = await startService('gateway', nats.url)
  two = await startService('generation', nats.url)
})
afterAll(async () => {
  await one.stop()
  await two.stop()
})

describe('a bucket', () => {
  test('creates a key once', async () => {
    const bucket = one.bus.kv(TESTS, counter)
    const key = randomUUID()
    expect(await bucket.get(key)).toBeNull()
    const revisions = await Promise.all([1, 2, 3, 4].map((count) => bucket.create(key, { count })))
    const won = revisions.findIndex((revision) => revision !== null)
    expect(revisions.filter((revision) => revision !== null)).toHaveLength(1)
    expect(await bucket.get(key)).toEqual({ key, value: { count: won + 1 }, revision: revisions[won] })
  })

  test('loses no update to a rival', async () => {
    const buckets = [one.bus.kv(TESTS, counter), two.bus.kv(TESTS, counter)]
    const key = randomUUID()
    await buckets[0]!.put(key, { count: 0 })
    const add = async (bucket: (typeof buckets)[number]) => {
      for (;;) {
        const entry = (await bucket.get(key))!
        if (await bucket.update(key, { count: entry.value.count + 1 }, entry.revision)) return
      }
    }
    await Promise.all(Array.from({ length: 40 }, (_one, index) => add(buckets[index % 2]!)))
    expect((await buckets[0]!.get(key))?.value).toEqual({ count: 40 })
  })

  test('forgets what is deleted, and takes the key again', async () => {
    const bucket = one.bus.kv(TESTS, counter)
    const key = randomUUID()
    const revision = (await bucket.create(key, { count: 1 }))!
    expect(await bucket.delete(key, revision + 1)).toBe(false)
    expect(await bucket.delete(key, revision)).toBe(true)
    expect(await bucket.get(key)).toBeNull()
    expect(await bucket.create(key, { count: 2 })).toBeGreaterThan(revision)
  })

  test('refuses what does not fit its schema, and keys that NATS can not hold', async () => {
    const bucket = one.bus.kv(TESTS, counter)
    await expect(bucket.put('key', { count: 0.5 })).rejects.toThrow(InvalidMessageError)
    await expect(bucket.get('a key')).rejects.toThrow('"a key" can not be a key')
  })

  test('tells watchers what is there and what changes', async () => {
    const bucket = one.bus.kv(TESTS, counter)
    const key = `watched.${randomUUID()}`
    await bucket.put(key, { count: 1 })
    const changes: Change<z.output<typeof counter>>[] = []
    const stop = two.bus.kv(TESTS, counter).watch((change) => changes.push(change), 'watched.*')
    await eventually(() => changes.length === 1, { what: 'the value that is there' })
    await bucket.put(key, { count: 2 })
    await bucket.delete(key)
    await eventually(() => changes.length === 3, { what: 'the changes' })
    expect(changes.map(({ value }) => value)).toEqual([{ count: 1 }, { count: 2 }, null])
    stop()
  })
})

describe('a join', () => {
  const schemas = { a: z.string(), b: z.number() }
  const joinOf = (service: Started) => service.bus.join(JOINS, schemas)

  test('gives the other half to whoever comes second, in one process', async () => {
    const join = joinOf(one)
    const key = randomUUID()
    expect(await join.meet(key, 'a', 'facts')).toBe('first')
    expect(await join.meet(key, 'b', 7)).toEqual({ other: 'facts' })
  })

  test('gives the other half to whoever comes second, in two processes', async () => {
    const key = randomUUID()
    expect(await joinOf(one).meet(key, 'b', 7)).toBe('first')
    expect(await joinOf(two).meet(key, 'a', 'facts')).toEqual({ other: 7 })
  })

  test('says the same to a half that is delivered again, wherever', async () => {
    const key = randomUUID()
    const here = joinOf(one)
    const there = joinOf(two)
    await here.meet(key, 'a', 'facts')
    expect(await here.meet(key, 'a', 'facts')).toBe('own')
    expect(await there.meet(key, 'a', 'facts')).toBe('own')
    expect(await there.meet(key, 'b', 7)).toEqual({ other: 'facts' })
    expect(await there.meet(key, 'b', 7)).toEqual({ other: 'facts' })
    expect(await here.meet(key, 'b', 7)).toEqual({ other: 'facts' })
    expect(await here.meet(key, 'a', 'facts')).toBe('own')
  })

  test('lets exactly one half go on, however close they come', async () => {
    const joins = [joinOf(one), joinOf(two)]
    for (let round = 0; round < 100; round += 1) {
      const key = randomUUID()
      const [a, b] = await Promise.all([
        joins[round % 2]!.meet(key, 'a', 'facts'),
        joins[(round >> 1) % 2]!.meet(key, 'b', round),
      ])
      const goesOn = [a, b].filter((meeting) => typeof meeting === 'object')
      expect(goesOn).toHaveLength(1)
      expect(goesOn[0]).toEqual(typeof a === 'object' ? { other: round } : { other: 'facts' })
    }
  })
})
