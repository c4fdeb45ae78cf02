import { Controller } from '@nestjs/common'
import { sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

test('messages of one session run one after the other in stream order, those of others at the same time', async () => {
  const SESSIONS = 20
  const MESSAGES = 25
  const seen = new Map<string, number[]>()
  const running = new Map<string, number>()
  let mostAtOnce = 0
  let overlaps = 0
  @Controller()
  class FollowUp {
    @On(sessionReleased, { concurrency: 16 })
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      const session = event.session!
      running.set(session, (running.get(session) ?? 0) + 1)
      if (running.get(session)! > 1) overlaps += 1
      mostAtOnce = Math.max(mostAtOnce, [...running.values()].filter((count) => count > 0).length)
      for (let round = 0; round < Number(event.data.by) % 5; round += 1) await nextRound()
      seen.set(session, [...(seen.get(session) ?? []), Number(event.data.by)])
      running.set(session, running.get(session)! - 1)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  const sessions = Array.from({ length: SESSIONS }, () => randomUUID())
  for (let index = 0; index < MESSAGES; index += 1) {
    await Promise.all(sessions.map((session) => service.bus.publish(released(String(index), session))))
  }
  const total = () => [...seen.values()].reduce((sum, list) => sum + list.length, 0)
  await eventually(() => total() === SESSIONS * MESSAGES, { what: 'all messages' })
  for (const list of seen.values()) expect(list).toEqual(Array.from({ length: MESSAGES }, (_one, index) => index))
  expect(overlaps).toBe(0)
  expect(mostAtOnce).toBeGreaterThan(1)
  expect(mostAtOnce).toBeLessThanOrEqual(16)
  await service.stop()
})

test('a session that hangs holds up nobody else', async () => {
  const stuck = randomUUID()
  const done: string[] = []
  let free = (): void => undefined
  const freed = new Promise<void>((resolve) => (free = resolve))
  @Controller()
  class FollowUp {
    @On(sessionReleased, { name: 'hanging', concurrency: 4 })
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      if (event.session === stuck) await freed
      done.push(event.session!)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  await eventually(() => done.length === 500, { what: 'the messages of the test before' })
  await service.bus.publish(released('stuck', stuck))
  for (let index = 0; index < 50; index += 1) await service.bus.publish(released('other'))
  await eventually(() => done.length === 550, { what: 'all messages of others' })
  expect(done).not.toContain(stuck)
  free()
  await eventually(() => done.includes(stuck), { what: 'the stuck message' })
  await service.stop()
})
