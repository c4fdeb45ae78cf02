import { Controller, Inject, Module, Post } from '@nestjs/common'
import { Bus } from '@repartee/bus'
import { outgoing, sessionReleased } from '@repartee/contracts'
import { type TraceSpan, TraceSink, shutdownTelemetry } from '@repartee/telemetry'
import { eventually, useServers } from '@repartee/testing'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningService, run, serviceSettings } from '../src/index.ts'

const servers = useServers()
const sink = new TraceSink()
const collector = createServer((request, response) => {
  const body = request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request
  void json(body).then((spans) => {
    sink.accept(spans)
    response.end('{}')
  })
})

const released = outgoing(sessionReleased, {
  tenant: 'aurora',
  session: '5d1a3f0e-9f0b-5c1f-8a53-3f1b0a3f6f10',
  by: 'Ana',
  at: '2026-11-20T10:00:00.000Z',
})

@Controller()
class Releases {
  constructor(@Inject(Bus) private readonly bus: Bus) {}

  @Post('release')
  async release() {
    await this.bus.publish(released)
  }
}

@Module({ controllers: [Releases] })
class ReleasesModule {}

let service: RunningService

beforeAll(async () => {
  await once(collector.listen(0, '127.0.0.1'), 'listening')
  vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', `http://127.0.0.1:${(collector.address() as AddressInfo).port}`)
  await import('@repartee/telemetry/preload')
  service = await run({
    name: 'gateway',
    config: () =>
      serviceSettings('gateway', {}).parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'silent', GATEWAY_PORT: '0' }),
    module: ReleasesModule,
    handlesSignals: false,
  })
})
afterAll(async () => {
  await service.stop()
  await shutdownTelemetry()
  collector.close()
  vi.unstubAllEnvs()
})

const namesIn = (spans: readonly TraceSpan[]): string[] =>
  spans.flatMap((span) => [`${span.service}: ${span.name}`, ...namesIn(span.children)])

/** Service and name of the trace's spans, parents first, once there are so many. */
async function namesOf(traceId: string, howMany: number): Promise<string[]> {
  const all = () => namesIn(sink.trace(traceId)?.roots ?? [])
  await eventually(() => all().length === howMany, { what: `${howMany} spans`, withinMs: 15_000 })
  return all()
}

test('what a request publishes bears the name of its service', async () => {
  const answer = await fetch(`${service.url}/release`, { method: 'POST' })
  const [asking, ...names] = await namesOf(answer.headers.get('x-trace-id')!, 3)
  expect(asking).toBe('repartee: POST')
  expect(names).toEqual(['gateway: POST /release', 'gateway: publish session.released'])
})

test('what a relay publishes too', async () => {
  const traceId = 'ab'.repeat(16)
  await service.app.get(Bus).publish(released, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` })
  expect(await namesOf(traceId, 1)).toEqual(['gateway: publish session.released'])
})
