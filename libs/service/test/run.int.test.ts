import '@repartee/telemetry/preload'
import { Body, Controller, Get, Inject, Module, Post } from '@nestjs/common'
import { Bus, On, PermanentError, RetryLaterError } from '@repartee/bus'
import type { Incoming } from '@repartee/bus'
import { outgoing, sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { currentLogContext, currentTraceId } from '@repartee/telemetry'
import { announceBody, useServers } from '@repartee/testing'
import { connect } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  CONFIG,
  Database,
  Draining,
  HealthChecks,
  Problem,
  Redis,
  postgresSettings,
  redisSettings,
  run,
  serviceSettings,
} from '../src/index.ts'
import type { RunningService, ServiceConfig } from '../src/index.ts'

/** Waits for a condition, on a busy machine too. */
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000 })

const servers = useServers()
const running: RunningService[] = []

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()))
})

let release: (() => void) | undefined
let heard: string[] = []
let holding = Promise.withResolvers<void>()

@Controller()
class ProbeHandlers {
  @On(sessionReleased, { concurrency: 4 })
  async released({ data: { by } }: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
    if (by === 'poison') throw new PermanentError('cannot be read')
    heard.push(`began ${by}`)
    if (by === 'hold') await holding.promise
    heard.push(`ended ${by}`)
    return []
  }
}

const releasedBy = (by: string) =>
  outgoing(sessionReleased, {
    tenant: 'aurora',
    session: '5d1a3f0e-9f0b-5c1f-8a53-3f1b0a3f6f10',
    by,
    at: '2026-11-20T10:00:00.000Z',
  })

@Controller()
class ProbeController {
  constructor(
    @Inject(CONFIG) private readonly config: ServiceConfig<'followup'>,
    private readonly database: Database,
    private readonly redis: Redis,
  ) {}

  @Get('trace')
  trace() {
    return { trace: currentTraceId(), ...currentLogContext() }
  }

  @Post('trace')
  async traceOfBody(@Body() body: unknown) {
    await Promise.resolve()
    return { body, trace: currentTraceId(), ...currentLogContext() }
  }

  @Get('stores')
  async stores() {
    await this.redis.set('probe', '1')
    return {
      port: this.config.FOLLOWUP_PORT,
      redis: await this.redis.get('probe'),
      rows: await this.database.query('SELECT 1 AS one'),
    }
  }

  @Get('gone')
  gone() {
    throw new Problem(410, 'Gone', { detail: 'this session was erased', extensions: { session: 's1' } })
  }

  @Get('broken')
  broken() {
    throw new Error('cannot read "my secret words" of undefined')
  }

  @Get('later')
  later() {
    throw new RetryLaterError('PostgreSQL is away', { delayMs: 1000 })
  }

  @Get('slow')
  slow() {
    return new Promise<{ done: boolean }>((resolve) => {
      release = () => resolve({ done: true })
    })
  }
}

@Module({ controllers: [ProbeController, ProbeHandlers] })
class ProbeModule {}

const settings = serviceSettings('followup', { ...postgresSettings, ...redisSettings })

async function start(options: { drainMs?: number; busStartLimitMs?: number; natsUrl?: string } = {}) {
  const { natsUrl = servers.natsUrl, ...rest } = options
  const config = settings.parse({
    NATS_URL: natsUrl,
    DATABASE_URL: servers.databaseUrl,
    REDIS_URL: servers.redisUrl,
    LOG_LEVEL: 'silent',
    FOLLOWUP_PORT: '0',
  })
  const service = await run({
    name: 'followup',
    config: () => config,
    module: ProbeModule,
    handlesSignals: false,
    bodyLimitBytes: 1000,
    ...rest,
  })
  running.push(service)
  return service
}

const UUID = /^[0-9a-f-]{36}$/

describe('a running service', () => {
  test('answers health, readiness and metrics', async () => {
    const { url } = await start()
    const health = await fetch(`${url}/health`)
    expect(health.status).toBe(200)
    expect(await health.json()).toMatchObject({ service: 'followup', checks: { postgres: {}, redis: {} } })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    const metrics = await fetch(`${url}/metrics`)
    expect(metrics.headers.get('content-type')).toMatch(/text\/plain/)
    expect(await metrics.text()).toContain('repartee_ready{service="followup"} 1')
  })

  test('has its configuration and stores injected', async () => {
    const { url } = await start()
    const { migrate } = await import('../src/index.ts')
    await migrate({ databaseUrl: servers.databaseUrl, folders: [`${import.meta.dirname}/../sql`] })
    await eventually(async () => {
      expect(await (await fetch(`${url}/stores`)).json()).toEqual({ port: 0, redis: '1', rows: [{ one: 1 }] })
    })
  })
})

describe('a request', () => {
  test('gets a trace and a request id, and both come back', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/trace`)
    const seen = (await answer.json()) as Record<string, string>
    expect(seen.trace).toMatch(/^[0-9a-f]{32}$/)
    expect(seen.request).toMatch(UUID)
    expect(answer.headers.get('x-trace-id')).toBe(seen.trace)
    expect(answer.headers.get('x-request-id')).toBe(seen.request)
  })

  test('goes on with those that it brings, also after its body was read', async () => {
    const { url } = await start()
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const brought = [{ 'x-trace-id': trace }, { traceparent: `00-${trace}-00f067aa0ba902b7-01` }]
    for (const headers of brought) {
      const answer = await fetch(`${url}/trace`, {
        method: 'POST',
        headers: { ...headers, 'x-request-id': 'r-1', 'content-type': 'application/json' },
        body: '{"a":1}',
      })
      expect(await answer.json()).toEqual({ body: { a: 1 }, trace, request: 'r-1' })
      expect(answer.headers.get('x-trace-id')).toBe(trace)
    }
  })

  test('with nonsense for ids gets new ones', async () => {
    const { url } = await start()
    const answer = await fetch(`${url}/trace`, {
      headers: { 'x-trace-id': 'nonsense', 'x-request-id': 'a b'.repeat(99) },
    })
    expect(answer.headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/)
    expect(answer.headers.get('x-request-id')).toMatch(UUID)
  })
})

describe('what goes wrong', () => {
  async function problem(path: string, init?: RequestInit) {
    const { url } = await start()
    const answer = await fetch(`${url}${path}`, init)
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(text).not.toMatch(/\n|node_modules|at .*\.ts/)
    return { status: answer.status, headers: answer.headers, ...(JSON.parse(text) as Record<string, unknown>) }
  }
  const json = { method: 'POST', headers: { 'content-type': 'application/json' } }

  test('on purpose is told as it was thrown', async () => {
    expect(await problem('/gone')).toMatchObject({
      status: 410,
      title: 'Gone',
      detail: 'this session was erased',
      session: 's1',
      trace: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
  })

  test('by accident says nothing of the inside', async () => {
    const answer = await problem('/broken')
    expect(answer).toMatchObject({ status: 500, title: 'Internal Server Error' })
    expect(JSON.stringify(answer)).not.toContain('secret')
  })

  test('for now says to come back', async () => {
    const answer = await problem('/later')
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('1')
  })

  test.each([
    ['an unknown path', '/nowhere', {}, 404],
    ['a malformed body', '/trace', { ...json, body: '{"text":"my words' }, 400],
    ['an unknown media type', '/trace', { method: 'POST', headers: { 'content-type': 'x/y' }, body: 'x' }, 415],
    ['an empty JSON body', '/trace', { ...json }, 400],
  ])('%s', async (_what, path, init, status) => {
    const answer = await problem(path, init)
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer)).not.toContain('my words')
  })

  test('a body that is too large', async () => {
    const { url } = await start()
    const answer = await announceBody(`${url}/trace`, 4 * 1024 * 1024, 'application/json')
    expect(answer.status).toBe(413)
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  test('bytes that are no HTTP do not disturb it', async () => {
    const { url } = await start()
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write('\x00\x01nonsense\r\n\r\n')
    await new Promise((resolve) => socket.once('close', resolve).resume())
    expect((await fetch(`${url}/ready`)).status).toBe(200)
  })
})

describe('the end', () => {
  test('lets handlers, hooks and requests finish before it closes', async () => {
    const service = await start()
    heard = []
    holding = Promise.withResolvers<void>()
    await service.app.get(Bus).publish(releasedBy('hold'))
    await eventually(() => expect(heard).toEqual(['began hold']))
    const slow = fetch(`${service.url}/slow`)
    await eventually(() => expect(release).toBeDefined())
    const draining = service.app.get(Draining)
    draining.onDrain('sockets', () => void heard.push('sockets told'))

    const stopped = service.stop()
    expect(draining.signal.aborted).toBe(true)
    expect(await service.app.get(HealthChecks).isReady()).toBe(false)
    holding.resolve()
    release!()
    expect(await (await slow).json()).toEqual({ done: true })
    await stopped
    expect(heard).toEqual(['began hold', 'sockets told', 'ended hold'])
    expect(service.stop()).toBe(service.stop())
    await expect(fetch(`${service.url}/ready`)).rejects.toThrow('fetch failed')
  })

  test('is not held up by a drain that hangs', async () => {
    const service = await start({ drainMs: 20 })
    service.app.get(Draining).onDrain('call', () => new Promise(() => undefined))
    await service.stop()
    await expect(fetch(`${service.url}/ready`)).rejects.toThrow('fetch failed')
  })

  test('of a start that fails leaves nothing open', async () => {
    const failed = start({ busStartLimitMs: 50, natsUrl: 'nats://127.0.0.1:1' })
    await expect(failed).rejects.toThrow(/NATS/)
  })
})

describe('the bus', () => {
  test('is wired: events reach the handlers, what can never succeed becomes a dead letter', async () => {
    const { app } = await start()
    heard = []
    await app.get(Bus).publish([releasedBy('poison'), releasedBy('fine')])
    await eventually(() => expect(heard).toEqual(['began fine', 'ended fine']))
    await eventually(async () =>
      expect(await app.get(Bus).deadLetters({ limit: 10 })).toMatchObject([
        { reason: 'permanent', detail: expect.stringContaining('cannot be read') },
      ]),
    )
  })

  test('that is away does not keep a service from serving HTTP when it may start without', async () => {
    const { url } = await start({ busStartLimitMs: 0, natsUrl: 'nats://127.0.0.1:1' })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'degraded',
      checks: { bus: { status: 'down' } },
    })
  })
})

describe('with Redis away', () => {
  test('commands fail at once, health says so, and all is well when it is back', async () => {
    const { app, url } = await start()
    const redis = app.get(Redis)
    await eventually(async () => expect(await redis.ping()).toBe('PONG'))
    await servers.redis.kill()
    await eventually(() => expect(redis.status).not.toBe('ready'))
    await expect(redis.get('probe')).rejects.toThrow()
    expect(await (await fetch(`${url}/health`)).json()).toMatchObject({
      status: 'degraded',
      checks: { redis: { status: 'down' } },
    })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
    await servers.redis.start()
    await eventually(async () => expect(await redis.ping()).toBe('PONG'))
  })
})
