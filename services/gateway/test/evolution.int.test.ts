import {
  messageReceived,
  messageSent,
  replyBlocked,
  replyDelivered,
  replySent,
  sessionTakenOver,
} from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { replyIdOf } from '@repartee/session'
import {
  eventually,
  evolutionStatus,
  evolutionText,
  injectFaults,
  newEvolutionId,
  readSent,
  type Sandbox,
  startSandbox,
  useServers,
} from '@repartee/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Answerer } from './answerer.ts'
import { API_KEY, event } from './evolution-bodies.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let sandbox: Sandbox
let gateways: RunningService[]
let stream: Stream

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  sandbox = await startSandbox({
    gatewayUrl: 'http://127.0.0.1:9',
    publicUrl: PUBLIC_URL,
    metaAppSecret: APP_SECRET,
    twilioAccountSid: 'AC00000000000000000000000000000000',
    twilioAuthToken: AUTH_TOKEN,
    evolutionApiKey: API_KEY,
    statuses: { order: ['sent', 'delivered'], delayMs: 20 },
  })
  const settings = { EVOLUTION_API_KEY: API_KEY, EVOLUTION_API_URL: sandbox.url }
  gateways = [await startGateway(servers, settings), await startGateway(servers, settings)]
  await fetch(`${sandbox.url}/settings`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ gatewayUrl: gateways[1]!.url }),
  })
  stream = new Stream(gateways[0]!)
  void new Answerer(gateways[0]!, (turn) => `You said: ${turn.text}`)
}, 60_000)
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
  await sandbox.stop()
})

const path = '/webhooks/whatsapp/evolution'
async function post(body: unknown, headers: Record<string, string> = {}, to = path) {
  const answer = await fetch(`${gateways[0]!.url}${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, text: await answer.text() }
}

let contacts = 34_660_000_000
const newContact = () => String((contacts += 1))
const text = (from: string, words: string, id = newEvolutionId()) =>
  evolutionText({ from, text: words, id, apiKey: API_KEY })
const got = async (contact: string) =>
  (await readSent(sandbox.url, { to: contact, provider: 'evolution' })).map(({ text: words }) => words)
const turnWith = (words: string) => eventually(() => stream.turnsWith(words)[0], { what: `a turn with "${words}"` })
const sent = (reply: string) =>
  eventually(() => stream.of(replySent).find((one) => one.reply === reply), { what: 'reply.sent', withinMs: 15_000 })

describe('a contact', () => {
  it('is answered, once, and receipts find the reply though nothing of ours travels with it', async () => {
    const from = newContact()
    const body = text(from, 'Hola from Evolution')
    for (let copy = 0; copy < 5; copy += 1) expect((await post(body)).status).toBe(200)
    const { turn } = await turnWith('Hola from Evolution')
    await sent(replyIdOf(turn))
    const delivered = () => stream.of(replyDelivered).find(({ reply }) => reply === replyIdOf(turn))
    await eventually(delivered, { what: 'the receipt' })
    expect(await got(from)).toEqual(['You said: Hola from Evolution'])
    expect(stream.turnsWith('Hola from Evolution')).toHaveLength(1)
  })

  it('writes at an address of the event, too', async () => {
    const from = newContact()
    expect((await post(text(from, 'by event'), {}, `${path}/messages-upsert`)).status).toBe(200)
    await turnWith('by event')
  })

  it('gets an answer once where the provider took it and its answer was lost: what comes back tells', async () => {
    const from = newContact()
    await injectFaults(sandbox.url, { provider: 'evolution', to: from, cut: 'after' })
    await post(text(from, 'answer lost'))
    await sent(replyIdOf((await turnWith('answer lost')).turn))
    expect(await got(from)).toEqual(['You said: answer lost'])
  }, 20_000)

  it.each([
    ['says wait', { status: 429 }],
    ['fails', { status: 500 }],
    ['drops the connection before it took the message', { cut: 'before' }],
  ])(
    'gets an answer once from a provider that %s',
    async (how, fault) => {
      const from = newContact()
      await injectFaults(sandbox.url, { provider: 'evolution', to: from, ...fault })
      await post(text(from, `it ${how}`))
      await sent(replyIdOf((await turnWith(`it ${how}`)).turn))
      expect(await got(from)).toEqual([`You said: it ${how}`])
    },
    20_000,
  )

  it('who is not on WhatsApp is not tried again', async () => {
    const from = newContact()
    const message = `{"exists": false, "number": "${from}"}`
    await injectFaults(sandbox.url, { provider: 'evolution', to: from, status: 400, message })
    await post(text(from, 'nobody there'))
    const reply = replyIdOf((await turnWith('nobody there')).turn)
    const blocked = await eventually(() => stream.of(replyBlocked).find((one) => one.reply === reply), { what: 'it' })
    expect(blocked.reason).toMatch(/invalid_contact|provider_refused/)
  })
})

describe('a human on the paired phone', () => {
  it('takes the session over; what we send ourselves does not', async () => {
    const from = newContact()
    await post(text(from, 'who is there?'))
    const { session } = await turnWith('who is there?')
    await eventually(async () => (await got(from)).length === 1, { what: 'the answer' })
    await post(evolutionText({ from, text: 'It is me, Luis', apiKey: API_KEY, fromMe: true }))
    await eventually(() => stream.of(sessionTakenOver).some((one) => one.session === session), { what: 'the takeover' })
    const humans = stream.of(messageSent).map(({ message }) => message.text)
    expect(humans).toEqual(['It is me, Luis'])
  })
})

describe('who does not get in', () => {
  it('with a false key or none: 401; for an unknown instance: 404; malformed: 400', async () => {
    const body = text(newContact(), 'let me in')
    expect((await post({ ...body, apikey: 'not-the-key' })).status).toBe(401)
    expect((await post({ ...body, apikey: undefined })).status).toBe(401)
    expect((await post({ ...body, apikey: undefined }, { apikey: API_KEY })).status).toBe(200)
    const unknown = await post({ ...body, instance: 'nobody-knows' })
    expect(unknown.status).toBe(404)
    expect(unknown.text).not.toContain(API_KEY)
    for (const bad of [event('messages.upsert', { message: {} }), { apikey: API_KEY }, `{"apikey":"${API_KEY}"`]) {
      expect((await post(bad)).status).toBe(400)
    }
    expect((await post('apikey=x', { 'content-type': 'text/plain' })).status).toBe(415)
  })

  it('a group, and events that say nothing to us: 200, and nothing is stored', async () => {
    const before = stream.of(messageReceived).length
    const inGroup = evolutionText({ from: '120363041234567890@g.us', text: 'hi all', apiKey: API_KEY })
    const nobodysReceipt = evolutionStatus({ id: 'X', to: newContact(), status: 'READ', apiKey: API_KEY })
    for (const body of [inGroup, event('connection.update', { state: 'open' }), nobodysReceipt]) {
      expect((await post(body)).status).toBe(200)
    }
    await post(text(newContact(), 'afterwards'))
    await turnWith('afterwards')
    expect(stream.of(messageReceived)).toHaveLength(before + 1)
  })
})
