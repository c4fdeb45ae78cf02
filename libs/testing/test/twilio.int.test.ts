import twilio from 'twilio'
import RequestClient from 'twilio/lib/base/RequestClient.js'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { PhoneCaller, type Sandbox, eventually, injectFaults, readSent, startSandbox } from '../src/index.ts'
import { type Received, type RecordingGateway, SECRETS, startRecordingGateway } from './recordingGateway.ts'

const OURS = '+15550100001'
const PUBLIC_URL = 'https://clinic.example'
let gateway: RecordingGateway
let sandbox: Sandbox
let client: twilio.Twilio

/** The official SDK with its requests sent to the sandbox. */
class ToSandbox extends RequestClient {
  override async request<Data>(options: Parameters<RequestClient['request']>[0]) {
    const uri = options.uri.replace('https://api.twilio.com', sandbox.url)
    return await super.request<Data>({ ...options, uri } as never)
  }
}

beforeAll(async () => {
  gateway = await startRecordingGateway()
  sandbox = await startSandbox({
    ...SECRETS,
    gatewayUrl: gateway.url,
    publicUrl: PUBLIC_URL,
    statuses: { order: ['sent', 'delivered', 'read'], delayMs: 0 },
  })
  client = twilio(SECRETS.twilioAccountSid, SECRETS.twilioAuthToken, { httpClient: new ToSandbox() })
})
afterAll(async () => {
  await sandbox.stop()
  await gateway.stop()
})
beforeEach(() => {
  gateway.received = []
  gateway.answer = () => ({ status: 200 })
})
afterEach(async () => {
  await fetch(`${sandbox.url}/faults`, { method: 'DELETE' })
  await fetch(`${sandbox.url}/sent`, { method: 'DELETE' })
})

const formOf = ({ body }: Received) => Object.fromEntries(new URLSearchParams(body))
const at = (path: string) => gateway.received.filter(({ url }) => url.startsWith(path)).map(formOf)

function expectSigned(received: Received): void {
  const signature = String(received.headers['x-twilio-signature'])
  expect(twilio.validateRequest(SECRETS.twilioAuthToken, signature, PUBLIC_URL + received.url, formOf(received))).toBe(
    true,
  )
}

test('the official SDK sends by WhatsApp; the status callback comes signed over the public URL', async () => {
  const message = await client.messages.create({
    from: `whatsapp:${OURS}`,
    to: 'whatsapp:+15550123',
    body: 'Hello',
    statusCallback: `${PUBLIC_URL}/webhooks/twilio/status?send=7`,
  })
  expect(message).toMatchObject({ status: 'queued', body: 'Hello', errorCode: null })
  expect(message.sid).toMatch(/^SM[0-9a-f]{32}$/)
  expect(message.dateCreated).toBeInstanceOf(Date)
  await eventually(() => at('/webhooks/twilio/status').length === 3, { what: 'three status callbacks' })
  expect(at('/webhooks/twilio/status?send=7').map((form) => form.MessageStatus)).toEqual(['sent', 'delivered', 'read'])
  gateway.received.forEach(expectSigned)
  expect((await client.messages(message.sid).fetch()).status).toBe('read')
  expect(await client.messages.list({ to: 'whatsapp:+15550123', limit: 5 })).toHaveLength(1)
  expect(await readSent(sandbox.url)).toMatchObject([
    {
      provider: 'twilio',
      from: `whatsapp:${OURS}`,
      to: 'whatsapp:+15550123',
      kind: 'text',
      text: 'Hello',
      id: message.sid,
    },
  ])
})

test('an SMS has no read receipt', async () => {
  await client.messages.create({
    from: OURS,
    to: '+15550123',
    body: 'Hi',
    statusCallback: `${PUBLIC_URL}/webhooks/twilio/status`,
  })
  await eventually(() => at('/webhooks/twilio/status').some((form) => form.MessageStatus === 'delivered'), {
    what: 'delivery',
  })
  expect(at('/webhooks/twilio/status').map((form) => form.MessageStatus)).toEqual(['sent', 'delivered'])
})

test.each([
  ['a bad number', { from: OURS, to: '+1', body: 'x' }, 400, 21211],
  ["somebody else's number", { from: '+15559999999', to: '+15550123', body: 'x' }, 400, 21606],
  ["somebody else's WhatsApp", { from: 'whatsapp:+15559999999', to: 'whatsapp:+15550123', body: 'x' }, 400, 63007],
  ['two channels', { from: `whatsapp:${OURS}`, to: '+15550123', body: 'x' }, 400, 21910],
  ['nothing to say', { from: OURS, to: '+15550123' }, 400, 21602],
  ['1601 characters', { from: OURS, to: '+15550123', body: 'x'.repeat(1601) }, 400, 21617],
])('refuses %s', async (_name, message, status, code) => {
  await expect(client.messages.create(message)).rejects.toMatchObject({ status, code })
})

test('refuses a wrong token, an unknown message, and faults as they are ordered', async () => {
  const stranger = twilio(SECRETS.twilioAccountSid, 'wrong', { httpClient: new ToSandbox() })
  await expect(stranger.messages.create({ from: OURS, to: '+15550123', body: 'x' })).rejects.toMatchObject({
    code: 20003,
  })
  await expect(client.messages('SM42').fetch()).rejects.toMatchObject({ status: 404, code: 20404 })
  await injectFaults(sandbox.url, { provider: 'twilio', code: 63018 }, { provider: 'twilio', failWith: 63016 })
  const hello = { from: `whatsapp:${OURS}`, to: 'whatsapp:+15550123', body: 'x' }
  await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 429, code: 63018 })
  const late = await client.messages.create(hello)
  const failed = await eventually(
    async () => {
      const message = await client.messages(late.sid).fetch()
      return message.status === 'failed' && message
    },
    { what: 'a failed message' },
  )
  expect(failed.errorCode).toBe(63016)
})

test('a contact writes by WhatsApp and by SMS to the Twilio number', async () => {
  for (const instance of [OURS, `sms:${OURS}`]) {
    await fetch(`${sandbox.url}/customer/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: '+15550123', text: 'Hi', instance }),
    })
  }
  expect(at('/webhooks/twilio/whatsapp')).toMatchObject([
    { From: 'whatsapp:+15550123', To: `whatsapp:${OURS}`, Body: 'Hi', WaId: '15550123' },
    { From: '+15550123', To: OURS, Body: 'Hi' },
  ])
  gateway.received.forEach(expectSigned)
})

const twiml = (verbs: string) => ({
  status: 200,
  type: 'text/xml',
  body: `<?xml version="1.0"?><Response>${verbs}</Response>`,
})

test('a phone call: greeting, speech, a holding phrase with a redirect, goodbye, status callback', async () => {
  gateway.answer = ({ url, body }) => {
    if (url.startsWith('/webhooks/twilio/voice/status')) return { status: 204 }
    if (url === '/webhooks/twilio/voice') {
      return twiml(
        '<Gather input="speech dtmf" action="/webhooks/twilio/voice/gather?n=1"><Say language="en-US">Hello &amp; welcome</Say></Gather>',
      )
    }
    if (body.includes('SpeechResult='))
      return twiml('<Say>One moment.</Say><Redirect>/webhooks/twilio/voice/gather?n=1&amp;wait=1</Redirect>')
    return twiml('<Say>Booked. <break time="1s"/>Goodbye.</Say><Hangup/>')
  }
  const caller = new PhoneCaller({ sandboxUrl: sandbox.url, from: '+15550123' })
  const greeting = await caller.call()
  expect(greeting).toMatchObject({
    status: 'in-progress',
    text: 'Hello & welcome',
    waiting: { for: 'speech', input: 'speech dtmf' },
  })
  const answer = await caller.say('tomorrow at ten')
  expect(answer).toMatchObject({ status: 'completed', text: 'One moment. Booked. Goodbye.', waiting: null })
  await eventually(() => at('/webhooks/twilio/voice/status').length === 1, { what: 'the status callback' })

  expect(at('/webhooks/twilio/voice')[0]).toMatchObject({
    CallSid: caller.sid,
    CallStatus: 'ringing',
    From: '+15550123',
    To: OURS,
    Direction: 'inbound',
  })
  expect(at('/webhooks/twilio/voice/gather?n=1')[0]).toMatchObject({
    SpeechResult: 'tomorrow at ten',
    Confidence: '0.95',
  })
  expect(at('/webhooks/twilio/voice/status')[0]).toMatchObject({ CallSid: caller.sid, CallStatus: 'completed' })
  gateway.received.forEach(expectSigned)
  expect((await readSent(sandbox.url, { to: '+15550123', kind: 'say' })).map(({ text }) => text)).toEqual([
    'Hello & welcome',
    'One moment.',
    'Booked. Goodbye.',
  ])
  await expect(caller.say('hello?')).rejects.toThrow('is over (completed)')
})

test('silence goes past the Gather, keys and transfers reach their action, the business may end the call', async () => {
  gateway.answer = ({ url, body }) => {
    if (url.includes('/transfer'))
      return twiml(`<Say>${body.includes('no-answer') ? 'Nobody is there.' : 'Bye'}</Say><Gather input="speech"/>`)
    if (body.includes('Digits=')) return twiml('<Dial action="/webhooks/twilio/voice/transfer">+15550777</Dial>')
    return twiml(
      '<Gather input="dtmf" action="/webhooks/twilio/voice/gather"/><Say>Are you there?</Say><Gather input="dtmf" action="/webhooks/twilio/voice/gather"/>',
    )
  }
  const caller = new PhoneCaller({ sandboxUrl: sandbox.url, from: '+15550124' })
  await caller.call()
  expect((await caller.staySilent()).text).toBe('Are you there?')
  expect((await caller.press('1')).waiting).toMatchObject({ for: 'dial', number: '+15550777' })
  expect((await caller.endTransfer('no-answer')).text).toBe('Nobody is there.')
  await client.calls(caller.sid).update({ twiml: '<Response><Say>We close now.</Say></Response>' })
  await eventually(async () => (await client.calls(caller.sid).fetch()).status === 'completed', {
    what: 'the end of the call',
  })
  const said = await readSent(sandbox.url, { to: '+15550124' })
  expect(said.at(-1)).toMatchObject({ kind: 'say', text: 'We close now.' })
})

test.each([
  ['broken TwiML', { status: 200, body: '<Response><Say>Hi</Response>' }, 12_100],
  ['a server error', { status: 500 }, 11_200],
])('%s ends the call with an error', async (_name, answer, code) => {
  gateway.answer = () => answer
  const view = await new PhoneCaller({ sandboxUrl: sandbox.url, from: '+15550123' }).call()
  expect(view).toMatchObject({ status: 'completed', said: [{ verb: 'error', code }] })
})
