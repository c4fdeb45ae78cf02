import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../src/index.ts'
import { type RecordingGateway, SECRETS, startRecordingGateway } from './recordingGateway.ts'

let gateway: RecordingGateway
let sandbox: Sandbox

beforeAll(async () => {
  gateway = await startRecordingGateway()
  sandbox = await startSandbox({ ...SECRETS, gatewayUrl: gateway.url, statuses: { order: [], delayMs: 0 } })
})
afterAll(async () => {
  await sandbox.stop()
  await gateway.stop()
})

const account = `/2010-04-01/Accounts/${SECRETS.twilioAccountSid}`
const basic = Buffer.from(`${SECRETS.twilioAccountSid}:${SECRETS.twilioAuthToken}`).toString('base64')
const json = 'application/json'
const form = 'application/x-www-form-urlencoded'
const TARGETS = [
  { path: '/v23.0/100000000000001/messages', type: json, authorization: 'Bearer any' },
  { path: '/v23.0/100000000000001/media', type: 'multipart/form-data; boundary=x', authorization: 'Bearer any' },
  { path: `${account}/Messages.json`, type: form, authorization: `Basic ${basic}` },
  { path: `${account}/Calls.json`, type: form, authorization: `Basic ${basic}` },
  { path: '/message/sendText/demo-clinic', type: json, authorization: '' },
  { path: '/customer/messages', type: json, authorization: '' },
  { path: '/customer/calls', type: json, authorization: '' },
]

/** Nearly right Graph API bodies: the right names over values of any kind. */
const nearly = fc.record(
  {
    messaging_product: fc.constant('whatsapp'),
    to: fc.oneof(fc.constant('15550123'), fc.anything()),
    type: fc.oneof(fc.constantFrom('text', 'interactive', 'template', 'reaction', 'location', 'image'), fc.anything()),
    text: fc.anything(),
    interactive: fc.record({
      type: fc.constantFrom('button', 'list'),
      body: fc.constant({ text: 'x' }),
      action: fc.anything(),
    }),
    template: fc.record({ name: fc.constant('x'), language: fc.constant({ code: 'en' }), components: fc.anything() }),
    reaction: fc.anything(),
    location: fc.anything(),
    status: fc.constantFrom(undefined, 'read'),
    typing_indicator: fc.anything(),
  },
  { requiredKeys: ['messaging_product'] },
)
const bodies = fc.oneof(
  fc.string(),
  fc.json(),
  nearly.map((body) =>
    JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ),
)

test('whatever is posted, the answer is never a 5xx and always says what it is', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...TARGETS), bodies, async ({ path, type, authorization }, body) => {
      const headers = { 'content-type': type, authorization, apikey: 'sandbox-evolution-key' }
      const answer = await fetch(sandbox.url + path, { method: 'POST', headers, body })
      const text = await answer.text()
      expect(answer.status, `${path} ${body} -> ${text}`).toBeLessThan(500)
      expect(text).not.toMatch(/\bat .*\.ts:\d+/)
      expect(JSON.parse(text)).toBeTypeOf('object')
    }),
    { numRuns: 1500 },
  )
})
