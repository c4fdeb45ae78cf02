import { jetstreamManager } from '@nats-io/jetstream'
import { CONVERSATION } from '@repartee/contracts'
import { announceBody, eventually, metaText, newWamid, postMeta, type RunningProgram } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { Crowd } from '../system/crowd.ts'
import { judge, Received } from '../system/received.ts'
import { nextWeekday, useHouse } from './house.ts'

const house = useHouse({ isSplit: true })
const DATE = nextWeekday(3, 4, ['2027-01-06'])
const DAY = new Date(`${DATE}T00:00:00Z`).toLocaleDateString('en-GB', {
  day: 'numeric',
  month: 'long',
  timeZone: 'UTC',
})

const secret = () => house().system.environment['META_APP_SECRET'] ?? ''
const turnsOf = async (from: string) =>
  (await house().events(house().sessionId(from))).filter(({ name }) => name === 'turn.received')
const messagesOf = async (from: string) =>
  (await house().events(house().sessionId(from))).filter(({ name }) => name === 'message.received')

/** As far as the question whether the offer is to be booked. */
async function untilConfirmation(from: string, time: string) {
  const contact = house().contact(from)
  await contact.ask(`I would like a teeth cleaning on ${DAY} at ${time}`)
  const offer = await contact.ask('Anna Smith')
  expect(offer.text).toContain('Shall I book it?')
  return contact
}

describe('the same message', () => {
  it('fifty times at once on two gateways is one turn, and so it is beyond the broker’s window', async () => {
    const from = '34600200001'
    const contact = house().contact(from)
    const other = await house().system.startAnother('gateway')
    const body = metaText({ from, id: newWamid(), text: 'is there parking?' })
    const deliver = (url: string) => postMeta(url, body, secret())
    const urls = Array.from({ length: 50 }, (_, index) => (index % 2 ? other.url : house().system.gatewayUrl))
    const answers = await Promise.all(urls.map(deliver))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect((await contact.waitForReply({ after: 0 })).text).toContain('car park')

    const streams = (await jetstreamManager(house().nats)).streams
    await streams.update(CONVERSATION.name, { duplicate_window: 100_000_000 })
    await eventually(
      async () => {
        await deliver(other.url)
        return (await messagesOf(from)).length > 1
      },
      { what: 'the broker takes the message for a new one', everyMs: 100 },
    )
    await streams.update(CONVERSATION.name, { duplicate_window: CONVERSATION.duplicateWindowSeconds * 1e9 })
    await contact.ask('what are your opening hours?')
    expect(await turnsOf(from)).toHaveLength(2)
    expect(await contact.received()).toHaveLength(2)
    expect(await other.program.stop(60_000)).toBe(true)
  })

  it('and a second one 50 ms later: one answer to both', async () => {
    const from = '34600200002'
    const contact = house().contact(from)
    await contact.send('is there parking?')
    await pause(50)
    await contact.send('and what are your opening hours?')
    const reply = await contact.waitForReply()
    expect(reply.text).toMatch(/car park[^]*20:00/)
    await contact.ask('do you take my insurance?')
    expect(await contact.received()).toHaveLength(2)
  })

  it('two that say parts of one thing, in the middle of a booking, are understood together', async () => {
    const from = '34600200003'
    const contact = house().contact(from)
    await contact.ask('I would like a teeth cleaning')
    await contact.send(`on ${DAY}`)
    await pause(50)
    await contact.send('at 12:00')
    const session = await eventually(
      async () => {
        const now = await house().session(from)
        return now?.current === null && now.slots['time'] !== undefined && now
      },
      { what: 'both are taken up', withinMs: 10_000 },
    )
    expect(session.slots).toMatchObject({ date: { value: DATE }, time: { value: '12:00' } })
    const received = await eventually(
      async () => {
        const all = await contact.received()
        return all.at(-1)?.text.includes('name') && all
      },
      { what: 'the answer to both' },
    )
    expect(received.length).toBeLessThanOrEqual(3)
  })
})

describe('who does not get in', () => {
  const text = (from = '34600200009') => metaText({ from, text: 'hello' })
  const post = (body: string, headers: Record<string, string>) =>
    fetch(`${house().system.gatewayUrl}/webhooks/whatsapp/meta`, { method: 'POST', body, headers })

  it.each([
    ['a forged signature', 401, () => postMeta(house().system.gatewayUrl, text(), 'a-secret-of-another')],
    ['a malformed body', 400, () => postMeta(house().system.gatewayUrl, '{"object":', secret())],
    [
      'a body of 4 MiB',
      413,
      () => announceBody(`${house().system.gatewayUrl}/webhooks/whatsapp/meta`, 4 * 1024 * 1024, 'application/json'),
    ],
    [
      'another content type',
      415,
      () => postMeta(house().system.gatewayUrl, text(), secret(), { headers: { 'content-type': 'text/plain' } }),
    ],
  ])('%s: %i, in one line', async (_name, status, send) => {
    const answer = await send()
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(JSON.parse(answer.body)).toMatchObject({ status, title: expect.any(String) })
    expect(answer.body).not.toMatch(/\n|node_modules|\.ts|\.js:|at \w+ \(/)
  })

  it('without a signature: 401; for an unknown instance: 200, and nobody answers', async () => {
    expect((await post(JSON.stringify(text()), { 'content-type': 'application/json' })).status).toBe(401)
    const unknown = metaText({ from: '34600200009', text: 'whose?', phoneNumberId: '999' })
    expect((await postMeta(house().system.gatewayUrl, unknown, secret())).status).toBe(200)
    expect(await house().events(house().sessionId('34600200009'))).toEqual([])
    const health = await fetch(`${house().system.gatewayUrl}/health`)
    expect(health.status).toBe(200)
  })
})

describe('with a server away', () => {
  it('Redis: turns go on', async () => {
    const contact = house().contact('34600200010')
    await house().system.servers.redis.stop()
    expect((await contact.ask('is there parking?')).text).toContain('car park')
    expect((await contact.ask('what are your opening hours?')).text).toContain('20:00')
    await house().system.servers.redis.start()
    expect((await contact.ask('do you take my insurance?')).text).toContain('Sanitas')
  })

  it('Postgres: questions are answered, a booking cannot be made now, and afterwards the same yes books once', async () => {
    const from = '34600200011'
    const contact = await untilConfirmation(from, '10:00')
    const stranger = house().contact('34600200012')
    await house().system.servers.postgres.stop()
    expect((await contact.ask('yes please', 15_000)).text).toContain('can’t reach our calendar'.replace('’', "'"))
    expect((await stranger.ask('is there parking?')).text).toContain('car park')
    expect((await contact.ask('what are your opening hours?')).text).toContain('20:00')
    const tried = await stranger.ask(`a dental check-up on ${DAY} at 12:00, please`, 15_000)
    expect(tried.text).toMatch(/can't reach our calendar|name/)
    await house().system.servers.postgres.start()

    await eventually(() => house().query('SELECT 1'), { what: 'Postgres answers', withinMs: 10_000 })
    expect(await house().bookings(from)).toEqual([])
    expect(await house().slotsTaken('34600200012')).toBe(0)
    await eventually(async () => (await contact.ask('yes please')).text.includes('booked'), {
      what: 'the same yes books',
      withinMs: 20_000,
    })
    expect(await house().bookings(from)).toMatchObject([{ status: 'confirmed', local_date: DATE, local_time: '10:00' }])
    const kept = await eventually(
      async () => {
        const rows = await house().query('SELECT id FROM conversation.messages WHERE session_id = $1', [
          house().sessionId('34600200012'),
        ])
        return rows.length === 2 && rows
      },
      { what: 'messages of that time are recorded', withinMs: 20_000 },
    )
    expect(kept).toHaveLength(2)
  })

  it('NATS: webhooks are taken, and answered in order when it is back', async () => {
    const crowd = new Crowd({ gatewayUrls: [house().system.gatewayUrl], appSecret: secret() }, '34620')
    const received = new Received(house().system.sandboxUrl)
    await house().system.servers.nats.stop()
    await crowd.write({ count: 40, perSecond: 20, everyNth: 2, gapMs: 100 })
    expect(crowd.asked.flatMap(({ refusals }) => refusals.statuses)).toEqual([])
    expect(crowd.asked).toHaveLength(60)
    await house().system.servers.nats.start()
    await received.until(crowd.asked, 40_000)
    expect(judge(crowd.asked, received, await house().turnNumbers())).toMatchObject({
      unanswered: [],
      twice: [],
      disordered: [],
    })
  })

  it('NATS and Postgres: 503, and when they are back the provider’s next try is answered', async () => {
    const contact = house().contact('34600200014')
    const body = metaText({ from: contact.from, text: 'is there parking?' })
    const { nats, postgres } = house().system.servers
    await Promise.all([nats.stop(), postgres.stop()])
    const refused = await contact.deliver(body)
    expect(refused.status).toBe(503)
    expect(JSON.parse(refused.body)).toMatchObject({ status: 503 })
    await Promise.all([nats.start(), postgres.start()])
    await eventually(async () => (await contact.deliver(body)).status === 200, {
      what: 'it is taken',
      withinMs: 20_000,
      everyMs: 200,
    })
    expect((await contact.waitForReply({ timeoutMs: 20_000 })).text).toContain('car park')
    expect(await contact.received()).toHaveLength(1)
  })
})

describe('SIGTERM under load', () => {
  it('ends each service with exit code 0, and every message is answered once', async () => {
    const crowd = new Crowd({ gatewayUrls: [house().system.gatewayUrl], appSecret: secret() }, '34621')
    const received = new Received(house().system.sandboxUrl)
    const restart = async (program: RunningProgram) => {
      const endedInOrder = await program.stop(30_000)
      await program.start()
      return endedInOrder ? [] : [program.name]
    }
    const { gateway, capture, situation, generation, booking, ...others } = house().system.programs
    const rounds = [[capture, booking], [situation, generation], [gateway], Object.values(others)]
    const disorderly: string[] = []
    for (const round of rounds) {
      const restarts = round.flatMap((program) => (program ? [restart(program)] : []))
      await crowd.write({ count: 40, perSecond: 20 })
      disorderly.push(...(await Promise.all(restarts)).flat())
    }
    await received.until(crowd.asked, 30_000)
    expect(disorderly).toEqual([])
    expect(judge(crowd.asked, received, await house().turnNumbers())).toMatchObject({
      unanswered: [],
      twice: [],
      disordered: [],
    })
    expect(await house().deadLetters()).toBe(0)
  })
})
