import { Controller } from '@nestjs/common'
import { sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

/** A replica whose handler waits until it is let go, or told to stop. */
async function startReplica(drainLimitMs: number) {
  const log: string[] = []
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => (letGo = resolve))
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      log.push(`began ${event.data.by}`)
      const stopped = new Promise<never>((_resolve, reject) => {
        event.signal.addEventListener('abort', () => reject(event.signal.reason as Error), { once: true })
      })
      await Promise.race([gate, stopped])
      log.push(`ended ${event.data.by}`)
      return []
    }
  }
  return { service: await startService('followup', nats.url, [FollowUp], { drainLimitMs }), log, letGo }
}

test('a replica that stops finishes what runs and gives back at once what has not begun', async () => {
  const session = randomUUID()
  const first = await startReplica(10_000)
  await first.service.bus.publish(released('running', session))
  await first.service.bus.publish(released('waiting', session))
  await eventually(() => first.log.includes('began running'), { what: 'the handler to run' })
  const second = await startReplica(10_000)

  const stopping = first.service.stop()
  expect(first.service.strategy.isReady).toBe(false)
  await eventually(() => second.log.includes('began waiting'), {
    withinMs: 2000,
    what: 'the other replica to take over',
  })
  expect(first.log).toEqual(['began running'])
  first.letGo()
  await stopping
  expect(first.log).toEqual(['began running', 'ended running'])
  second.letGo()
  await second.service.stop()
  expect(second.log).toEqual(['began waiting', 'ended waiting'])
})

test('a handler that does not end in time is told to stop, and its message goes to another replica', async () => {
  const first = await startReplica(100)
  await first.service.bus.publish(released('endless'))
  await eventually(() => first.log.includes('began endless'), { what: 'the handler to run' })
  const second = await startReplica(10_000)
  await first.service.stop()
  await eventually(() => second.log.includes('began endless'), {
    withinMs: 2000,
    what: 'the other replica to take over',
  })
  second.letGo()
  await second.service.stop()
  expect(first.log).toEqual(['began endless'])
  expect(second.log).toEqual(['began endless', 'ended endless'])
})
