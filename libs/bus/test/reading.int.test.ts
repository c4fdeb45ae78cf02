import { liveReply, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PermanentError, RetryLaterError } from '../src/index.ts'
import type { StoredEvent } from '../src/index.ts'
import { TENANT, released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
let service: Started

beforeAll(async () => {
  service = await startService('gateway', nats.url)
})
afterAll(async () => {
  await service.stop()
})

const by = (event: StoredEvent) => (event.is(sessionReleased) ? event.data().by : event.name)

describe('reading all', () => {
  test('gives every event once and in order, also over a restart of NATS', async () => {
    const seen: string[] = []
    const all = service.bus.readAll({ onEvent: (event) => seen.push(by(event)) })
    await eventually(() => service.bus.isReady(), { what: 'the reader' })
    const expected: string[] = []
    for (let index = 0; index < 200; index += 1) {
      if (index === 100) {
        await nats.server.kill()
        await nats.server.start()
      }
      await service.bus.publish(released(`event ${index}`), { timeoutMs: 10_000 })
      expected.push(`event ${index}`)
    }
    await eventually(() => seen.length >= expected.length, { what: 'all events' })
    expect(seen).toEqual(expected)
    all.stop()
  })

  test('begins where it is told', async () => {
    const stored = []
    for (const name of ['one', 'two', 'three']) stored.push(...(await service.bus.publish(released(name))))
    const seen: string[] = []
    const all = service.bus.readAll({ startSequence: stored[1]!.sequence, onEvent: (event) => seen.push(by(event)) })
    await eventually(() => seen.length === 2, { what: 'the events from the second on' })
    expect(seen).toEqual(['two', 'three'])
    expect(all.sequence).toBe(stored[2]!.sequence)
    all.stop()
  })

  test('tells event, tenant and session without parsing', async () => {
    const session = randomUUID()
    const seen: StoredEvent[] = []
    const all = service.bus.readAll({ onEvent: (event) => seen.push(event) })
    await eventually(() => service.bus.isReady(), { what: 'the reader' })
    await service.bus.publish(takenOver('Bea', session), { id: session })
    const event = await eventually(() => seen.find((one) => one.session === session), { what: 'the event' })
    expect(event).toMatchObject({ name: 'session.taken-over', tenant: TENANT, session, id: session })
    expect(event.is(sessionReleased)).toBe(false)
    expect(event.is(sessionTakenOver) && event.data().by).toBe('Bea')
    all.stop()
  })
})

test('the events of one session can be read from any position, and erased', async () => {
  const session = randomUUID()
  const [first] = await service.bus.publish(released('first', session))
  await service.bus.publish(released('of another'))
  await service.bus.publish(released('second', session))
  expect((await service.bus.readSession({ tenant: TENANT, session })).map(by)).toEqual(['first', 'second'])
  const startSequence = first!.sequence + 1
  expect((await service.bus.readSession({ tenant: TENANT, session, startSequence })).map(by)).toEqual(['second'])
  expect(await service.bus.eraseSession(TENANT, session)).toBe(2)
  expect(await service.bus.readSession({ tenant: TENANT, session })).toEqual([])
})

test('a session is read to its end, also when that takes several requests', async () => {
  const session = randomUUID()
  const names = Array.from({ length: 1200 }, (_one, index) => `event ${index}`)
  await service.bus.publish(names.map((name) => released(name, session)))
  expect((await service.bus.readSession({ tenant: TENANT, session })).map(by)).toEqual(names)
})

test('there are no dead letters before the first one', async () => {
  expect(await service.bus.deadLetters({ limit: 10 })).toEqual([])
})

describe('reading in batches', () => {
  test('hands over every event, acknowledges after the handler, and buries what can never be taken', async () => {
    const poison = randomUUID()
    const taken = new Set<string>()
    let isAway = true
    const sizes: number[] = []
    const batches = service.bus.readBatches({
      durable: 'archive',
      maxBatch: 50,
      maxWaitMs: 20,
      handler: async (events) => {
        if (isAway) {
          isAway = false
          throw new RetryLaterError('the store is away', { delayMs: 50 })
        }
        if (events.some((event) => event.session === poison)) throw new PermanentError('can not be stored')
        sizes.push(events.length)
        for (const event of events) taken.add(by(event))
      },
    })
    const names = Array.from({ length: 120 }, (_one, index) => `batched ${index}`)
    await service.bus.publish(released('poison', poison))
    await service.bus.publish(names.map((name) => released(name)))
    await eventually(() => names.every((name) => taken.has(name)), { what: 'all events', withinMs: 10_000 })
    const letters = await eventually(
      async () => {
        const found = await service.bus.deadLetters({ limit: 10 })
        return found.length > 0 ? found : null
      },
      { what: 'the dead letter' },
    )
    expect(letters).toMatchObject([{ session: poison, reason: 'permanent', handler: 'gateway_archive' }])
    expect(Math.max(...sizes)).toBeGreaterThan(1)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(50)
    await batches.stop()
  })

  test('reads only the events that it names', async () => {
    const taken: string[] = []
    const batches = service.bus.readBatches({
      durable: 'chosen',
      events: [sessionTakenOver],
      maxBatch: 50,
      maxWaitMs: 20,
      handler: async (events) => void taken.push(...events.map(({ name }) => name)),
    })
    await service.bus.publish(released('beside'))
    await service.bus.publish(takenOver('anna', randomUUID()))
    await eventually(() => taken.length > 0, { what: 'the event' })
    expect(new Set(taken)).toEqual(new Set(['session.taken-over']))
    await batches.stop()
  })
})

test('live frames reach everybody who watches their session, and one of a group', async () => {
  const session = randomUUID()
  const frame = (text: string, of = session) =>
    service.bus.live(liveReply, {
      tenant: TENANT,
      session: of,
      turn: randomUUID(),
      number: 1,
      attempt: 1,
      seq: 0,
      type: 'delta',
      text,
    })
  const seen: string[] = []
  const stops = [
    service.bus.subscribeLive(liveReply, ({ data }) => seen.push(`session ${data.text}`), { session }),
    service.bus.subscribeLive(liveReply, ({ data }) => seen.push(`all ${data.text}`)),
    service.bus.subscribeLive(liveReply, ({ data }) => seen.push(`group ${data.text}`), { queue: 'tts' }),
  ]
  frame('hello')
  frame('elsewhere', randomUUID())
  await eventually(() => seen.length === 5, { what: 'the frames' })
  expect(seen.toSorted()).toEqual(['all elsewhere', 'all hello', 'group elsewhere', 'group hello', 'session hello'])
  for (const stop of stops) stop()
})
