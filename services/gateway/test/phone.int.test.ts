import { Bus } from '@repartee/bus'
import { callEnded, liveCancel, messageReceived, turnReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { SessionStore } from '@repartee/session'
import { eventually, PhoneCaller, postTwilio, type Sandbox, startSandbox, useServers } from '@repartee/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Answerer } from './answerer.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateways: RunningService[]
let sandbox: Sandbox
let stream: Stream
let answerer: Answerer

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateways = await Promise.all([
    startGateway(servers, { GATHER_HOLD_MS: '1000' }),
    startGateway(servers, { GATHER_HOLD_MS: '1000' }),
  ])
  stream = new Stream(gateways[0]!)
  answerer = new Answerer(gateways[0]!, (turn) => `You said: ${turn.text}`)
  sandbox = await startSandbox({
    gatewayUrl: gateways[0]!.url,
    publicUrl: PUBLIC_URL,
    metaAppSecret: APP_SECRET,
    twilioAccountSid: 'AC00000000000000000000000000000000',
    twilioAuthToken: AUTH_TOKEN,
  })
})
afterAll(async () => {
  await sandbox?.stop()
  await Promise.all(gateways.map((gateway) => gateway.stop()))
})

const caller = (from: string) => new PhoneCaller({ sandboxUrl: sandbox.url, from })
const gather = async (call: string, from: string, query: string, heard: Record<string, string>, replica = 0) => {
  const path = `/webhooks/twilio/voice/gather?${query}`
  const params = { CallSid: call, From: from, To: '+15550100001', CallStatus: 'in-progress', ...heard }
  return postTwilio(`${gateways[replica]!.url}${path}`, params, AUTH_TOKEN, { signedUrl: `${PUBLIC_URL}${path}` })
}

it('a caller is greeted, heard and answered, by speech and by keys', async () => {
  const phone = caller('+34630000001')
  expect((await phone.call()).text).toContain('Clínica Aurora')
  expect((await phone.say('I need a dentist', 0.9)).text).toBe('You said: I need a dentist')
  expect((await phone.press('2')).text).toBe('You said: 2')
  const turns = stream.of(turnReceived).filter(({ address }) => address.call === phone.sid)
  expect(turns.map(({ number, messages }) => [number, messages[0]?.kind, messages[0]?.providerId])).toEqual([
    [1, 'speech', `${phone.sid}.1`],
    [2, 'digits', `${phone.sid}.2`],
  ])
})

it('a reply that takes long is waited for with a phrase, said once', async () => {
  const phone = caller('+34630000002')
  await phone.call()
  answerer.hold()
  const answered = phone.say('something difficult')
  await eventually(() => stream.turnsWith('something difficult').length > 0, { what: 'the turn' })
  const path = await gather(phone.sid, '+34630000002', 'n=1', { SpeechResult: 'something difficult' })
  expect(path.body).toContain('<Redirect')
  await answerer.release()
  expect((await answered).text).toContain('You said: something difficult')
})

it('the same gather again, also at another gateway, gets the same answer and makes no second turn', async () => {
  const once = await gather('CA-again', '+34630000003', 'n=1', { SpeechResult: 'say it twice', Confidence: '0.8' })
  expect(once).toMatchObject({ status: 200, body: expect.stringContaining('You said: say it twice') })
  const twice = await gather('CA-again', '+34630000003', 'n=1', { SpeechResult: 'say it twice', Confidence: '0.8' }, 1)
  expect(twice.body).toBe(once.body)
  expect(twice.body).toContain('n=2')
  expect(stream.turnsWith('say it twice')).toHaveLength(1)
})

it('silence is asked about, and then ends the call politely', async () => {
  const phone = caller('+34630000004')
  await phone.call()
  const asked = await phone.staySilent()
  expect(asked.text).not.toBe('')
  expect(asked.waiting).not.toBeNull()
  const ended = await phone.staySilent()
  expect(ended.text).not.toBe('')
  expect(ended.status).toBe('completed')
  expect(stream.of(messageReceived).filter(({ address }) => address.call === phone.sid)).toEqual([])
})

it('hanging up ends the conversation and stops the work on its turn', async () => {
  const cancelled: string[] = []
  const stop = gateways[0]!.app
    .get(Bus)
    .subscribeLive(liveCancel, ({ data }) => cancelled.push(`${data.turn} ${data.reason}`))
  const call = 'CA-hang-up'
  answerer.hold()
  await gather(call, '+34630000005', 'n=1', { SpeechResult: 'never mind the answer' })
  const [turn] = stream.turnsWith('never mind the answer')
  const path = '/webhooks/twilio/voice/status'
  const params = { CallSid: call, From: '+34630000005', To: '+15550100001', CallStatus: 'completed', CallDuration: '7' }
  const answer = await postTwilio(`${gateways[1]!.url}${path}`, params, AUTH_TOKEN, {
    signedUrl: `${PUBLIC_URL}${path}`,
  })
  expect(answer.status).toBe(204)
  await eventually(() => cancelled.includes(`${turn!.turn} hang_up`), { what: 'the cancel' })
  expect(await gateways[0]!.app.get(SessionStore).get(turn!.tenant, turn!.session)).toMatchObject({ ended: true })
  const ended = await eventually(() => stream.of(callEnded).find((event) => event.call === call), { what: 'its end' })
  expect(ended).toMatchObject({
    session: turn!.session,
    isDropped: false,
    writeTo: { channel: 'sms', account: '+15550100001', contact: '34630000005' },
  })
  stop()
  await answerer.release()
})
