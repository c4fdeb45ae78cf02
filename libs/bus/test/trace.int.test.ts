import '@repartee/telemetry/preload'
import { Controller } from '@nestjs/common'
import { sessionReleased, sessionTakenOver } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { currentLogContext, currentTraceId, traceIdOf, withLogContext } from '@repartee/telemetry'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { TENANT, released, takenOver } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()

test('trace and request go with a message through all handlers, and stand in the log context there', async () => {
  const seen: object[] = []
  const note = (handler: string, { traceparent, requestId }: Incoming) => {
    const { request, tenant, session } = currentLogContext()
    const traces = new Set([traceIdOf(traceparent), currentTraceId()])
    seen.push({ handler, traces: [...traces], requests: [...new Set([requestId, request])], tenant, session })
  }
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      note('first', event)
      return [takenOver('Ana', event.data.session)]
    }
    @On(sessionTakenOver)
    async takenOver(event: Incoming<typeof sessionTakenOver>): Promise<Outgoing[]> {
      note('second', event)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  const session = randomUUID()
  const traceId = 'ab'.repeat(16)
  await withLogContext({ request: 'request-1' }, () =>
    service.bus.publish(released('Ana', session), { traceparent: `00-${traceId}-00f067aa0ba902b7-01` }),
  )
  await eventually(() => seen.length === 2, { what: 'both handlers' })
  const expected = { traces: [traceId], requests: ['request-1'], tenant: TENANT, session }
  expect(seen).toEqual([
    { handler: 'first', ...expected },
    { handler: 'second', ...expected },
  ])
  await service.stop()
})

test('a message that comes without gets a new trace and a new request', async () => {
  const seen: Incoming[] = []
  const traces: (string | undefined)[] = []
  @Controller()
  class FollowUp {
    @On(sessionReleased, { name: 'bare' })
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      seen.push(event)
      traces.push(currentTraceId(), currentLogContext().request)
      return []
    }
  }
  const service = await startService('followup', nats.url, [FollowUp])
  await eventually(() => seen.length === 1, { what: 'the message of the test before' })
  const session = randomUUID()
  const body = JSON.stringify(released('Ana', session).data)
  const client = service.strategy.unwrap<{ publish(subject: string, body: string): void }>()
  client.publish(`session.released.v1.${TENANT}.${session}`, body)
  await eventually(() => seen.length === 2, { what: 'the message without headers' })
  expect(seen[1]).toMatchObject({ traceparent: undefined, requestId: undefined, session })
  expect(traces[2]).toMatch(/^[0-9a-f]{32}$/)
  expect(traces[2]).not.toBe(traces[0])
  expect(traces[3]).toMatch(/^[0-9a-f-]{36}$/)
  await service.stop()
})
