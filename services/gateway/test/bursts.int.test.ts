import { Bus } from '@repartee/bus'
import { liveCancel, SESSIONS, sessionOptedOut, sessionValue, turnReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { eventually, joinMetaWebhooks, metaReaction, metaText, postMeta, useServers } from '@repartee/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_SECRET, prepareDatabase, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream
let sessions: SessionStore

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers, { DEBOUNCE_MS: '800' })
  stream = new Stream(gateway)
  sessions = gateway.app.get(SessionStore)
})
afterAll(() => gateway.stop())

const send = (from: string, text: string) => postMeta(gateway.url, metaText({ from, text }), APP_SECRET)
const turnsOf = (contact: string) => stream.of(turnReceived).filter(({ address }) => address.contact === contact)
const isTurn = (text: string) => eventually(() => stream.turnsWith(text).at(-1), { what: `a turn with "${text}"` })

describe('a burst', () => {
  it('is one turn, told once, when the pause has passed', async () => {
    const from = '34620000001'
    const bodies = ['hi', 'I would like', 'an appointment'].map((text) => metaText({ from, text }))
    await postMeta(gateway.url, joinMetaWebhooks(...bodies), APP_SECRET)
    const turn = await isTurn('an appointment')
    expect(turn.text).toBe('hi\nI would like\nan appointment')
    await send('34620000002', 'somebody else.')
    await isTurn('somebody else.')
    expect(turnsOf(from)).toHaveLength(1)
  })

  it('waits for nothing when it is an emergency', async () => {
    const from = '34620000003'
    await send(from, 'my face is swelling and I cannot breathe')
    const turn = await isTurn('my face is swelling and I cannot breathe')
    await send(from, 'please')
    await isTurn('please')
    expect(turnsOf(from).map(({ turn: id }) => id)[0]).toBe(turn.turn)
    expect(turnsOf(from).length).toBeGreaterThanOrEqual(2)
  })

  it('that comes while the first is being answered stops the answer', async () => {
    const from = '34620000004'
    const cancelled: string[] = []
    const stop = gateway.app
      .get(Bus)
      .subscribeLive(liveCancel, ({ data }) => cancelled.push(`${data.turn} ${data.reason}`))
    await send(from, 'what does it cost')
    const first = await isTurn('what does it cost')
    await send(from, 'a cleaning, I mean')
    const second = await isTurn('a cleaning, I mean')
    expect(second).toMatchObject({ number: 2, text: 'what does it cost\na cleaning, I mean' })
    await eventually(() => cancelled.includes(`${first.turn} superseded`), { what: 'the cancel' })
    expect(await sessions.commit(first.snapshot, first.turn)).toBeNull()
    stop()
  })

  it('waits for a turn that is committed, and then has a turn of its own', async () => {
    const from = '34620000005'
    await send(from, 'book me in')
    const first = await isTurn('book me in')
    const committed = await sessions.commit(first.snapshot, first.turn)
    await send(from, 'are you there?')
    await send('34620000006', 'others flow on.')
    await isTurn('others flow on.')
    expect(stream.turnsWith('are you there?')).toHaveLength(0)
    const bucket = gateway.app.get(Bus).kv(SESSIONS, sessionValue)
    const { revision: _revision, ...session } = committed!
    await bucket.put(`${first.tenant}.${first.session}`, { ...session, current: null, turnCount: 1 })
    expect((await isTurn('are you there?')).text).toBe('are you there?')
  })
})

describe('what opens no turn', () => {
  it('is a reaction', async () => {
    const from = '34620000007'
    await postMeta(gateway.url, metaReaction({ from, emoji: '👍', to: 'wamid.ours' }), APP_SECRET)
    await send(from, 'and words.')
    expect((await isTurn('and words.')).messages).toHaveLength(1)
  })

  it('is a second STOP', async () => {
    const from = '34620000008'
    await send(from, 'hello there.')
    await isTurn('hello there.')
    await send(from, 'STOP')
    expect(await isTurn('STOP')).toMatchObject({ consent: 'opted_out', snapshot: { optedOut: true } })
    await send(from, 'stop')
    await send(from, 'START')
    const back = await isTurn('START')
    expect(back).toMatchObject({ consent: 'opted_in', snapshot: { optedOut: false } })
    expect(stream.turnsWith('stop')).toHaveLength(0)
    const said = stream.of(sessionOptedOut).filter(({ session }) => session === back.session)
    expect(said.map(({ optedOut, word }) => [optedOut, word])).toEqual([
      [true, 'STOP'],
      [false, 'START'],
    ])
  })

  it('is never a stop inside a sentence, nor CANCEL while a task is open', async () => {
    const from = '34620000009'
    await send(from, 'stop, wait, I have a question.')
    expect((await isTurn('stop, wait, I have a question.')).consent).toBeUndefined()
    const first = turnsOf(from)[0]!
    const bucket = gateway.app.get(Bus).kv(SESSIONS, sessionValue)
    const { revision: _revision, ...session } = first.snapshot
    await bucket.put(`${first.tenant}.${first.session}`, { ...session, task: 'book', state: 'booking_new' })
    await send(from, 'cancel')
    const turn = await isTurn('cancel')
    expect(turn.consent).toBeUndefined()
    expect(turn.snapshot.optedOut).toBe(false)
  })
})
