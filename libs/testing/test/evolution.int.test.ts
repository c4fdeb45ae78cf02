import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EvolutionEvent, type Sandbox, eventually, readSent, startSandbox } from '../src/index.ts'
import { type RecordingGateway, SECRETS, startRecordingGateway } from './recordingGateway.ts'

let gateway: RecordingGateway
let sandbox: Sandbox

beforeAll(async () => {
  gateway = await startRecordingGateway()
  const statuses = { order: ['delivered' as const], delayMs: 0 }
  sandbox = await startSandbox({ ...SECRETS, gatewayUrl: gateway.url, evolutionApiKey: 'the-key', statuses })
})
afterAll(async () => {
  await sandbox.stop()
  await gateway.stop()
})

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(sandbox.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const events = () => gateway.received.map(({ body }) => JSON.parse(body) as EvolutionEvent)

test('a text is sent by an instance with its key, comes back as its own, and its delivery is reported', async () => {
  const text = { number: '15550123', text: 'Hello' }
  expect(await post('/message/sendText/demo-clinic', text)).toMatchObject({
    status: 401,
    body: { error: 'Unauthorized' },
  })
  expect(await post('/message/sendText/nobody', text, { apikey: 'the-key' })).toMatchObject({ status: 404 })
  expect(await post('/message/sendText/demo-clinic', {}, { apikey: 'the-key' })).toMatchObject({ status: 400 })
  const { status, body } = await post('/message/sendText/demo-clinic', text, { apikey: 'the-key' })
  expect(status).toBe(201)
  expect(body).toMatchObject({ key: { remoteJid: '15550123@s.whatsapp.net', fromMe: true }, status: 'PENDING' })
  const { id } = body.key as { id: string }
  expect(await readSent(sandbox.url)).toMatchObject([
    { provider: 'evolution', from: 'demo-clinic', to: '15550123', text: 'Hello', id },
  ])
  const [echo, event] = await eventually(() => events().length > 1 && events(), { what: 'the delivery report' })
  expect(echo).toMatchObject({ event: 'messages.upsert', data: { key: { id, fromMe: true } } })
  expect(event).toMatchObject({
    event: 'messages.update',
    apikey: 'the-key',
    data: { keyId: id, status: 'DELIVERY_ACK' },
  })
})

test("a contact's text arrives with the key in header and body", async () => {
  gateway.received = []
  await post('/customer/messages', { from: '+15550123', text: 'Hola', name: 'Ana', instance: 'demo-clinic' })
  expect(gateway.received[0]).toMatchObject({ url: '/webhooks/whatsapp/evolution', headers: { apikey: 'the-key' } })
  expect(events()[0]).toMatchObject({
    event: 'messages.upsert',
    instance: 'demo-clinic',
    data: {
      key: { remoteJid: '15550123@s.whatsapp.net', fromMe: false },
      pushName: 'Ana',
      message: { conversation: 'Hola' },
    },
  })
  const conversation = await fetch(`${sandbox.url}/customer/conversation?contact=15550123`)
  expect(await conversation.json()).toMatchObject([{ direction: 'out' }, { direction: 'in', text: 'Hola' }])
})
