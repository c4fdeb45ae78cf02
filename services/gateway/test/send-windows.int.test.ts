import { Bus } from '@repartee/bus'
import { outgoing, replyBlocked, type ReplyCompleted, replyCompleted, replySent, SENDS } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { replyIdOf } from '@repartee/session'
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
import { sendMark, type SendMark } from '../src/send-mark.ts'
import { Answerer } from './answerer.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'

/** Every moment at which a send can be torn apart: the contact gets it, and gets it once. */

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
    body: JSON.stringify({ gatewayUrl: gateways[1]!.url }),
  })
  stream = new Stream(gateways[0]!)
  answerer = new Answerer(gateways[0]!, (turn) => (turn.text === 'a long answer' ? LONG : `You said: ${turn.text}`))
}, 60_000)
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await sandbox.stop()
})

/** Two messages of WhatsApp. */
const LONG = `${'All about it. '.repeat(290).trim()}\n${'And some more. '.repeat(20).trim()}`

let contacts = 34_650_000_000
function contact(): WhatsAppContact {
  const from = String((contacts += 1))
  return new WhatsAppContact({ gatewayUrl: gateways[0]!.url, sandboxUrl: sandbox.url, appSecret: APP_SECRET, from })
}

const got = async (of: { from: string }) =>
  (await readSent(sandbox.url, { to: of.from })).filter(({ kind }) => kind !== 'read').map(({ text }) => text)
const marks = () => gateways[0]!.app.get(Bus).kv(SENDS, sendMark)
const turnWith = (text: string) => eventually(() => stream.turnsWith(text)[0], { what: `a turn with "${text}"` })
const sent = (reply: string, withinMs = 15_000) =>
  eventually(() => stream.of(replySent).find((one) => one.reply === reply), { what: 'reply.sent', withinMs })
const completedOf = (turn: string) =>
  eventually(() => stream.of(replyCompleted).find((one) => one.turn === turn), { what: 'reply.completed' })
const again = (reply: ReplyCompleted) =>
  gateways[0]!.app.get(Bus).publish(outgoing(replyCompleted, reply), { id: randomUUID() })
const fault = (to: string, what: Record<string, unknown>) =>
  injectFaults(sandbox.url, { provider: 'meta', operation: 'messages', to, ...what })

/** A contact whose turn is open, and the mark that a sender left who died. */
async function leftBehind(text: string, mark: Partial<SendMark>): Promise<{ ana: WhatsAppContact; reply: string }> {
  const ana = contact()
  answerer.hold()
  await ana.send(text)
  const { tenant, session, turn } = await turnWith(text)
  const reply = replyIdOf(turn)
  const at = new Date().toISOString()
  await marks().create(reply, {
    tenant,
    session,
    turn,
    outcome: 'sending',
    parts: 1,
    left: 0,
    providerIds: [],
    receipt: null,
    at,
    attempts: 1,
    attempt: '',
    detail: '',
    ...mark,
  })
  return { ana, reply }
}

describe('NATS goes away', () => {
  it('while the provider takes the reply: what it said and its receipts are noted when NATS is back', async () => {
    const ana = contact()
    await fault(ana.from, { delayMs: 1500 })
    await ana.send('in the air')
    const { turn } = await turnWith('in the air')
    const inTheAir = async () => (await marks().get(replyIdOf(turn))) !== null
    await eventually(inTheAir, { what: 'its mark' })
    await servers.nats.stop()
    await eventually(async () => (await readSent(sandbox.url, { to: ana.from })).some(({ status }) => status), {
      what: 'a receipt was taken while NATS is away',
    })
    await servers.nats.start()
    await sent(replyIdOf(turn), 25_000)
    await eventually(async () => (await marks().get(replyIdOf(turn)))?.value.receipt === 'delivered', {
      what: 'the receipt is noted',
      withinMs: 25_000,
    })
    expect(await got(ana)).toEqual(['You said: in the air'])
  }, 60_000)

  it('and a dead sender’s receipts come meanwhile: they are heard before anybody sends again', async () => {
    const { ana, reply } = await leftBehind('sent by the dead', {})
    await servers.nats.stop()
    for (const status of ['sent', 'delivered'] as const) {
      const body = metaStatus({ id: 'wamid.by-the-dead', status, to: ana.from, callbackData: reply })
      expect((await postMeta(gateways[0]!.url, body, APP_SECRET)).status).toBe(200)
    }
    await servers.nats.start()
    await eventually(() => gateways.every(({ app }) => app.get(Bus).isReady()), { what: 'both are back' })
    await answerer.release()
    expect(await sent(reply, 25_000)).toMatchObject({ providerIds: ['wamid.by-the-dead'] })
    expect(await got(ana)).toEqual([])
  }, 60_000)
})

describe('a provider that takes its time', () => {
  it('longer than anybody waits: one message, also for another replica that meets the open send; others are not held up', async () => {
    const [slow, quick] = [contact(), contact()]
    await fault(slow.from, { delayMs: 12_000 })
    await slow.send('slowly')
    const { turn } = await turnWith('slowly')
    const completed = await completedOf(turn)
    expect((await quick.ask('quickly')).text).toBe('You said: quickly')
    const beganAt = (await marks().get(completed.reply.id))?.value.at
    await eventually(async () => (await marks().get(completed.reply.id))?.value.at !== beganAt, {
      what: 'the open send gives a sign',
      withinMs: 6000,
    })
    for (let copy = 0; copy < 4; copy += 1) await again(completed)
    await sent(completed.reply.id, 25_000)
    expect(await got(slow)).toEqual(['You said: slowly'])
  }, 60_000)

  it('and says no at last: the reply is blocked', async () => {
    const ana = contact()
    await fault(ana.from, { delayMs: 11_000, code: 131_026 })
    await ana.send('to nobody')
    const reply = replyIdOf((await turnWith('to nobody')).turn)
    const blocked = () => stream.of(replyBlocked).find((one) => one.reply === reply)
    expect(await eventually(blocked, { what: 'the verdict', withinMs: 25_000 })).toMatchObject({
      reason: 'invalid_contact',
    })
  }, 60_000)
})

describe('a reply of two messages', () => {
  it('whose sender died after the first: a receipt of that one, and only the second leaves', async () => {
    const { ana, reply } = await leftBehind('a long answer', { parts: 2 })
    const status = metaStatus({ id: 'wamid.first', status: 'delivered', to: ana.from, callbackData: reply })
    expect((await postMeta(gateways[1]!.url, status, APP_SECRET)).status).toBe(200)
    expect((await marks().get(reply))?.value).toMatchObject({ outcome: 'sending', left: 1 })
    await answerer.release()
    expect((await sent(reply, 20_000)).providerIds).toHaveLength(2)
    expect((await got(ana)).join(' ')).toMatch(/^And some more/)
  }, 30_000)

  it('and a receipt of the second says that both have left', async () => {
    const { ana, reply } = await leftBehind('a long answer', { parts: 2 })
    const status = metaStatus({ id: 'wamid.second', status: 'sent', to: ana.from, callbackData: `${reply}.2` })
    expect((await postMeta(gateways[1]!.url, status, APP_SECRET)).status).toBe(200)
    await answerer.release()
    await sent(reply)
    expect(await got(ana)).toEqual([])
  })

  it('leaves whole, each part with an id of its own', async () => {
    const ana = contact()
    await ana.send('a long answer')
    await eventually(async () => (await got(ana)).length === 2, { what: 'both parts' })
    const bodies = (await readSent(sandbox.url, { to: ana.from })).filter(({ kind }) => kind === 'text')
    const ids = bodies.map(({ body }) => (body as { biz_opaque_callback_data: string }).biz_opaque_callback_data)
    expect(ids[1]).toBe(`${ids[0]}.2`)
  })
})

it('Twilio is asked whether it took a message whose answer and receipts were lost', async () => {
  const from = '+34651000001'
  await injectFaults(sandbox.url, { provider: 'twilio', to: from, cut: 'after', statuses: [] })
  const path = '/webhooks/twilio/whatsapp'
  const params = { MessageSid: 'SMlost', From: `whatsapp:${from}`, To: 'whatsapp:+15550100001', Body: 'answer lost' }
  const signed = { signedUrl: `${PUBLIC_URL}${path}` }
  expect((await postTwilio(`${gateways[0]!.url}${path}`, params, AUTH_TOKEN, signed)).status).toBe(200)
  const reply = replyIdOf((await turnWith('answer lost')).turn)
  const { providerIds } = await sent(reply, 20_000)
  const messages = await readSent(sandbox.url, { to: from })
  expect(messages.map(({ id, text }) => [id, text])).toEqual([[providerIds[0], 'You said: answer lost']])
}, 30_000)
