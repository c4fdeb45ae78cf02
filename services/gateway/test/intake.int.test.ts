import { Bus } from '@repartee/bus'
import { messageReceived, turnReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { eventually, metaText, postMeta, useServers } from '@repartee/testing'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Inbox, type Received } from '../src/opener/inbox.ts'
import { APP_SECRET, prepareDatabase, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateways: RunningService[]
let stream: Stream
const url = (replica = 0) => gateways[replica]!.url
const send = (body: object, replica = 0) => postMeta(url(replica), body, APP_SECRET)

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateways = await Promise.all([startGateway(servers), startGateway(servers)])
  stream = new Stream(gateways[0]!)
})
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
})

/** Rows of the inbox, whatever the tenant. */
async function inbox(): Promise<{ provider_message_id: string }[]> {
  const client = new Client({ connectionString: servers.databaseUrl })
  await client.connect()
  try {
    await client.query('SET ROLE repartee_worker')
    const { rows } = await client.query<{ provider_message_id: string }>(
      'SELECT provider_message_id FROM conversation.messages',
    )
    return rows
  } finally {
    await client.end()
  }
}

describe('a message', () => {
  it('becomes a turn with a snapshot of its session', async () => {
    const answer = await send(metaText({ from: '34600000001', text: 'good morning', name: 'Ana' }))
    expect(answer.status).toBe(200)
    const turn = await eventually(() => stream.turnsWith('good morning')[0], { what: 'a turn' })
    expect(turn).toMatchObject({
      tenant: 'demo-clinic',
      instance: 'demo-whatsapp',
      number: 1,
      address: { channel: 'whatsapp', provider: 'meta', account: '100000000000001', contact: '34600000001' },
      contact: { name: 'Ana', phone: '+34600000001' },
      text: 'good morning',
      snapshot: { current: { status: 'open' }, settings: { pack: 'clinic', timeZone: 'Europe/Madrid' } },
    })
  })

  it('posted 50 times at once on two gateways is one turn and one row', async () => {
    const body = metaText({ from: '34600000002', text: 'fifty times' })
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => send(body, n % 2)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200))
    await eventually(() => stream.turnsWith('fifty times').length > 0, { what: 'a turn' })
    await send(metaText({ from: '34600000003', text: 'after the fifty' }))
    await eventually(() => stream.turnsWith('after the fifty').length > 0, { what: 'the turn after it' })
    expect(stream.turnsWith('fifty times')).toHaveLength(1)
    expect(
      (await inbox()).filter((row) => row.provider_message_id === body.entry[0]?.changes[0]?.value.messages?.[0]?.id),
    ).toHaveLength(1)
  })

  it('whose id the broker has forgotten is still a duplicate', async () => {
    const received = stream.of(messageReceived).find(({ message }) => message.text === 'good morning')!
    await gateways[0]!.app.get(Bus).publish({ event: messageReceived, data: received }, { id: 'after-the-window' })
    await send(metaText({ from: '34600000001', text: 'and another thing' }))
    await eventually(() => stream.turnsWith('and another thing').length > 0, { what: 'the next turn' })
    expect(stream.turnsWith('good morning').map(({ number }) => number)).toEqual([1, 2])
    expect(stream.of(messageReceived).filter(({ message }) => message.text === 'good morning')).toHaveLength(2)
  })

  it('that comes right after another is answered together with it', async () => {
    const from = '34600000004'
    await send(metaText({ from, text: 'I need' }))
    await send(metaText({ from, text: 'a dentist' }), 1)
    const turn = await eventually(() => stream.turnsWith('a dentist').at(-1), {
      what: 'a turn with both',
    })
    expect(turn).toMatchObject({ text: 'I need\na dentist' })
  })

  it('of ten in one body from a new contact belongs to one session', async () => {
    const bodies = Array.from({ length: 10 }, (_, n) => metaText({ from: '34600000005', text: `picture ${n}` }))
    await Promise.all(bodies.map((body, n) => send(body, n % 2)))
    const last = await eventually(
      () =>
        stream
          .of(turnReceived)
          .findLast(({ address, messages }) => address.contact === '34600000005' && messages.length === 10),
      { what: 'a turn with all ten' },
    )
    expect(new Set(last.messages.map(({ text }) => text)).size).toBe(10)
  })
})

it('a message is taken by the broker message that brought it, again and again, and by no other', async () => {
  await send(metaText({ from: '34600000006', text: 'once only' }))
  const turn = await eventually(() => stream.turnsWith('once only')[0], { what: 'a turn' })
  const event = stream.all.find((one) => one.is(messageReceived) && one.session === turn.session)!
  const received = event.data() as Received
  const boxes = gateways.map((gateway) => gateway.app.get(Inbox, { strict: false }))
  expect(await Promise.all(boxes.map((box) => box.take(received, event.sequence)))).toEqual([true, true])
  expect(await Promise.all(boxes.map((box) => box.take(received, event.sequence + 1)))).toEqual([false, false])
  const elsewhere = { ...received, address: { ...received.address, account: '100000000000002' } }
  expect(await boxes[0]!.take(elsewhere, event.sequence + 1)).toBe(true)
})
