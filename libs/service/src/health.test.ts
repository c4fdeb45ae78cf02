import { describe, expect, test } from 'vitest'
import { observe } from '@repartee/telemetry'
import { HealthChecks } from './health.ts'

const up = async () => undefined
const down = () => Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:6379'))
const hanging = () => new Promise<void>(() => undefined)

describe('health', () => {
  test('says what is up, what is down and why', async () => {
    const health = new HealthChecks('coach')
    health.add('bus', async () => ({ pending: 3 }))
    health.add('redis', down)
    health.addFact('activeCalls', () => 2)
    health.markReady()
    expect(await health.report()).toMatchObject({
      status: 'degraded',
      service: 'coach',
      activeCalls: 2,
      averageLatencyMs: { handlers: null, requests: null },
      checks: {
        bus: { status: 'up', pending: 3 },
        redis: { status: 'down', reason: 'connect ECONNREFUSED 127.0.0.1:6379' },
      },
    })
  })

  test('says how long handlers and requests took lately', async () => {
    observe('repartee_handler_seconds', 0.02, { consumer: 'coach_reply-completed_v1', outcome: 'done' })
    observe('repartee_handler_seconds', 0.04, { consumer: 'coach_reply-completed_v1', outcome: 'done' })
    expect((await new HealthChecks('coach').report()).averageLatencyMs).toEqual({ handlers: 30, requests: null })
  })

  test('a check that never answers counts as down', async () => {
    const health = new HealthChecks('coach')
    health.add('bus', hanging)
    health.markReady()
    expect((await health.report()).checks.bus).toMatchObject({ status: 'down' })
  })
})

describe('readiness', () => {
  test('follows the life of the service', async () => {
    const health = new HealthChecks('coach')
    expect(await health.isReady()).toBe(false)
    health.markReady()
    expect(await health.isReady()).toBe(true)
    health.markDraining()
    expect(await health.isReady()).toBe(false)
    health.markReady()
    expect(await health.isReady()).toBe(false)
  })

  test('needs what is required, not the rest', async () => {
    const health = new HealthChecks('booking')
    health.add('redis', down)
    health.add('bus', up, { required: true })
    health.markReady()
    expect(await health.isReady()).toBe(true)
    health.add('postgres', down, { required: true })
    expect(await health.isReady()).toBe(false)
  })
})
