import { Controller } from '@nestjs/common'
import { JOINS, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Bus, On } from '../src/index.ts'
import type { Incoming, Join } from '../src/index.ts'
import { released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
const schemas = { a: z.string(), b: z.string() }
/** What went on, as `<session> <half that came second>`. */
const wentOn: string[] = []
const failing = new Set<string>()

@Controller()
class Halves {
  private readonly join: Join<string, string>

  constructor(bus: Bus) {
    this.join = bus.join(JOINS, schemas)
  }

  @On(sessionReleased)
  async first({ data }: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    return this.ended(data.session, 'a', await this.join.meet(data.session, 'a', data.by))
  }

  @On(sessionTakenOver)
  async second({ data }: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
    return this.ended(data.session, 'b', await this.join.meet(data.session, 'b', data.by))
  }

  private ended(session: string, half: string, met: unknown): Outgoing[] {
    if (typeof met === 'string') return []
    if (failing.delete(session)) throw new Error('the half that goes on fails once')
    wentOn.push(`${session} ${half}`)
    return []
  }
}

let services: Started[] = []
beforeAll(async () => {
  services = [await startService('followup', nats.url, [Halves])]
})
afterAll(async () => {
  await Promise.all(services.map((service) => service.stop()))
})

const bus = () => services[0]!.bus
const written = (session: string) => bus().kv(JOINS, z.unknown()).get(session)
const ofSession = (session: string) => wentOn.filter((entry) => entry.startsWith(session))

test('halves in one process meet without a write', async () => {
  const sessions = Array.from({ length: 50 }, () => randomUUID())
  for (const session of sessions) await bus().publish([released('a', session), takenOver('b', session)])
  await eventually(() => sessions.every((session) => ofSession(session).length === 1), { what: 'all pairs' })
  for (const session of sessions) expect(await written(session)).toBeNull()
})

test('when the half that goes on fails, the other one is there for its next delivery', async () => {
  const session = randomUUID()
  failing.add(session)
  await bus().publish([released('a', session), takenOver('b', session)])
  await eventually(() => ofSession(session).length > 0, { what: 'the pair', withinMs: 10_000 })
  expect(ofSession(session)).toHaveLength(1)
})

test('a half whose other half comes late waits in the bucket', async () => {
  const session = randomUUID()
  await bus().publish(released('a', session))
  await eventually(() => written(session), { what: 'the half in the bucket' })
  await bus().publish(takenOver('b', session))
  await eventually(() => ofSession(session).length > 0, { what: 'the pair' })
  expect(ofSession(session)).toEqual([`${session} b`])
})

test('halves on two replicas meet, each pair once', async () => {
  services.push(await startService('followup', nats.url, [Halves]))
  const sessions = Array.from({ length: 100 }, () => randomUUID())
  for (const session of sessions) {
    await bus().publish([takenOver('b', session), released('a', session)])
  }
  await eventually(() => sessions.every((session) => ofSession(session).length > 0), {
    what: 'all pairs',
    withinMs: 20_000,
  })
  for (const session of sessions) expect(ofSession(session)).toHaveLength(1)
})
