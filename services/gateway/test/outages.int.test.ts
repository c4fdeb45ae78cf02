import { messageReceived } from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { eventually, metaText, postMeta, useServers } from '@repartee/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_SECRET, prepareDatabase, startGateway, Stream } from './gateways.ts'

const servers = useServers()
let gateways: RunningService[]
let stream: Stream

beforeAll(async () => {
  await prepareDatabase(servers.databaseUrl)
  gateways = await Promise.all([startGateway(servers), startGateway(servers)])
  stream = new Stream(gateways[0]!)
})
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()))
})

let contacts = 34_610_000_000
const newContact = () => String((contacts += 1))
const send = async (from: string, text: string, replica = 0) =>
  (await postMeta(gateways[replica]!.url, metaText({ from, text }), APP_SECRET)).status
const inOrder = (contact: string) =>
  stream
    .of(messageReceived)
    .filter(({ address }) => address.contact === contact)
    .map(({ message }) => message.text)
const isTurn = (text: string) =>
  eventually(() => stream.turnsWith(text).length > 0, { what: `a turn with "${text}"`, withinMs: 15_000 })

describe('with NATS away', () => {
  it('messages are taken by the spool, and become turns in order when it is back', async () => {
    const from = newContact()
    expect(await send(from, 'before')).toBe(200)
    await isTurn('before')
    await servers.nats.stop()
    const texts = Array.from({ length: 8 }, (_, n) => `spooled ${n}`)
    for (const [n, text] of texts.entries()) expect(await send(from, text, n % 2)).toBe(200)
    await servers.nats.start()
    expect(await send(from, 'after')).toBe(200)
    await isTurn('after')
    expect(inOrder(from)).toEqual(['before', ...texts, 'after'])
    // Two replicas open turns of one session in any order: the last one holds all, and in the stream's order.
    const lastTurn = () =>
      stream
        .turnsWith('before')
        .toSorted((one, other) => one.number - other.number)
        .at(-1)
    await eventually(() => lastTurn()?.messages.length === texts.length + 2, {
      what: 'a turn of all',
      withinMs: 15_000,
    })
    expect(lastTurn()?.messages.map(({ text }) => text)).toEqual(inOrder(from))
  })

  it('a gateway starts, and takes messages', async () => {
    await servers.nats.stop()
    const late = await startGateway(servers)
    try {
      const from = newContact()
      const answer = await postMeta(late.url, metaText({ from, text: 'to a late starter' }), APP_SECRET)
      expect(answer.status).toBe(200)
      await servers.nats.start()
      await isTurn('to a late starter')
    } finally {
      await late.stop()
    }
  })
})

describe('with Postgres away', () => {
  it('messages become turns, once each, and nobody needs a restart', async () => {
    const from = newContact()
    await servers.postgres.stop()
    const body = metaText({ from, text: 'without rows' })
    const answers = await Promise.all([0, 1, 0, 1].map((replica) => postMeta(gateways[replica]!.url, body, APP_SECRET)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    await isTurn('without rows')
    await servers.postgres.start()
    expect(await send(from, 'with rows again')).toBe(200)
    await isTurn('with rows again')
    expect(stream.turnsWith('without rows').map(({ number }) => number)).toEqual([1, 2])
  })

  it('and NATS too, 503: the provider tries again, and then all is well', async () => {
    const from = newContact()
    await Promise.all([servers.postgres.stop(), servers.nats.stop()])
    const body = metaText({ from, text: 'nobody can keep me' })
    const refused = await postMeta(gateways[0]!.url, body, APP_SECRET)
    expect(refused.status).toBe(503)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    await Promise.all([servers.postgres.start(), servers.nats.start()])
    await eventually(async () => (await postMeta(gateways[0]!.url, body, APP_SECRET)).status === 200, {
      what: 'a 200',
      withinMs: 15_000,
    })
    await isTurn('nobody can keep me')
    expect(stream.turnsWith('nobody can keep me')).toHaveLength(1)
  })
})

it('with Redis away messages become turns', async () => {
  const from = newContact()
  await servers.redis.stop()
  expect(await send(from, 'no copies')).toBe(200)
  await isTurn('no copies')
  await servers.redis.start()
  expect(await send(from, 'copies again')).toBe(200)
  await isTurn('copies again')
})
