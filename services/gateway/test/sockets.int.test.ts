import { Bus } from '@repartee/bus'
import { replyCompleted } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { eventually, type SocketClient, type SocketFrame, useServers } from '@repartee/testing'
import { renderMetrics } from '@repartee/telemetry'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Answerer } from './answerer.ts'
import { prepareDatabase, startGateway, Stream } from './gateways.ts'
import { ADMIN_TOKEN, TENANT, Visitor, watch } from './web.ts'

const servers = useServers()
/** Sockets of visitors end at the first, those of watchers wander between both. */
let gateways: RunningService[]
let stream: Stream
const SESSION_TOKEN_SECRET = 'one-secret-of-all-replicas'

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  const settings = { ADMIN_TOKEN, SESSION_TOKEN_SECRET }
  gateways = [await startGateway(servers, settings), await startGateway(servers, settings)]
  stream = new Stream(gateways[0]!)
  void new Answerer(gateways[0]!, (turn) => `You said: ${turn.text}`)
})
afterAll(() => Promise.all(gateways.map((gateway) => gateway.stop())))

const events = (frames: readonly SocketFrame[]) =>
  frames.filter(({ cursor, type }) => cursor !== undefined && !control.has(type))
const control = new Set(['ready', 'watching', 'resumed', 'reset'])
const isWhole = (frame: SocketFrame) => Number.isInteger(frame.cursor)

/** Each event once, in order, and none missing. */
function expectExactly(seen: readonly SocketFrame[], sequences: readonly number[]): void {
  const cursors = seen.map(({ cursor }) => cursor)
  expect(cursors).toEqual([...new Set(cursors)].toSorted((a, b) => Number(a) - Number(b)))
  expect(seen.filter(isWhole).map(({ cursor }) => cursor)).toEqual(sequences)
}

it('a watcher who comes back twenty times during a hundred turns, to either gateway, sees each frame once and in order', async () => {
  const visitors = await Promise.all(Array.from({ length: 10 }, () => Visitor.arrive(gateways[0]!)))
  const seen: SocketFrame[] = []
  let cursor = (await watch(gateways[0]!)).frames.find(({ type }) => type === 'resumed')!.cursor!
  const from = Math.floor(cursor)
  let turns = 0
  const talking = Promise.all(
    visitors.map(async (visitor) => {
      for (let turn = 0; turn < 10; turn += 1) {
        expect((await visitor.say(`turn ${turn}`)).status).toBe(200)
        turns += 1
      }
    }),
  )
  for (let visit = 0; visit < 20; visit += 1) {
    const socket = await watch(gateways[visit % 2]!, { cursor })
    await eventually(() => turns >= visit * 5, { what: `turn ${visit * 5}`, withinMs: 40_000 })
    // Cut off in the middle of whatever is under way.
    await socket.drop()
    seen.push(...events(socket.frames))
    cursor = Math.max(cursor, seen.at(-1)?.cursor ?? 0)
  }
  await talking
  const lastSent = () => stream.all.filter(({ name }) => name === 'reply.sent').length
  await eventually(() => lastSent() === 100, { what: 'all replies' })
  const last = await watch(gateways[0]!, { cursor })
  await eventually(() => (events(last.frames).findLast(isWhole)?.cursor ?? cursor) >= stream.all.at(-1)!.sequence, {
    what: 'the last event',
  })
  await last.close()
  seen.push(...events(last.frames))
  expectExactly(
    seen,
    stream.all.filter((event) => event.sequence > from).map(({ sequence }) => sequence),
  )
  expect(seen.filter(({ type }) => type === 'turn_result')).toHaveLength(100)
}, 60_000)

it('a contact who comes back sees its results once and in order, from the ring of one gateway and the stream for another', async () => {
  const visitor = await Visitor.arrive(gateways[0]!)
  const seen: SocketFrame[] = []
  let cursor: number | undefined = 0
  for (let turn = 0; turn < 10; turn += 1) {
    const socket: SocketClient = await visitor.socket(cursor)
    await socket.waitFor(({ type }) => type === 'resumed')
    await visitor.say(`message ${turn}`)
    await socket.drop()
    seen.push(...events(socket.frames))
    cursor = seen.at(-1)?.cursor ?? cursor
  }
  // This one began after all that, so it has to read the stream.
  const late = await startGateway(servers, { ADMIN_TOKEN, SESSION_TOKEN_SECRET })
  const rest = await visitor.socket(cursor, late)
  const all = await visitor.socket(0, late)
  for (const socket of [rest, all]) await socket.waitFor(({ type }) => type === 'resumed')
  seen.push(...events(rest.frames))
  const results = (frames: readonly SocketFrame[]) =>
    frames.filter(({ type }) => type === 'turn_result').map(({ turn }) => turn)
  expect(results(seen)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(events(all.frames)).toEqual(seen)
  await Promise.all([rest.close(), all.close()])
  await late.stop()
})

it('who does not read is given up and harms nobody', async () => {
  const visitor = await Visitor.arrive(gateways[0]!)
  const [good, ...slow] = await Promise.all([watch(gateways[0]!), watch(gateways[0]!), watch(gateways[0]!)])
  const givenUp = async () => {
    const { text } = await renderMetrics()
    const counts = text.matchAll(/^repartee_sockets_dropped_total\{reason="(?:behind|too_much)"\} (\d+)/gm)
    return [...counts].reduce((sum, [, found]) => sum + Number(found), 0)
  }
  const before = await givenUp()
  for (const socket of slow) socket.pause()
  await visitor.say('Hello')
  const [completed] = stream.of(replyCompleted).slice(-1)
  const bus = gateways[0]!.app.get(Bus)
  // Far more than the buffers of the system take.
  const sidecar = [{ kind: 'card', data: { text: 'x'.repeat(200_000) } }]
  for (let round = 0; round < 60; round += 1) {
    const event = { event: replyCompleted, data: { ...completed!, reply: { ...completed!.reply, sidecar } } }
    await bus.publish(event, { id: `big-${round}` })
  }
  const count = () => good.frames.filter(({ type }) => type === 'reply.completed').length
  await eventually(() => count() >= 61, { what: 'all frames for who reads', withinMs: 30_000 })
  await eventually(async () => (await givenUp()) - before === 2, { what: 'both slow ones given up', withinMs: 30_000 })
  for (const socket of slow) {
    socket.resume()
    expect([4008, 1006]).toContain((await socket.closed).code)
  }
  // Twelve megabytes were missed: who reads gets them, at its own pace, from the ring and from the stream.
  const late = await startGateway(servers, { ADMIN_TOKEN, SESSION_TOKEN_SECRET })
  for (const gateway of [gateways[1]!, late]) {
    const back = await watch(gateway, { cursor: 0, session: visitor.id })
    expect(back.frames.filter(({ type }) => type === 'reply.completed')).toHaveLength(61)
    const seen = events(back.frames).filter(isWhole)
    const all = stream.all.filter(({ session }) => session === visitor.id)
    expect(seen.map(({ cursor }) => cursor)).toEqual(all.map(({ sequence }) => sequence))
    await back.close()
  }
  await late.stop()
  await visitor.say('Still there?')
  await good.waitFor(({ type, npc_response: text }) => type === 'turn_result' && text === 'You said: Still there?')
  await good.close()
}, 60_000)

it('a gateway that stops tells its sockets to connect again', async () => {
  const leaving = await startGateway(servers, { ADMIN_TOKEN, SESSION_TOKEN_SECRET })
  const socket = await watch(leaving)
  await leaving.stop()
  expect((await socket.closed).code).toBe(1012)
  expect(socket.frames.at(-1)).toMatchObject({ type: 'reconnect' })
})

it('a tenant hears nothing of another', async () => {
  const elsewhere = await watch(gateways[0]!, { tenant: 'another-tenant' })
  const here = await watch(gateways[0]!)
  await (await Visitor.arrive(gateways[0]!)).say('For the clinic')
  await here.waitFor(({ type }) => type === 'reply.sent')
  expect(events(elsewhere.frames)).toEqual([])
  expect(here.frames.some(({ data }) => (data as { tenant?: string } | undefined)?.tenant === TENANT)).toBe(true)
  await Promise.all([elsewhere.close(), here.close()])
})
