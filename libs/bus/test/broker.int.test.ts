import { Controller } from '@nestjs/common'
import { liveCancel, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { BusUnavailableError, On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
let service: Started | undefined

afterEach(async () => {
  await nats.server.start()
  await service?.stop()
})

/** Two handlers, one after the other; the ids that the second one got, in order of arrival. */
async function serveChain() {
  const seen = new Set<string>()
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      return [takenOver(event.data.by, event.data.session)]
    }
    @On(sessionTakenOver)
    async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
      seen.add(event.data.by)
      return []
    }
  }
  service = await startService('followup', nats.url, [FollowUp])
  return { bus: service.bus, seen }
}

test('NATS killed and started again under load loses nothing that was acknowledged, and nobody restarts', async () => {
  const { bus, seen } = await serveChain()
  const acknowledged: string[] = []
  let isPublishing = true
  const publisher = (async () => {
    for (let index = 0; isPublishing; index += 1) {
      const by = `message ${index}`
      try {
        await bus.publish(released(by), { timeoutMs: 300 })
        acknowledged.push(by)
      } catch (error) {
        expect(error).toBeInstanceOf(BusUnavailableError)
      }
    }
  })()
  for (let kill = 0; kill < 3; kill += 1) {
    const before = acknowledged.length
    await eventually(() => acknowledged.length > before + 100, { withinMs: 10_000, what: 'messages to flow' })
    await nats.server.kill()
    await nats.server.start()
  }
  const before = acknowledged.length
  await eventually(() => acknowledged.length > before + 100, { withinMs: 10_000, what: 'messages to flow again' })
  isPublishing = false
  await publisher
  const missing = () => acknowledged.filter((by) => !seen.has(by))
  await eventually(() => missing().length === 0, { withinMs: 15_000, what: 'every acknowledged message' })
})

test('publishing while NATS is away fails in time, and says so', async () => {
  const { bus } = await serveChain()
  await nats.server.kill()
  await eventually(() => !bus.isReady(), { what: 'the loss to be noticed' })
  await expect(bus.publish(released('nobody'), { timeoutMs: 100 })).rejects.toThrow(BusUnavailableError)
  expect(await bus.check()).toMatchObject({ status: 'down' })
})

test('a message that is published during a short absence is stored when NATS is back', async () => {
  const { bus, seen } = await serveChain()
  await nats.server.kill()
  const publishing = bus.publish(released('patient'), { timeoutMs: 10_000 })
  await nats.server.start()
  await publishing
  await eventually(() => seen.has('patient'), { what: 'the message' })
})

test('a lost store is made anew: streams, consumers, buckets, readers', async () => {
  const { bus, seen } = await serveChain()
  const read: string[] = []
  let resets = 0
  const all = bus.readAll({ onEvent: (event) => read.push(event.text()), onReset: () => (resets += 1) })
  const bucket = bus.kv(
    { name: 'TESTS', storage: 'file', ttlSeconds: 60, description: 'a bucket of a test' },
    z.string(),
  )
  await bucket.put('key', 'before')
  const frames: string[] = []
  bus.subscribeLive(liveCancel, ({ data }) => frames.push(data.reason))
  await bus.publish(released('before'))
  await eventually(() => seen.has('before') && read.length >= 2, { what: 'the message before' })

  await nats.server.kill()
  await rm(join(nats.folder, 'nats', 'jetstream'), { recursive: true, force: true })
  await nats.server.start()
  await eventually(() => bus.isReady(), { what: 'the bus' })

  await bus.publish(released('after'))
  await eventually(() => seen.has('after') && read.some((text) => text.includes('after')), {
    what: 'the message after',
  })
  expect(resets).toBe(1)
  expect(await bucket.get('key')).toBeNull()
  expect(await bucket.create('key', 'after')).toBe(1)
  bus.live(liveCancel, {
    tenant: 'demo-clinic',
    session: randomUUID(),
    turn: randomUUID(),
    number: 1,
    reason: 'hang_up',
  })
  await eventually(() => frames.length === 1, { what: 'the live frame' })
  all.stop()
})
