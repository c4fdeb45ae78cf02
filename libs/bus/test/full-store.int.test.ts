import { Controller } from '@nestjs/common'
import { DEAD, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { NatsConnection } from '@nats-io/transport-node'
import { jetstreamManager } from '@nats-io/jetstream'
import { BusUnavailableError, On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

test('with the store full publishing fails at once, handlers wait for room, and nothing is lost or buried', async () => {
  const seen: string[] = []
  const session = randomUUID()
  let isFull = (): void => undefined
  const full = new Promise<void>((resolve) => (isFull = resolve))
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      if (event.session !== session) return []
      await full
      return [takenOver('published when there is room', session)]
    }
    @On(sessionTakenOver)
    async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
      if (event.session === session) seen.push(event.data.by)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  const { streams } = await jetstreamManager(service.strategy.unwrap<NatsConnection>())
  await service.bus.publish(released('Ana', session))
  const { state } = await streams.info('CONVERSATION')
  await streams.update('CONVERSATION', { max_bytes: state.bytes })
  await expect(service.bus.publish(released('no room'))).rejects.toThrow(BusUnavailableError)
  isFull()
  await expect(service.bus.publish(released('still no room'))).rejects.toThrow('maximum bytes exceeded')
  expect(seen).toEqual([])
  await streams.update('CONVERSATION', { max_bytes: -1 })
  await eventually(() => seen.length === 1, { what: 'the returned event' })
  expect((await streams.info(DEAD.name)).state.messages).toBe(0)
  await service.stop()
})

test('a handler that can store nothing itself waits for room: no failure is counted, no delivery is repeated', async () => {
  const session = randomUUID()
  const full = Promise.withResolvers<void>()
  let attempts = 0
  let isDone = false
  @Controller()
  class FollowUp {
    @On(sessionReleased, { maxDeliveries: 2 })
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      if (event.session !== session) return []
      await full.promise
      attempts += 1
      await service.bus.publish(takenOver('written by the handler', session))
      isDone = true
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  const { streams, consumers } = await jetstreamManager(service.strategy.unwrap<NatsConnection>())
  await service.bus.publish(released('Ana', session))
  const { state } = await streams.info('CONVERSATION')
  await streams.update('CONVERSATION', { max_bytes: state.bytes })
  full.resolve()
  await eventually(() => attempts === 3, { what: 'three attempts', withinMs: 20_000 })
  expect(isDone).toBe(false)
  await streams.update('CONVERSATION', { max_bytes: -1 })
  await eventually(() => isDone, { what: 'the handler is through' })
  expect((await streams.info(DEAD.name)).state.messages).toBe(0)
  expect((await consumers.info('CONVERSATION', 'followup_session-released_v1')).num_redelivered).toBe(0)
  await service.stop()
})
