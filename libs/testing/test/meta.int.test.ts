import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  type MetaStatus,
  type MetaWebhook,
  type Sandbox,
  type SentMessage,
  WhatsAppContact,
  eventually,
  injectFaults,
  readSent,
  startSandbox,
} from '../src/index.ts'
import { type RecordingGateway, SECRETS, startRecordingGateway } from './recordingGateway.ts'

const NUMBER = '100000000000001'
let gateway: RecordingGateway
let sandbox: Sandbox

beforeAll(async () => {
  gateway = await startRecordingGateway()
  sandbox = await startSandbox({
    ...SECRETS,
    gatewayUrl: gateway.url,
    statuses: { order: ['sent', 'read'], delayMs: 0 },
  })
})
afterAll(async () => {
  await sandbox.stop()
  await gateway.stop()
})
beforeEach(async () => {
  gateway.answer = () => ({ status: 200 })
  gateway.received = []
  await fetch(`${sandbox.url}/sent`, { method: 'DELETE' })
})
afterEach(async () => {
  await fetch(`${sandbox.url}/faults`, { method: 'DELETE' })
})

type GraphBody = { contacts: object[]; messages: [{ id: string }]; error: Record<string, unknown> }

/** Calls the Graph API as the gateway's client does. */
async function graph(message: unknown, { id = NUMBER, token = 'any' }: { id?: string; token?: string } = {}) {
  const answer = await fetch(`${sandbox.url}/v23.0/${id}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as GraphBody }
}

const text = (to: string, body: string, more: object = {}) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'text',
  text: { body },
  ...more,
})
const buttons = (to: string, ...titles: string[]) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text: 'Which day?' },
    action: { buttons: titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } })) },
  },
})

/** The statuses of one contact's messages; those of an earlier test may still come in. */
function statusesOf(contact: string): MetaStatus[] {
  return gateway.received
    .filter(({ url }) => url === '/webhooks/whatsapp/meta')
    .flatMap(({ body }) => (JSON.parse(body) as MetaWebhook).entry)
    .flatMap((entry) => entry.changes)
    .flatMap((change) => change.value.statuses ?? [])
    .filter((status) => status.recipient_id === contact || status.recipient_user_id === contact)
}

test('a text is accepted as the Cloud API does, listed, and reported with its callback data, signed', async () => {
  const { status, body } = await graph(text('+1 555 0123', 'Hello', { biz_opaque_callback_data: 'send-1' }))

  expect(status).toBe(200)
  expect(body).toMatchObject({ messaging_product: 'whatsapp', contacts: [{ input: '15550123', wa_id: '15550123' }] })
  const id = body.messages[0].id
  expect(id).toMatch(/^wamid\./)
  expect(await readSent(sandbox.url)).toMatchObject([
    { provider: 'meta', id, from: NUMBER, to: '15550123', kind: 'text', text: 'Hello', body: { type: 'text' } },
  ])
  await eventually(() => statusesOf('15550123').length === 2, { what: 'two statuses' })
  expect(statusesOf('15550123')).toMatchObject([
    { id, status: 'sent', recipient_id: '15550123', biz_opaque_callback_data: 'send-1' },
    { id, status: 'read', recipient_id: '15550123', biz_opaque_callback_data: 'send-1' },
  ])
  for (const { body: raw, headers } of gateway.received) {
    const expected = createHmac('sha256', SECRETS.metaAppSecret).update(raw).digest('hex')
    expect(headers['x-hub-signature-256']).toBe(`sha256=${expected}`)
  }
})

test('a contact without a phone is addressed by `recipient`', async () => {
  const { body } = await graph({ ...text('', 'Hi'), to: undefined, recipient: 'US.1349' })
  expect(body.contacts).toEqual([{ input: 'US.1349', user_id: 'US.1349' }])
  await eventually(() => statusesOf('US.1349').length === 2, { what: 'two statuses' })
  expect(statusesOf('US.1349')[0]).toMatchObject({ recipient_user_id: 'US.1349' })
})

test.each([
  ['another product', { ...text('15550123', 'x'), messaging_product: 'sms' }, 400, 100],
  ['no recipient', { ...text('', 'x'), to: undefined }, 400, 131008],
  ['a BSUID in `to`', text('US.1349', 'x'), 400, 131009],
  ['an empty text', text('15550123', ''), 400, 131008],
  ['a text of 4097 characters', text('15550123', 'x'.repeat(4097)), 400, 100],
  ['four buttons', buttons('15550123', 'a', 'b', 'c', 'd'), 400, 131009],
  ['a button title of 21 characters', buttons('15550123', 'x'.repeat(21)), 400, 100],
  ['an unknown type', { ...text('15550123', 'x'), type: 'poem' }, 400, 100],
  ['a list for a body', [1, 2], 400, 100],
])('refuses %s', async (_name, message, status, code) => {
  const answer = await graph(message)
  expect(answer.status).toBe(status)
  expect(answer.body.error).toMatchObject({ code, type: 'OAuthException' })
  expect(await readSent(sandbox.url)).toEqual([])
})

test('the version in the path may be left out, as at Meta', async () => {
  const answer = await fetch(`${sandbox.url}/${NUMBER}/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
    body: JSON.stringify(text('15550177', 'x')),
  })
  expect(answer.status).toBe(200)
})

test('refuses an unknown number and a missing token', async () => {
  expect(await graph(text('15550123', 'x'), { id: '42' })).toMatchObject({
    status: 400,
    body: { error: { code: 100, error_subcode: 33, type: 'GraphMethodException' } },
  })
  expect(await graph(text('15550123', 'x'), { token: '' })).toMatchObject({ status: 401, body: { error: { code: 0 } } })
})

test('the read mark with the typing indicator is taken down as `read`', async () => {
  const answer = await graph({
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: 'wamid.X',
    typing_indicator: { type: 'text' },
  })
  expect(answer.body).toEqual({ success: true })
  expect(await readSent(sandbox.url)).toMatchObject([{ kind: 'read', id: 'wamid.X', to: '' }])
})

test('faults: an error with retry-after, then accepted but cut, then all is well', async () => {
  await injectFaults(
    sandbox.url,
    { provider: 'meta', code: 130429, retryAfterSeconds: 3 },
    { provider: 'meta', cut: 'after' },
  )
  const limited = await graph(text('15550103', 'one'))
  expect(limited.status).toBe(429)
  expect(limited.headers.get('retry-after')).toBe('3')
  expect(limited.body.error.code).toBe(130429)
  expect(await readSent(sandbox.url)).toEqual([])

  await expect(graph(text('15550103', 'two', { biz_opaque_callback_data: 'cut' }))).rejects.toThrow()
  expect(await readSent(sandbox.url)).toMatchObject([{ text: 'two' }])
  await eventually(() => statusesOf('15550103').some((status) => status.biz_opaque_callback_data === 'cut'), {
    what: 'the status of the send whose answer was lost',
  })
  expect((await graph(text('15550103', 'three'))).status).toBe(200)
})

test('faults: cut before it is accepted, garbage, other statuses, only for one contact', async () => {
  await injectFaults(
    sandbox.url,
    { provider: 'meta', cut: 'before', to: '+15550456' },
    { provider: 'meta', garbage: '<html>' },
    { provider: 'meta', statuses: ['read', 'sent'], delayMs: 1 },
  )
  await expect(graph(text('15550456', 'lost'))).rejects.toThrow('fetch failed')
  await expect(graph(text('15550456', 'garbled'))).rejects.toThrow('JSON')
  expect(await readSent(sandbox.url)).toEqual([])
  await graph(text('15550456', 'shuffled'))
  await eventually(() => statusesOf('15550456').length === 2, { what: 'two statuses' })
  expect(statusesOf('15550456').map(({ status }) => status)).toEqual(['read', 'sent'])
  const contradiction = injectFaults(sandbox.url, { provider: 'meta', cut: 'after', status: 500 })
  await expect(contradiction).rejects.toThrow('`cut` stands alone')
})

test('a send outside the window fails by a status', async () => {
  await injectFaults(sandbox.url, { provider: 'meta', to: '15550105', failWith: 131047 })
  expect((await graph(text('15550999', 'other contact'))).status).toBe(200)
  expect((await graph(text('15550105', 'late'))).status).toBe(200)
  const failed = await eventually(() => statusesOf('15550105').find(({ status }) => status === 'failed'), {
    what: 'a failed status',
  })
  expect(failed).toMatchObject({ recipient_id: '15550105', errors: [{ code: 131047 }] })
})

test('statuses come again until the gateway takes them', async () => {
  let refusals = 2
  gateway.answer = ({ body }) => ({ status: body.includes('15550106') && refusals-- > 0 ? 503 : 200 })
  await graph(text('15550106', 'Hello'))
  await eventually(() => statusesOf('15550106').some(({ status }) => status === 'read'), { what: 'the read status' })
  expect(statusesOf('15550106').map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'read'])
})

test('a contact talks: writes, reads the buttons, taps one', async () => {
  const contact = new WhatsAppContact({
    gatewayUrl: gateway.url,
    sandboxUrl: sandbox.url,
    appSecret: SECRETS.metaAppSecret,
    from: '5215550001',
  })
  await graph(text(contact.from, 'from an older conversation'))
  await contact.send('I want an appointment')
  await graph({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.X' })
  await graph(text('15550777', 'to somebody else'))
  const waiting = contact.waitForReply()
  await graph(buttons(contact.from, 'Monday', 'Tuesday'))

  expect((await waiting).text).toBe('Which day?')
  await expect(contact.tap('Friday')).rejects.toThrow('offered so far: Monday, Tuesday')
  await contact.tap('Tuesday')
  const tapped = JSON.parse(gateway.received.at(-1)!.body) as MetaWebhook
  expect(tapped.entry[0]?.changes[0]?.value.messages?.[0]).toMatchObject({
    from: '5215550001',
    interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Tuesday' } },
  })
  expect(contact.conversation.map((line) => line.text)).toEqual(['I want an appointment', 'Which day?', 'Tuesday'])
  await expect(contact.waitForReply({ timeoutMs: 1 })).rejects.toThrow('no reply to 5215550001')
})

test('the customer side: a message goes through the webhook, a choice is found by its title, both sides are listed', async () => {
  const customer = async (message: object) => {
    const answer = await fetch(`${sandbox.url}/customer/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'http://localhost:5173' },
      body: JSON.stringify({ from: '+972 50 000', ...message }),
    })
    return { status: answer.status, cors: answer.headers.get('access-control-allow-origin'), body: await answer.json() }
  }
  expect(await customer({ text: 'Shalom', name: 'Noa' })).toMatchObject({
    status: 200,
    cors: 'http://localhost:5173',
    body: { status: 200, id: expect.stringMatching(/^wamid/) },
  })
  await graph(buttons('97250000', 'Yes', 'No'))
  await customer({ choice: 'Yes' })
  expect(await customer({ choice: 'Maybe' })).toMatchObject({
    status: 409,
    body: { detail: 'nobody offered "Maybe" to 97250000; there were: Yes, No' },
  })
  expect(await customer({ text: 'a', choice: 'b' })).toMatchObject({ status: 400 })
  const conversation = await fetch(`${sandbox.url}/customer/conversation?contact=%2B97250000`)
  expect(await conversation.json()).toMatchObject([
    { direction: 'in', text: 'Shalom' },
    { direction: 'out', text: 'Which day?', choices: [{ title: 'Yes' }, { title: 'No' }] },
    { direction: 'in', kind: 'choice', text: 'Yes' },
  ])
})

test('the stream tells what is sent, and resumes after a sequence number', async () => {
  await graph(text('15550123', 'before'))
  const [before] = (await readSent(sandbox.url)) as [SentMessage]
  const stop = new AbortController()
  const answer = await fetch(`${sandbox.url}/sent/stream`, {
    headers: { 'last-event-id': String(before.sequence) },
    signal: stop.signal,
  })
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  await graph(text('15550123', 'after'))
  let seen = ''
  for await (const chunk of answer.body!) {
    seen += Buffer.from(chunk).toString()
    if (seen.includes('"status":"read"')) break
  }
  stop.abort()
  expect(seen).toContain(`id: ${before.sequence + 1}\nevent: sent\n`)
  expect(seen).not.toContain('"text":"before"')
})

test('media goes up, is described, comes down, and is removed', async () => {
  const headers = { authorization: 'Bearer any' }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob(['sound'], { type: 'audio/ogg' }), 'note.ogg')
  const uploaded = await fetch(`${sandbox.url}/v23.0/${NUMBER}/media`, { method: 'POST', headers, body: form })
  const { id } = (await uploaded.json()) as { id: string }
  const described = await fetch(`${sandbox.url}/v23.0/${id}`, { headers })
  const media = (await described.json()) as { url: string; mime_type: string; file_size: number }
  expect(media).toMatchObject({ mime_type: 'audio/ogg', file_size: 5 })
  expect(await (await fetch(media.url, { headers })).text()).toBe('sound')
  expect((await fetch(media.url)).status).toBe(401)
  await fetch(`${sandbox.url}/v23.0/${id}`, { method: 'DELETE', headers })
  expect((await fetch(`${sandbox.url}/v23.0/${id}`, { headers })).status).toBe(400)
})

test('nonsense gets a 4xx that says what is wrong', async () => {
  const call = async (method: string, path: string, body?: string) => {
    const answer = await fetch(sandbox.url + path, {
      method,
      body,
      headers: body ? { 'content-type': 'application/json' } : {},
    })
    return { status: answer.status, body: (await answer.json()) as { detail: string } }
  }
  expect(await call('GET', '/nowhere')).toMatchObject({ status: 404 })
  expect(await call('POST', '/faults', '{')).toMatchObject({ status: 400 })
  expect(await call('POST', '/faults', '{"provider":"acme"}')).toMatchObject({ status: 400 })
  expect(await call('POST', '/customer/messages', '{"from":"15550123","text":"x","instance":"7"}')).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining('no instance "7"') },
  })
  expect(await call('GET', '/sent?after=x')).toMatchObject({ status: 400 })
})
