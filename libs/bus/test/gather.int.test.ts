import { Controller } from '@nestjs/common'
import { sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'
import type { Started } from './start.ts'

const nats = useNats()
const taken: string[] = []

@Controller()
class FollowUp {
  @On(sessionReleased, { gatherMs: 200, concurrency: 8 })
  async released({ data }: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    taken.push(data.by)
    return []
  }
}

let service: Started | undefined
afterEach(async () => {
  await service?.stop()
  taken.length = 0
})

const start = async () => (service = await startService('followup', nats.url, [FollowUp]))
const names = (from: number, to: number) => Array.from({ length: to - from }, (_one, index) => `${from + index}`)

test('a handler that gathers gets every message once and in order, also many more than it holds at once', async () => {
  const { bus } = await start()
  const session = randomUUID()
  const all = names(0, 300)
  for (const name of all.slice(0, 5)) await bus.publish(released(name, session))
  await bus.publish(all.slice(5).map((name) => released(name, session)))
  await eventually(() => taken.length >= all.length, { what: 'all messages', withinMs: 10_000 })
  expect(taken).toEqual(all)
})

test('gathering goes on after NATS was away, and after a silence', async () => {
  const { bus } = await start()
  await bus.publish(released('before'))
  await eventually(() => taken.includes('before'), { what: 'the first message' })
  await nats.server.kill()
  await nats.server.start()
  await bus.publish(released('after'), { timeoutMs: 10_000 })
  await eventually(() => taken.includes('after'), { what: 'the message after', withinMs: 20_000 })
  await bus.publish(names(0, 50).map((name) => released(name)))
  await eventually(() => names(0, 50).every((name) => taken.includes(name)), { what: 'the rest', withinMs: 10_000 })
})
