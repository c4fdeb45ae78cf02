import { messageReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import {
  announceBody,
  eventually,
  metaMessage,
  metaText,
  postMeta,
  postTwilio,
  signMeta,
  signTwilio,
  twilioText,
  useServers,
} from '@repartee/testing'
import fc from 'fast-check'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { body, said } from './meta-bodies.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream, VERIFY_TOKEN } from './gateways.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers)
  stream = new Stream(gateway)
})
afterAll(() => gateway.stop())

const meta = '/webhooks/whatsapp/meta'
const json = { 'content-type': 'application/json' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }

async function post(path: string, content: string | Buffer, headers: Record<string, string>) {
  const answer = await fetch(new URL(path, gateway.url), { method: 'POST', body: content, headers })
  return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
}

async function announced(path: string, contentType: string) {
  const { status, headers, body: text } = await announceBody(`${gateway.url}${path}`, 4 * 1024 * 1024, contentType)
  return { status, type: headers.get('content-type'), text }
}

function expectProblem(answer: { status: number; type: string | null; text: string }, status: number) {
  expect(answer.status).toBe(status)
  expect(answer.type).toContain('application/problem+json')
  expect(answer.text).not.toContain('\n')
  expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
  expect(JSON.parse(answer.text)).toMatchObject({ type: 'about:blank', status, title: expect.any(String) })
}

describe('Meta is refused', () => {
  const text = JSON.stringify(metaText({ from: '34600000001', text: 'hi' }))
  const signed = (content: string | Buffer) => ({ 'x-hub-signature-256': signMeta(content, APP_SECRET) })

  it.each([
    ['without a signature', {}],
    ['with a forged one', { 'x-hub-signature-256': signMeta(text, 'a-secret-of-another') }],
    ['with one of another body', { 'x-hub-signature-256': signMeta(`${text} `, APP_SECRET) }],
    ['with one by the old algorithm', { 'x-hub-signature': 'sha1=da39a3ee5e6b4b0d3255bfef95601890afd80709' }],
  ])('%s: 401', async (_name, headers) => {
    expectProblem(await post(meta, text, { ...json, ...headers }), 401)
  })

  it.each([
    ['no JSON', '{"object":'],
    ['an empty body', ''],
    ['a list', '[]'],
    ['a number', '7'],
    ['another object', '{"object":"page","entry":[]}'],
    ['an entry without changes', '{"object":"whatsapp_business_account","entry":[{}]}'],
    ['a message without an id', JSON.stringify(said({ id: null, type: 'text' }))],
    ['a reach for the prototype', '{"object":"whatsapp_business_account","entry":[],"__proto__":{"admin":true}}'],
    ['broken UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
  ])('with %s: 400', async (_name, content) => {
    expectProblem(await post(meta, content, { ...json, ...signed(content) }), 400)
  })

  it('with 4 MiB: 413', async () => {
    expectProblem(await announced(meta, json['content-type']), 413)
  })

  it('with another type, or packed: 415', async () => {
    expectProblem(await post(meta, text, { 'content-type': 'text/plain', ...signed(text) }), 415)
    expectProblem(await post(meta, text, { ...form, ...signed(text) }), 415)
    expectProblem(await post(meta, text, { 'content-type': 'application/xml', ...signed(text) }), 415)
    const packed = gzipSync(Buffer.alloc(2 * 1024 * 1024, ' '))
    const answer = await post(meta, packed, { ...json, 'content-encoding': 'gzip', ...signed(packed) })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expectProblem(await post(meta, text, { ...json, 'content-encoding': 'gzip', ...signed(text) }), 415)
  })

  it('not for an unknown instance, a group or a field of no interest: 200, and nothing is stored', async () => {
    const before = stream.of(messageReceived).length
    const bodies = [
      metaText({ from: '34600000001', text: 'whose?', phoneNumberId: '999' }),
      metaMessage({ from: '34600000001' }, { type: 'text', text: { body: 'all' }, group_id: 'Y2FwaV9ncm91cDox' }),
      body({ event: 'PHONE_NUMBER_NAME_UPDATE' }, 'account_update'),
    ]
    for (const one of bodies) expect((await postMeta(gateway.url, one, APP_SECRET)).status).toBe(200)
    await postMeta(gateway.url, metaText({ from: '34600000001', text: 'a real one' }), APP_SECRET)
    await eventually(() => stream.turnsWith('a real one').length > 0, { what: 'the real one' })
    expect(stream.of(messageReceived)).toHaveLength(before + 1)
  })
})

describe('Meta’s verification', () => {
  const verify = async (query: Record<string, string>) => {
    const answer = await fetch(`${gateway.url}${meta}?${new URLSearchParams(query)}`)
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() }
  }

  it('gets its challenge back for our token only', async () => {
    const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': VERIFY_TOKEN }
    expect(await verify(query)).toMatchObject({ status: 200, text: '1158201444' })
    expectProblem(await verify({ ...query, 'hub.verify_token': 'a-guess' }), 403)
    expectProblem(await verify({ 'hub.mode': 'subscribe' }), 400)
  })
})

describe('Twilio', () => {
  const path = '/webhooks/twilio/whatsapp'
  const message = () => twilioText({ from: 'whatsapp:+34600000009', text: 'by Twilio', accountSid: 'AC0' })
  const send = (params: Record<string, string>, to = path, signedUrl = `${PUBLIC_URL}${to}`, token = AUTH_TOKEN) =>
    postTwilio(`${gateway.url}${to}`, params, token, { signedUrl })
  const problem = async (answer: { status: number; headers: Headers; body: string }, status: number) =>
    expectProblem({ status: answer.status, type: answer.headers.get('content-type'), text: answer.body }, status)

  it('is taken, by WhatsApp and by SMS, and hears an empty TwiML', async () => {
    const answer = await send(message())
    expect(answer).toMatchObject({ status: 200, body: '<?xml version="1.0" encoding="UTF-8"?><Response/>' })
    expect((await send(twilioText({ from: '+34600000009', text: 'by SMS', accountSid: 'AC0' }))).status).toBe(200)
    await eventually(() => stream.turnsWith('by Twilio').length > 0 && stream.turnsWith('by SMS').length > 0, {
      what: 'both turns',
    })
    expect(stream.turnsWith('by Twilio')[0]).toMatchObject({
      instance: 'demo-twilio-whatsapp',
      address: { channel: 'whatsapp', contact: '34600000009' },
    })
    expect(stream.turnsWith('by SMS')[0]).toMatchObject({ instance: 'demo-sms', address: { channel: 'sms' } })
  })

  it('signs parameters that nobody knows yet, too', async () => {
    expect((await send({ ...message(), NewParameter: 'of 2027' })).status).toBe(200)
    const params = message()
    const headers = { ...form, 'x-twilio-signature': signTwilio(`${PUBLIC_URL}${path}`, params, AUTH_TOKEN) }
    expectProblem(await post(path, new URLSearchParams({ ...params, Added: 'later' }).toString(), headers), 401)
  })

  it('is refused with a signature that is forged, missing, or over another URL: 401', async () => {
    await problem(await send(message(), path, undefined, 'another-token'), 401)
    await problem(await send(message(), path, `https://elsewhere.example.test${path}`), 401)
    expectProblem(await post(path, new URLSearchParams(message()).toString(), form), 401)
  })

  it('is refused for an unknown number: 404; malformed: 400; too large: 413; of another type: 415', async () => {
    await problem(await send({ ...message(), To: 'whatsapp:+15550199999' }), 404)
    await problem(await send({ ...message(), MessageSid: '', SmsMessageSid: '' }), 400)
    expectProblem(await announced(path, form['content-type']), 413)
    expectProblem(await post(path, JSON.stringify(message()), json), 415)
  })

  it('calls for an unknown number are refused, too', async () => {
    await problem(
      await send({ CallSid: 'CA1', To: '+15550199999', From: '+34600000009' }, '/webhooks/twilio/voice'),
      404,
    )
    await problem(await send({ To: '+15550100001' }, '/webhooks/twilio/voice'), 400)
    expectProblem(await post('/webhooks/twilio/voice', 'CallSid=CA1', form), 401)
  })
})

describe('nonsense', () => {
  const isRefusal = (status: number) => status === 200 || (status >= 400 && status < 500)

  it('as signed bodies of Meta gets 200 or a refusal, never a failure', async () => {
    const part = fc.jsonValue({ maxDepth: 4 })
    await fc.assert(
      fc.asyncProperty(part, part, part, async (value, message, status) => {
        for (const one of [
          value,
          { object: 'whatsapp_business_account', entry: value },
          body({ contacts: value, messages: [message], statuses: [status] }),
        ]) {
          const answer = await postMeta(gateway.url, one as object, APP_SECRET)
          expect(isRefusal(answer.status), answer.body).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('as bytes with any type gets a refusal', async () => {
    const types = fc.constantFrom(
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'x',
      '',
    )
    const paths = fc.constantFrom(
      meta,
      '/webhooks/twilio/whatsapp',
      '/webhooks/twilio/status',
      '/webhooks/twilio/voice/gather?n=x',
    )
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), types, paths, async (bytes, type, path) => {
        const answer = await post(path, Buffer.from(bytes), type === '' ? {} : { 'content-type': type })
        expect(isRefusal(answer.status), answer.text).toBe(true)
      }),
      { numRuns: 150 },
    )
  })
})
