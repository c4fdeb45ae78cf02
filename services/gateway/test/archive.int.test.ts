import { Bus } from '@repartee/bus'
import {
  bookingConfirmed,
  followUpCancelled,
  followUpScheduled,
  outgoing,
  replyCompleted,
  SESSIONS,
  type SessionSnapshot,
  sessionValue,
} from '@repartee/contracts'
import { Database, type RunningService } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { eventually, useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Archive } from '../src/archive/archive.ts'
import { ColdSessions } from '../src/archive/cold-sessions.ts'
import { SessionValues } from '../src/archive/session-values.ts'
import { Answerer } from './answerer.ts'
import { prepareDatabase, startGateway, Stream } from './gateways.ts'
import { ADMIN_TOKEN, ask, TENANT, Visitor } from './web.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { ADMIN_TOKEN })
  stream = new Stream(gateway)
  void new Answerer(gateway, (turn) => `You said: ${turn.text}`)
})
afterAll(() => gateway.stop())

const rowsOf = (sql: string, values: unknown[] = []) =>
  gateway.app.get(Database).asWorker(async (client) => (await client.query<Record<string, unknown>>(sql, values)).rows)
const ofSession = (table: string, session: string) =>
  rowsOf(`SELECT * FROM conversation.${table} WHERE session_id = $1`, [session])
const replyCount = async (session: string) => (await ofSession('replies', session)).length

it('writes messages, turns, replies and what became of them, once, however often their events come', async () => {
  const visitor = await Visitor.arrive(gateway)
  for (const text of ['one', 'two', 'three']) await visitor.say(text)
  await eventually(async () => (await ofSession('reply_statuses', visitor.id)).length === 3, {
    what: 'three sent replies',
  })
  const ours = stream.all.filter(({ session }) => session === visitor.id)
  // Again, in another order, and beside each other.
  await gateway.app.get(Archive).write(ours.toReversed())
  await Promise.all(ours.map((event) => gateway.app.get(Archive).write([event, event])))
  expect((await ofSession('messages', visitor.id)).length).toBe(3)
  expect(new Set((await ofSession('turns', visitor.id)).map(({ number }) => number))).toEqual(new Set([1, 2, 3]))
  const replies = await rowsOf('SELECT text FROM conversation.replies WHERE session_id = $1 ORDER BY number', [
    visitor.id,
  ])
  expect(replies).toEqual(['one', 'two', 'three'].map((text) => ({ text: `You said: ${text}` })))
  expect(await ofSession('reply_statuses', visitor.id)).toHaveLength(3)
  expect(await ofSession('sessions', visitor.id)).toMatchObject([
    { turn_number: 3, last_text: 'three', channel: 'web' },
  ])
})

it('keeps bookings and follow-ups as their newest event left them, and lists them', async () => {
  const visitor = await Visitor.arrive(gateway)
  await visitor.say('Book me')
  const [turn] = stream.turnsWith('Book me')
  const named = (name: string) => ({ id: randomUUID(), key: name.toLowerCase(), name })
  const booking = {
    id: randomUUID(),
    status: 'confirmed' as const,
    service: named('Cleaning'),
    resource: named('Ana'),
    startsAt: '2026-11-24T16:00:00.000Z',
    endsAt: '2026-11-24T16:30:00.000Z',
    localDate: '2026-11-24',
    localTime: '17:00',
    timeZone: 'Europe/Madrid',
    contactName: 'Eva',
    contactPhone: null,
  }
  const { settings } = turn!.snapshot
  const at = new Date().toISOString()
  const reference = { tenant: TENANT, session: visitor.id }
  const followUp = { ...reference, followUp: randomUUID(), occurrence: 'x:1', reason: 'booking_reminder' as const }
  await gateway.app
    .get(Bus)
    .publish([
      outgoing(bookingConfirmed, { ...reference, booking, settings, address: null, contact: {}, language: null, at }),
      outgoing(followUpScheduled, { ...followUp, dueAt: '2026-11-23T16:00:00.000Z', announced: false }),
    ])
  await gateway.app.get(Bus).publish(outgoing(followUpCancelled, { ...followUp, why: 'moved', at }))
  const listed = async (what: string) =>
    (await ask(gateway, 'GET', `/api/${what}?tenant=${TENANT}&session=${visitor.id}`)).body[what] as unknown[]
  const cancelled = async () => {
    const [one] = (await listed('followups')) as { status: string }[]
    return one?.status === 'cancelled'
  }
  await eventually(cancelled, { what: 'the cancelled follow-up' })
  expect(await listed('bookings')).toMatchObject([
    { id: booking.id, status: 'confirmed', localTime: '17:00', service: 'Cleaning' },
  ])
  expect(await listed('followups')).toMatchObject([
    { status: 'cancelled', why: 'moved', dueAt: '2026-11-23T16:00:00.000Z' },
  ])
  expect(await ofSession('checkpoints', visitor.id)).toMatchObject([{ kind: 'booking_confirmed', value: booking.id }])
  const { sessions } = (await ask(gateway, 'GET', `/api/sessions?tenant=${TENANT}`)).body as {
    sessions: { id: string }[]
  }
  expect(sessions.map(({ id }) => id)).toContain(visitor.id)
})

it('brings back a session that the bus has forgotten', async () => {
  const visitor = await Visitor.arrive(gateway)
  await visitor.say('Remember me')
  await eventually(async () => (await replyCount(visitor.id)) === 1, { what: 'the archived reply' })
  const stored = async () => {
    await gateway.app.get(SessionValues).store(0)
    const [row] = await ofSession('sessions', visitor.id)
    return row?.['value'] !== null && row?.['stale_since'] === null
  }
  await eventually(stored, { what: 'the archived session' })
  const before = await gateway.app.get(SessionStore).get(TENANT, visitor.id)
  await rowsOf(`UPDATE conversation.sessions SET changed_at = now() - interval '10 days' WHERE session_id = $1`, [
    visitor.id,
  ])
  // Another gateway begins, and the bus has forgotten the session meanwhile.
  const later = await startGateway(servers, { ADMIN_TOKEN })
  await gateway.app.get(Bus).kv(SESSIONS, sessionValue).delete(`${TENANT}.${visitor.id}`)
  const bring = () => later.app.get(ColdSessions).bring(TENANT, visitor.id)
  const brought = await eventually(bring, { what: 'the cold session' })
  expect(brought).toEqual({ ...withoutRevision(before!), current: null })
  expect(await later.app.get(ColdSessions).bring('another-tenant', visitor.id)).toBeNull()
  expect((await later.app.get(SessionStore).get(TENANT, visitor.id))?.history.map(({ text }) => text)).toEqual([
    'Remember me',
    'You said: Remember me',
  ])
  await later.stop()
})

it('Postgres away: turns go on, and nothing that happened meanwhile is missing afterwards', async () => {
  const visitor = await Visitor.arrive(gateway)
  await visitor.say('before')
  await servers.postgres.stop()
  try {
    for (const text of ['away one', 'away two']) expect((await visitor.say(text)).status).toBe(200)
    expect((await ask(gateway, 'GET', `/api/bookings?tenant=${TENANT}`)).status).toBe(503)
  } finally {
    await servers.postgres.start()
  }
  await visitor.say('after')
  await eventually(async () => (await replyCount(visitor.id)) === 4, { what: 'all four replies', withinMs: 20_000 })
  await eventually(async () => (await ofSession('messages', visitor.id)).length === 4, { what: 'all four messages' })
  expect(stream.of(replyCompleted).filter(({ session }) => session === visitor.id)).toHaveLength(4)
}, 40_000)

it('shows a tenant nothing of another', async () => {
  const database = gateway.app.get(Database)
  const tables = ['sessions', 'turns', 'replies', 'reply_statuses', 'messages', 'bookings', 'follow_ups', 'event_log']
  for (const table of tables) {
    const count = (tenant: string) =>
      database.inTenant(tenant, async (client) => (await client.query(`SELECT 1 FROM conversation.${table}`)).rowCount)
    expect([table, await count('another-tenant')]).toEqual([table, 0])
    expect([table, (await count(TENANT)) ?? 0]).not.toEqual([table, 0])
  }
})

function withoutRevision({ revision: _revision, ...value }: SessionSnapshot) {
  return value
}
