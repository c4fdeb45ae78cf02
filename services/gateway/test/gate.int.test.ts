import { Bus } from '@repartee/bus'
import {
  outgoing,
  type Payload,
  replyBlocked,
  type ReplyCompleted,
  replyCompleted,
  replyDelivered,
  replyFailed,
  replyHeld,
  replySent,
  SENDS,
  type TurnReceived,
} from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { replyIdOf, SessionStore } from '@repartee/session'
import {
  eventually,
  injectFaults,
  metaStatus,
  postMeta,
  postTwilio,
  readSent,
  type Sandbox,
  startSandbox,
  useServers,
  WhatsAppContact,
} from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendMark } from '../src/send-mark.ts'
import { Answerer } from './answerer.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'

const servers = useServers()
const ACCOUNT = 'AC00000000000000000000000000000000'
let sandbox: Sandbox
let gateways: RunningService[]
let stream: Stream
let answerer: Answerer

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  sandbox = await startSandbox({
    gatewayUrl: 'http://127.0.0.1:9',
    publicUrl: PUBLIC_URL,
    metaAppSecret: APP_SECRET,
    twilioAccountSid: ACCOUNT,
    twilioAuthToken: AUTH_TOKEN,
    statuses: { order: ['sent', 'delivered'], delayMs: 20 },
  })
  const settings = {
    META_GRAPH_URL: `${sandbox.url}/v23.0`,
    META_ACCESS_TOKEN: 'an-access-token',
    TWILIO_API_URL: sandbox.url,
    TWILIO_ACCOUNT_SID: ACCOUNT,
  }
  gateways = [await startGateway(servers, settings), await startGateway(servers, settings)]
  await fetch(`${sandbox.url}/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ gatewayUrl: gateways[0]!.url }),
  })
  stream = new Stream(gateways[0]!)
  answerer = new Answerer(gateways[0]!, (turn) => `You said: ${turn.text}`)
}, 60_000)
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await sandbox.stop()
})

let contacts = 34_620_000_000
function contact(): WhatsAppContact {
  const from = String((contacts += 1))
  return new WhatsAppContact({ gatewayUrl: gateways[0]!.url, sandboxUrl: sandbox.url, appSecret: APP_SECRET, from })
}

const got = async (of: WhatsAppContact) =>
  (await readSent(sandbox.url, { to: of.from })).filter(({ kind }) => kind !== 'read').map(({ text }) => text)
const marks = () => gateways[0]!.app.get(Bus).kv(SENDS, sendMark)
const verdict = <
  E extends typeof replySent | typeof replyBlocked | typeof replyHeld | typeof replyFailed | typeof replyDelivered,
>(
  contract: E,
  reply: string,
  withinMs = 12_000,
) =>
  eventually(() => (stream.of(contract) as Payload<E>[]).find((one) => one.reply === reply), {
    what: contract.name,
    withinMs,
  })
const turnWith = (text: string) => eventually(() => stream.turnsWith(text)[0], { what: `a turn with "${text}"` })
const send = (reply: ReplyCompleted, id: string = randomUUID()) =>
  gateways[0]!.app.get(Bus).publish(outgoing(replyCompleted, reply), { id })

/** A contact with an answered turn, and the answer as it was completed. */
async function answered(): Promise<{ ana: WhatsAppContact; completed: ReplyCompleted }> {
  const ana = contact()
  const text = `Hello from ${ana.from}`
  await ana.ask(text)
  const turn = await turnWith(text)
  await verdict(replyDelivered, replyIdOf(turn.turn))
  const completed = await eventually(() => stream.of(replyCompleted).find((one) => one.turn === turn.turn), {
    what: 'it',
  })
  return { ana, completed }
}

function followUp(completed: ReplyCompleted, timeZone: string): ReplyCompleted {
  const occurrence = `${randomUUID()}:1`
  return {
    ...completed,
    turn: null,
    number: null,
    occurrence,
    kind: 'followup',
    previousReply: null,
    settings: { ...completed.settings, timeZone },
    reply: { ...completed.reply, id: replyIdOf(occurrence), text: 'Are you still interested?' },
  }
}

/** A zone where it is about this hour now. */
function zoneWhereItIs(hour: number): string {
  const offset = ((hour - new Date().getUTCHours() + 36) % 24) - 12
  // POSIX signs: Etc/GMT-3 is three hours ahead.
  return `Etc/GMT${offset <= 0 ? '+' : '-'}${Math.abs(offset)}`
}

describe('a reply', () => {
  it('leaves once, with two writes of its mark, and its receipts find it', async () => {
    await fetch(`${sandbox.url}/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ statuses: { order: [] } }),
    })
    const ana = contact()
    const revisions: number[] = []
    for (const text of ['first of Ana', 'second of Ana', 'third of Ana']) {
      expect((await ana.ask(text)).text).toBe(`You said: ${text}`)
      const { turn } = await turnWith(text)
      await verdict(replySent, replyIdOf(turn))
      revisions.push((await marks().get(replyIdOf(turn)))!.revision)
    }
    expect([revisions[1]! - revisions[0]!, revisions[2]! - revisions[1]!]).toEqual([2, 2])
    await fetch(`${sandbox.url}/settings`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ statuses: { order: ['sent', 'delivered'] } }),
    })
    await answered()
  })

  it('that comes again, also under another id and on another gateway, is not sent again', async () => {
    const { ana, completed } = await answered()
    await Promise.all(Array.from({ length: 10 }, () => send(completed)))
    const said = () => stream.of(replySent).filter(({ reply }) => reply === completed.reply.id)
    await eventually(() => said().length >= 11, { what: 'eleven words for one reply' })
    expect(await got(ana)).toEqual([completed.reply.text])
  })

  it('waits for the one before, however late that is', async () => {
    const ana = contact()
    await injectFaults(sandbox.url, { provider: 'meta', operation: 'messages', to: ana.from, delayMs: 1500 })
    await ana.send('slow one')
    await turnWith('slow one')
    await eventually(() => stream.of(replyCompleted).some(({ contactText }) => contactText === 'slow one'), {
      what: 'it',
    })
    await ana.send('quick one')
    const quick = await turnWith('quick one')
    await verdict(replySent, replyIdOf(quick.turn))
    expect(await got(ana)).toEqual(['You said: slow one', 'You said: quick one'])
  })

  it('is read and shown as being written while it is made; the mark of an answered one shows no writing', async () => {
    const ana = contact()
    answerer.hold()
    const id = await ana.send('take your time')
    const reads = async () =>
      (await readSent(sandbox.url, { kind: 'read' })).filter(({ body }) => JSON.stringify(body).includes(id))
    await eventually(async () => (await reads()).length === 1, { what: 'the read mark' })
    expect((await reads())[0]!.body).toMatchObject({ status: 'read', typing_indicator: { type: 'text' } })
    await answerer.release()
    const quick = await ana.send('and quickly')
    const mark = async () =>
      (await readSent(sandbox.url, { kind: 'read' })).find(({ body }) => JSON.stringify(body).includes(quick))
    expect((await eventually(mark, { what: 'its read mark' })).body).not.toHaveProperty('typing_indicator')
  })
})

describe('a sender that died between send and record', () => {
  const died = async (ana: WhatsAppContact, text: string): Promise<TurnReceived> => {
    answerer.hold()
    await ana.send(text)
    const turn = await turnWith(text)
    const { tenant, session } = turn
    const at = new Date().toISOString()
    await marks().create(replyIdOf(turn.turn), {
      tenant,
      session,
      turn: turn.turn,
      outcome: 'sending',
      parts: 1,
      left: 0,
      attempt: '',
      providerIds: [],
      receipt: null,
      at,
      attempts: 1,
      detail: '',
    })
    return turn
  }

  it('had sent it: a receipt says so, and it is not sent again', async () => {
    const ana = contact()
    const turn = await died(ana, 'sent already')
    await answerer.release()
    const reply = replyIdOf(turn.turn)
    const status = metaStatus({ id: 'wamid.sent-already', status: 'delivered', to: ana.from, callbackData: reply })
    expect((await postMeta(gateways[1]!.url, status, APP_SECRET)).status).toBe(200)
    expect(await verdict(replySent, reply)).toMatchObject({ providerIds: ['wamid.sent-already'] })
    expect(await got(ana)).toEqual([])
  })

  it('had not sent it: without a receipt it is sent once', async () => {
    const ana = contact()
    const turn = await died(ana, 'not sent yet')
    await answerer.release()
    await verdict(replySent, replyIdOf(turn.turn))
    expect(await got(ana)).toEqual(['You said: not sent yet'])
  })
})

describe('a provider', () => {
  it.each([
    ['says wait', { code: 130429, retryAfterSeconds: 1, times: 2 }],
    ['fails', { status: 500, times: 2 }],
    ['is late', { delayMs: 2000 }],
    ['drops the connection before it took the message', { cut: 'before' }],
    ['drops the connection after it took the message', { cut: 'after' }],
    ['answers with something else after it took the message', { garbage: '<html>' }],
  ])(
    'that %s: the contact gets the reply once',
    async (_how, fault) => {
      const ana = contact()
      await injectFaults(sandbox.url, { provider: 'meta', operation: 'messages', to: ana.from, ...fault })
      const text = `through ${ana.from}`
      await ana.send(text)
      const { turn } = await turnWith(text)
      await verdict(replySent, replyIdOf(turn), 20_000)
      expect(await got(ana)).toEqual([`You said: ${text}`])
    },
    30_000,
  )

  it.each([
    ['131047', { code: 131_047 }, 'outside_window'],
    ['190', { code: 190 }, 'not_authorised'],
    ['131026', { code: 131_026 }, 'invalid_contact'],
    ['100', { code: 100 }, 'provider_refused'],
  ])('that refuses with %s: the reply is blocked, and the next one leaves', async (_code, fault, reason) => {
    const ana = contact()
    await injectFaults(sandbox.url, { provider: 'meta', operation: 'messages', to: ana.from, ...fault })
    const text = `refused to ${ana.from}`
    await ana.send(text)
    const { turn } = await turnWith(text)
    expect(await verdict(replyBlocked, replyIdOf(turn))).toMatchObject({ reason })
    expect((await ana.ask('and now?')).text).toBe('You said: and now?')
  })

  it('that fails to deliver says so', async () => {
    const ana = contact()
    await injectFaults(sandbox.url, { provider: 'meta', operation: 'messages', to: ana.from, failWith: 131_047 })
    await ana.send('too late')
    const { turn } = await turnWith('too late')
    expect((await verdict(replyFailed, replyIdOf(turn))).detail).toContain('131047')
  })

  it.each([
    ['takes it', {}, replySent],
    ['says wait', { code: 20_429, times: 1 }, replySent],
    ['drops the connection after it took it', { cut: 'after' }, replySent],
    ['knows of no such number', { code: 21_211 }, replyBlocked],
  ])(
    'Twilio: %s',
    async (_how, fault, contract) => {
      const from = `+34630${String((contacts += 1)).slice(-6)}`
      if (Object.keys(fault).length > 0) await injectFaults(sandbox.url, { provider: 'twilio', to: from, ...fault })
      const path = '/webhooks/twilio/whatsapp'
      const text = `twilio ${from}`
      const params = {
        MessageSid: `SM${randomUUID()}`,
        From: `whatsapp:${from}`,
        To: 'whatsapp:+15550100001',
        Body: text,
      }
      const answer = await postTwilio(`${gateways[0]!.url}${path}`, params, AUTH_TOKEN, {
        signedUrl: `${PUBLIC_URL}${path}`,
      })
      expect(answer.status).toBe(200)
      const { turn } = await turnWith(text)
      await verdict(contract as typeof replySent, replyIdOf(turn), 20_000)
      const sent = await readSent(sandbox.url, { to: from })
      expect(sent.map((one) => one.text)).toEqual(contract === replySent ? [`You said: ${text}`] : [])
    },
    30_000,
  )
})

describe('what the business starts', () => {
  it('is held in quiet hours of the contact’s zone, and leaves by day', async () => {
    const { ana, completed } = await answered()
    const atNight = followUp(completed, zoneWhereItIs(3))
    await send(atNight)
    const held = await verdict(replyHeld, atNight.reply.id)
    expect(held).toMatchObject({ reason: 'quiet_hours', occurrence: atNight.occurrence })
    const hours = (Date.parse(held.until) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(0)
    expect(hours).toBeLessThan(24)
    expect(await marks().get(atNight.reply.id)).toBeNull()
    const byDay = followUp(completed, zoneWhereItIs(12))
    await send(byDay)
    await verdict(replySent, byDay.reply.id)
    expect(await got(ana)).toEqual([completed.reply.text, byDay.reply.text])
  })

  it('does not leave for who opted out, nor past a human; their own words do', async () => {
    const { ana, completed } = await answered()
    const { tenant, session } = completed
    const store = gateways[0]!.app.get(SessionStore)
    await store.changeLease(tenant, session, { kind: 'take_over', by: 'Ana', now: new Date().toISOString() })
    const late = followUp(completed, zoneWhereItIs(12))
    await send(late)
    expect(await verdict(replyBlocked, late.reply.id)).toMatchObject({ reason: 'human_holds_lease' })
    const stale = { ...completed, completedAt: '2026-01-01T00:00:00.000Z', previousReply: null }
    const staleReply = { ...stale, reply: { ...stale.reply, id: randomUUID() } }
    await send(staleReply)
    expect(await verdict(replyBlocked, staleReply.reply.id)).toMatchObject({ reason: 'human_holds_lease' })
    await store.changeLease(tenant, session, { kind: 'release', by: 'Ana', now: new Date().toISOString() })
    await store.changeLease(tenant, session, { kind: 'opt_out', now: new Date().toISOString() })
    const unwanted = followUp(completed, zoneWhereItIs(12))
    await send(unwanted)
    expect(await verdict(replyBlocked, unwanted.reply.id)).toMatchObject({ reason: 'opted_out' })
    expect(await got(ana)).toEqual([completed.reply.text])
  })
})
