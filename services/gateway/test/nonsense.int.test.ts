import type { RunningService } from '@repartee/service'
import { eventually, SocketClient, useServers } from '@repartee/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { prepareDatabase, startGateway } from './gateways.ts'
import { ADMIN_TOKEN, call, Visitor } from './web.ts'

const servers = useServers()
let gateway: RunningService
let visitor: Visitor

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { ADMIN_TOKEN, ALLOWED_ORIGINS: 'https://clinic.example' })
  visitor = await Visitor.arrive(gateway)
})
afterAll(() => gateway.stop())

const session = '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11'
const paths = [
  '/api/sessions',
  `/api/sessions/${session}`,
  `/api/sessions/${session}/messages`,
  `/api/sessions/${session}/takeover`,
  `/api/sessions/${session}/release`,
  `/api/sessions/${session}/turns/1/advice`,
  '/api/bookings',
  '/api/followups',
  '/api/feedback',
  '/api/traces/x',
  '/api/setup',
  '/sandbox/sent',
]
const segment = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => encodeURIComponent(text.toWellFormed()))
const path = fc.oneof(
  fc.constantFrom(...paths),
  fc.tuple(fc.constantFrom(...paths), segment).map(([known, more]) => `${known}/${more}`),
  fc.tuple(fc.constantFrom(...paths), segment).map(([known, more]) => `${known}?tenant=${more}&limit=${more}`),
)
const anything = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('{"a":'.repeat(2000)), fc.constant(''))
const token = () => fc.constantFrom(undefined, ADMIN_TOKEN, visitor.token, 'x', 'a.b', `${'A'.repeat(3000)}.x`)

it('whatever a client asks of the API, the fault is the client’s and said in one line', async () => {
  await fc.assert(
    fc.asyncProperty(
      path,
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
      anything,
      token(),
      async (to, method, body, by) => {
        const answer = await fetch(`${gateway.url}${to}`, {
          method,
          headers: { 'content-type': 'application/json', ...(by !== undefined && { authorization: `Bearer ${by}` }) },
          ...(method !== 'GET' && { body }),
        })
        const text = await answer.text()
        if (answer.ok) return
        expect([answer.status, to]).toEqual([expect.toSatisfy((status: number) => status >= 400 && status < 500), to])
        expect(JSON.parse(text)).toMatchObject({ status: answer.status })
        expect(text).not.toMatch(/\n|\bat .*\.(ts|js)/)
      },
    ),
    { numRuns: 1000 },
  )
}, 60_000)

it('whatever a client says over a socket, the others are served', async () => {
  const good = await visitor.socket()
  await good.waitFor(({ type }) => type === 'ready')
  const frame = fc.oneof(
    anything,
    fc
      .record({
        type: fc.constantFrom('auth', 'watch', 'message', 'renew', 'ping', 'x'),
        token: fc.string(),
        id: fc.string(),
        text: fc.string(),
        tenant: fc.string(),
        cursor: fc.double(),
      })
      .map((one) => JSON.stringify(one)),
    fc.uint8Array({ maxLength: 200 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 30 }), fc.boolean(), async (frames, isKnown) => {
      const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/ws`)
      const closed = new Promise((resolve) => socket.once('close', resolve))
      await new Promise((resolve) => socket.once('open', resolve))
      if (isKnown) socket.send(JSON.stringify({ type: 'auth', token: visitor.token }))
      for (const one of frames) if (socket.readyState === WebSocket.OPEN) socket.send(one)
      socket.close()
      await closed
    }),
    { numRuns: 300 },
  )
  good.send({ type: 'ping' })
  await good.waitFor(({ type }) => type === 'pong')
  await good.close()
  const open = async () => (await call(gateway, 'GET', '/health')).body['sockets']
  await eventually(async () => (await open()) === 0, { what: 'no socket left' })
}, 60_000)

it('pages of allowed origins use the API and sockets, others do not', async () => {
  const asked = (origin: string) =>
    fetch(`${gateway.url}/api/sessions`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    })
  const good = await asked('https://clinic.example')
  expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([204, 'https://clinic.example'])
  const bad = await asked('https://clinic.example.evil')
  expect(bad.headers.get('access-control-allow-origin')).toBeNull()
  const socket = await SocketClient.connect(gateway.url, { token: visitor.token, origin: 'https://clinic.example' })
  await socket.waitFor(({ type }) => type === 'ready')
  await socket.close()
  for (const origin of ['https://clinic.example.evil', 'null', 'nonsense']) {
    await expect(SocketClient.connect(gateway.url, { token: visitor.token, origin })).rejects.toThrow('403')
  }
})

it('every answer has its security headers', async () => {
  const { headers } = await fetch(`${gateway.url}/`)
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})
