import { sessionTakenOver } from '@repartee/contracts'
import { Redis, type RunningService } from '@repartee/service'
import { eventually, metaChange, metaTimestamp, metaWebhook, metaText, postMeta, useServers } from '@repartee/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { LONGEST_TRAVELLING_TEXT, LongTexts } from '../src/intake/long-texts.ts'
import { APP_SECRET, prepareDatabase, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateway: RunningService
let stream: Stream
let operator: Client

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  process.env['SECRET_OTHER_APP'] = 'the-secret-of-another-app'
  gateway = await startGateway(servers)
  stream = new Stream(gateway)
  operator = new Client({ connectionString: servers.databaseUrl })
  await operator.connect()
  await operator.query('SET ROLE repartee_worker')
})
afterAll(async () => {
  delete process.env['SECRET_OTHER_APP']
  await operator?.end()
  await gateway.stop()
})

const send = async (text: string, phoneNumberId: string, secret = APP_SECRET) =>
  (await postMeta(gateway.url, metaText({ from: '34650000001', text, phoneNumberId }), secret)).status

it('an instance that is added is known without a restart, also through the view of WhatsApp’s, with a secret of its own', async () => {
  expect(await send('too early', '200000000000001')).toBe(200)
  await operator.query(
    `INSERT INTO tenant.whatsapp_instances (name, tenant_id, channel, provider, account, secrets)
     VALUES ('second', 'demo-clinic', 'whatsapp', 'meta', '200000000000001', '{"appSecret": "env:SECRET_OTHER_APP"}')`,
  )
  await eventually(
    async () => (await send('by its own secret', '200000000000001', 'the-secret-of-another-app')) === 200,
    { what: 'the new secret to count' },
  )
  expect(await send('by the secret of another', '200000000000001')).toBe(401)
  expect(await send('by the secret of another', '100000000000001', 'the-secret-of-another-app')).toBe(401)
  const turn = await eventually(() => stream.turnsWith('by its own secret')[0], { what: 'its turn' })
  expect(turn.instance).toBe('second')
  expect(stream.turnsWith('too early')).toEqual([])
})

it('no webhook asks Postgres whose it is, and Redis has a copy for an hour', async () => {
  const redis = gateway.app.get(Redis)
  expect(await redis.ttl('whatsapp:instance:demo-whatsapp')).toBeGreaterThan(3000)
  expect(JSON.parse((await redis.get('whatsapp:instance:demo-whatsapp')) ?? '')).toMatchObject({
    tenant: 'demo-clinic',
    account: '100000000000001',
  })
  // Whoever asked for a tenant or an instance now would wait for this lock.
  await operator.query('BEGIN; LOCK TABLE tenant.tenants, tenant.instances IN ACCESS EXCLUSIVE MODE')
  try {
    for (let n = 0; n < 20; n += 1) expect(await send(`message ${n}.`, '100000000000001')).toBe(200)
    await eventually(() => stream.turnsWith('message 19.').length > 0, { what: 'the last turn' })
  } finally {
    await operator.query('ROLLBACK')
  }
})

it('an instance that is switched off is unknown', async () => {
  await operator.query(`UPDATE tenant.instances SET is_active = false WHERE name = 'second'`)
  await eventually(async () => (await send('to nobody', '200000000000001', 'the-secret-of-another-app')) === 401, {
    what: 'its secret to be forgotten',
  })
})

it('a very long text travels by reference, and its beginning with the turn', async () => {
  const text = `a novel: ${'слово '.repeat(200_000)}`
  const answer = await postMeta(gateway.url, metaText({ from: '34650000002', text }), APP_SECRET)
  expect(answer.status).toBe(200)
  const turn = await eventually(() => stream.turnsWith(text.slice(0, LONGEST_TRAVELLING_TEXT))[0], { what: 'its turn' })
  const [message] = turn.messages
  expect(message?.whole?.characters).toBe(text.length)
  expect(await gateway.app.get(LongTexts).whole('demo-clinic', message!.whole!.id)).toBe(text)
})

it('a human who answers from the paired phone takes over', async () => {
  const from = '34650000003'
  await postMeta(gateway.url, metaText({ from, text: 'is anybody there?' }), APP_SECRET)
  const turn = await eventually(() => stream.turnsWith('is anybody there?')[0], { what: 'a turn' })
  const at = new Date(Math.floor(Date.now() / 1000) * 1000)
  const echo = {
    from: '15550100000',
    to: from,
    id: 'wamid.echo',
    timestamp: metaTimestamp(at),
    type: 'text',
    text: { body: 'It is me' },
  }
  const body = metaWebhook({ ...metaChange({ message_echoes: [echo] }), field: 'smb_message_echoes' })
  expect((await postMeta(gateway.url, body, APP_SECRET)).status).toBe(200)
  const taken = await eventually(() => stream.of(sessionTakenOver).find(({ session }) => session === turn.session), {
    what: 'the takeover',
  })
  expect(taken).toMatchObject({ how: 'paired_phone', at: at.toISOString() })
})
