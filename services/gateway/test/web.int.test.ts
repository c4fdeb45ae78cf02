import { adviceGiven, liveReply, outgoing, type TurnReceived } from '@repartee/contracts'
import { Bus } from '@repartee/bus'
import type { RunningService } from '@repartee/service'
import { eventually, SocketClient, useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Answerer } from './answerer.ts'
import { prepareDatabase, startGateway, Stream } from './gateways.ts'
import { ADMIN_TOKEN, ask, call, TENANT, Visitor, watch } from './web.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream
let answerer: Answerer

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { ADMIN_TOKEN })
  stream = new Stream(gateway)
  answerer = new Answerer(gateway, (turn: TurnReceived) => `You said: ${turn.text}`)
})
afterAll(() => gateway.stop())

describe('the web chat', () => {
  it('answers by HTTP; the same message again gets the same answer', async () => {
    const visitor = await Visitor.arrive(gateway)
    const first = await visitor.say('Hello', 'm1')
    expect(first).toMatchObject({
      status: 200,
      body: { type: 'turn_result', turn: 1, npc_response: 'You said: Hello', npc_mood: 0.5, coach_advice: null },
    })
    expect(await visitor.say('Hello', 'm1')).toEqual(first)
    expect((await visitor.say('And again', 'm2')).body).toMatchObject({ turn: 2, npc_response: 'You said: And again' })
    expect(stream.turnsWith('Hello')).toHaveLength(1)
  })

  it('answers by socket: accepted, the message, the stream, the result', async () => {
    const visitor = await Visitor.arrive(gateway)
    const socket = await visitor.socket()
    await socket.waitFor(({ type }) => type === 'ready')
    answerer.hold()
    socket.send({ type: 'message', id: 'm1', text: 'Good morning' })
    const accepted = await socket.waitFor(({ type }) => type === 'accepted')
    await eventually(() => stream.turnsWith('Good morning').length === 1, { what: 'the turn' })
    const { tenant, session, turn, number } = stream.turnsWith('Good morning')[0]!
    const bus = gateway.app.get(Bus)
    for (const [seq, text] of ['You ', 'said'].entries()) {
      bus.live(liveReply, { tenant, session, turn, number, attempt: 1, seq, type: 'delta', text })
    }
    const streamed = () => socket.frames.filter(({ type }) => type === 'live.reply')
    const textOf = () =>
      streamed()
        .map(({ data }) => (data as { text: string }).text)
        .join('')
    await eventually(() => textOf() === 'You said', { what: 'the streamed text' })
    await answerer.release()
    const result = await socket.waitFor(({ type }) => type === 'turn_result')
    expect(accepted).toMatchObject({ id: 'm1' })
    expect(result).toMatchObject({ session: visitor.id, turn: 1, npc_response: 'You said: Good morning' })
    expect(streamed().every((frame) => frame.cursor === undefined)).toBe(true)
    expect(socket.frames.map(({ type }) => type)).not.toContain('reply.completed')
    await socket.close()
  })

  it('gives the coach to operators and never to contacts', async () => {
    const visitor = await Visitor.arrive(gateway)
    const [mine, watching] = [await visitor.socket(), await watch(gateway, { session: visitor.id })]
    await visitor.say('How much is it?')
    const turn = stream.turnsWith('How much is it?')[0]!
    const advice = outgoing(adviceGiven, {
      tenant: TENANT,
      session: visitor.id,
      turn: turn.turn,
      number: 1,
      reply: randomUUID(),
      audience: 'agent',
      language: 'en',
      advice: 'Say what it holds.',
      tips: ['Price last'],
      text: 'Say what it holds.\n\n💡 Tips\n• Price last',
      source: 'fallback',
      intent: 'price_inquiry',
      at: new Date().toISOString(),
      tookMs: 3,
    })
    const waiting = ask(gateway, 'GET', `/api/sessions/${visitor.id}/turns/1/advice`)
    await gateway.app.get(Bus).publish(advice)
    expect(await watching.waitFor(({ type }) => type === 'coach_advice')).toMatchObject({
      session: visitor.id,
      turn: 1,
      advice: 'Say what it holds.\n\n💡 Tips\n• Price last',
      advice_source: 'fallback',
    })
    expect((await waiting).body).toMatchObject({ turn: 1, advice_source: 'fallback', tips: ['Price last'] })
    expect((await ask(gateway, 'GET', `/api/sessions/${visitor.id}/turns/${turn.turn}/advice`)).status).toBe(200)
    const path = `/api/sessions/${visitor.id}/turns/1/advice`
    expect((await call(gateway, 'GET', path, { token: visitor.token })).status).toBe(403)
    await visitor.say('Thanks')
    await mine.waitFor(({ turn: number }) => number === 2)
    expect(mine.frames.map(({ type }) => type)).not.toContain('coach_advice')
    await Promise.all([mine.close(), watching.close()])
  })
})

describe('a human', () => {
  it('takes over, writes, gives back; the second who wants to is told who has it', async () => {
    const visitor = await Visitor.arrive(gateway)
    await visitor.say('Is somebody there?')
    const socket = await visitor.socket()
    const at = `/api/sessions/${visitor.id}`
    expect((await ask(gateway, 'POST', `${at}/takeover`, { by: 'Ana' })).body).toMatchObject({
      lease: { holder: 'human', by: 'Ana' },
    })
    expect(await ask(gateway, 'POST', `${at}/takeover`, { by: 'Ben' })).toMatchObject({
      status: 409,
      body: { heldBy: 'Ana' },
    })
    expect(await visitor.say('Hello?')).toMatchObject({ status: 202, body: { type: 'accepted' } })
    const written = { id: 'h1', text: 'Ana here.', by: 'Ana' }
    expect((await ask(gateway, 'POST', `${at}/messages`, written)).body).toMatchObject({ verdict: 'sent' })
    expect((await ask(gateway, 'POST', `${at}/messages`, written)).body).toMatchObject({ verdict: 'sent' })
    const frame = await socket.waitFor(({ type }) => type === 'message.sent')
    expect(frame['data']).toMatchObject({ text: 'Ana here.', from: 'human' })
    expect((await ask(gateway, 'POST', `${at}/release`, { by: 'Ana' })).body).toMatchObject({ lease: { holder: 'ai' } })
    await socket.waitFor(({ type }) => type === 'session.released')
    expect(await visitor.say('And now?')).toMatchObject({ status: 200 })
    const read = (await ask(gateway, 'GET', at)).body as { history: { role: string; text: string }[] }
    expect(read.history.filter(({ role }) => role === 'human').map(({ text }) => text)).toEqual(['Ana here.'])
    expect(socket.frames.filter(({ type }) => type === 'message.sent')).toHaveLength(1)
    await socket.close()
  })
})

describe('tokens', () => {
  it('open one session and nothing else', async () => {
    const [ana, ben] = [await Visitor.arrive(gateway), await Visitor.arrive(gateway)]
    await ben.say('A secret of Ben')
    const asAna = (method: string, path: string, body?: unknown) =>
      call(gateway, method, path, { body, token: ana.token })
    expect((await asAna('GET', `/api/sessions/${ben.id}`)).status).toBe(404)
    expect((await asAna('POST', `/api/sessions/${ben.id}/messages`, { id: 'x', text: 'as Ben' })).status).toBe(404)
    expect((await asAna('GET', `/api/sessions/${ben.id}/turns/1/advice`)).status).toBe(404)
    for (const path of [
      '/api/sessions?tenant=demo-clinic',
      '/api/bookings?tenant=demo-clinic',
      '/api/setup',
      '/sandbox/sent',
    ]) {
      expect((await asAna('GET', path)).status).toBe(403)
      expect((await call(gateway, 'GET', path)).status).toBe(401)
    }
    expect((await asAna('POST', `/api/sessions/${ana.id}/takeover`, {})).status).toBe(403)
    const socket = await ana.socket(0)
    socket.send({ type: 'watch', tenant: TENANT, session: ben.id })
    await socket.waitFor(({ type, code }) => type === 'error' && code === 'forbidden')
    await ben.say('Another secret')
    await ana.say('Mine')
    await socket.waitFor(({ type }) => type === 'turn_result')
    expect(JSON.stringify(socket.frames)).not.toContain('secret')
    await socket.close()
  })

  it('that are forged, cut, of nobody or late are refused', async () => {
    const { token } = await Visitor.arrive(gateway)
    const [body, signature] = token.split('.') as [string, string]
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
    const forged = `${Buffer.from(JSON.stringify({ ...claims, session: randomUUID() })).toString('base64url')}.${signature}`
    for (const bad of [forged, body, `${body}.`, `${token}x`, 'x', `${ADMIN_TOKEN}x`]) {
      const socket = await SocketClient.connect(gateway.url, { token: bad })
      expect((await socket.closed).code).toBe(4001)
      expect((await call(gateway, 'GET', '/api/setup', { token: bad })).status).toBe(401)
    }
  })

  it('are renewed in band', async () => {
    const visitor = await Visitor.arrive(gateway)
    const socket = await visitor.socket()
    socket.send({ type: 'renew' })
    const { token } = await socket.waitFor(({ type }) => type === 'token')
    const again = await SocketClient.connect(gateway.url, { token: String(token) })
    expect(await again.waitFor(({ type }) => type === 'ready')).toMatchObject({ session: visitor.id })
    await Promise.all([socket.close(), again.close()])
  })

  it('may come in the subprotocol', async () => {
    const visitor = await Visitor.arrive(gateway)
    const socket = new WebSocket(gateway.url.replace('http', 'ws') + '/ws', ['repartee.v1', `bearer.${visitor.token}`])
    const ready = await new Promise<string>((resolve, reject) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()))
      socket.once('error', reject)
    })
    expect(JSON.parse(ready)).toMatchObject({ type: 'ready', session: visitor.id })
    expect(socket.protocol).toBe('repartee.v1')
    socket.close()
  })
})

describe('nonsense', () => {
  it('gets a clear error and, again and again, the door', async () => {
    const visitor = await Visitor.arrive(gateway)
    const socket = await visitor.socket()
    for (const frame of ['{', '[]', '"x"', '{"type":"dance"}', '{"type":"message","id":"","text":"x"}'])
      socket.send(frame)
    await eventually(() => socket.frames.filter(({ code }) => code === 'bad_frame').length === 5, {
      what: 'five errors',
    })
    for (let i = 0; i < 20; i += 1) socket.send('{}')
    expect((await socket.closed).code).toBe(4000)
    const long = await visitor.socket()
    long.send({ type: 'message', id: 'm', text: 'x'.repeat(100_000) })
    expect((await long.closed).code).toBe(1009)
    const silent = await SocketClient.connect(gateway.url, { token: '' })
    silent.send({ type: 'ping' })
    silent.send({ type: 'message', id: 'm', text: 'before who I am' })
    expect((await silent.closed).code).toBe(4001)
  })

  it('of requests is refused with a problem in one line', async () => {
    const cases: [string, string, unknown, number][] = [
      ['POST', '/api/sessions', {}, 400],
      ['POST', '/api/sessions', { tenant: TENANT, more: 1 }, 400],
      ['POST', '/api/sessions', { tenant: 'nobody' }, 404],
      ['POST', '/api/sessions', { tenant: TENANT, pack: 'no-such-pack' }, 403],
      ['POST', '/api/sessions', { tenant: TENANT, role: 'trainee' }, 403],
      ['GET', '/api/sessions/not-a-uuid', undefined, 400],
    ]
    for (const [method, path, body, status] of cases) {
      const answer = await call(gateway, method, path, { body })
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.body).toMatchObject({ status })
    }
    const origin = SocketClient.connect(gateway.url, { token: 'x', origin: 'https://elsewhere.example' })
    await expect(origin).rejects.toThrow('403')
    await expect(SocketClient.connect(gateway.url, { token: 'x', path: '/other' })).rejects.toThrow('404')
  })
})
