import { Bus } from '@repartee/bus'
import { replyDelivered, replyFailed, replyRead, SENDS, sessionReleased } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import {
  eventually,
  metaStatus,
  type MetaStatusName,
  metaText,
  postMeta,
  postTwilio,
  useServers,
} from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sendMark } from '../src/send-mark.ts'
import { APP_SECRET, AUTH_TOKEN, prepareDatabase, PUBLIC_URL, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream
const session = '0b0e7a3e-7d7c-5f0c-9d36-0d5b1c3f2a11'

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateway = await startGateway(servers)
  stream = new Stream(gateway)
})
afterAll(() => gateway.stop())

const marks = () => gateway.app.get(Bus).kv(SENDS, sendMark)

/** The mark of a send whose answer has not come yet. */
async function sending(): Promise<string> {
  const reply = randomUUID()
  const at = new Date().toISOString()
  await marks().create(reply, {
    tenant: 'demo-clinic',
    session,
    turn: null,
    outcome: 'sending',
    parts: 1,
    left: 0,
    attempt: '',
    providerIds: [],
    receipt: null,
    attempts: 1,
    detail: '',
    at,
  })
  return reply
}

const tell = async (reply: string, ...names: MetaStatusName[]) => {
  for (const status of names) {
    const body = metaStatus({ id: `wamid.${reply}`, status, to: '34640000001', callbackData: reply })
    expect((await postMeta(gateway.url, body, APP_SECRET)).status).toBe(200)
  }
}
const told = (reply: string) =>
  stream.all
    .filter((event) => event.is(replyDelivered) || event.is(replyRead) || event.is(replyFailed))
    .filter((event) => (event.data() as { reply: string }).reply === reply)
    .map(({ name }) => name)

it('receipts move forward, whatever order they come in, and settle the send', async () => {
  const [inOrder, shuffled, failed] = await Promise.all([sending(), sending(), sending()])
  await tell(inOrder, 'sent', 'delivered', 'read')
  await tell(shuffled, 'read', 'sent', 'delivered', 'read')
  await tell(failed, 'sent', 'failed', 'delivered')
  await eventually(() => told(failed).length > 0, { what: 'the failure' })
  expect(told(inOrder)).toEqual(['reply.delivered', 'reply.read'])
  expect(told(shuffled)).toEqual(['reply.read'])
  expect(told(failed)).toEqual(['reply.failed'])
  expect((await marks().get(shuffled))?.value).toMatchObject({
    outcome: 'sent',
    receipt: 'read',
    providerIds: [`wamid.${shuffled}`],
  })
})

it('Twilio’s receipts find their reply by the query of their callback', async () => {
  const reply = await sending()
  const path = `/webhooks/twilio/status?reply=${reply}`
  for (const MessageStatus of ['queued', 'sent', 'delivered', 'delivered']) {
    const params = { MessageSid: 'SM1', MessageStatus, From: 'whatsapp:+15550100001', To: 'whatsapp:+34640000001' }
    const answer = await postTwilio(`${gateway.url}${path}`, params, AUTH_TOKEN, { signedUrl: `${PUBLIC_URL}${path}` })
    expect(answer.status).toBe(204)
  }
  await eventually(() => told(reply).length > 0, { what: 'the receipt' })
  expect(told(reply)).toEqual(['reply.delivered'])
})

it('a receipt of nobody’s send is acknowledged and told to nobody', async () => {
  const body = metaStatus({ id: 'wamid.of-another-system', status: 'delivered', to: '34640000002' })
  expect((await postMeta(gateway.url, body, APP_SECRET)).status).toBe(200)
  await postMeta(gateway.url, metaText({ from: '34640000002', text: 'afterwards' }), APP_SECRET)
  await eventually(() => stream.turnsWith('afterwards').length > 0, { what: 'a later turn' })
  expect(stream.of(replyDelivered).some(({ providerId }) => providerId === 'wamid.of-another-system')).toBe(false)
  expect(stream.of(sessionReleased)).toEqual([])
})
