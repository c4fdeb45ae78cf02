import { eventually, SocketClient } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { useHouse } from './house.ts'

const house = useHouse()
const TENANT = 'demo-sales'

/** A request of the API, as an operator unless a session's token is given. */
async function call(method: string, path: string, body?: unknown, token?: string) {
  const { gatewayUrl, environment } = house().system
  const answer = await fetch(`${gatewayUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token ?? environment['ADMIN_TOKEN']}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** A trainee with a socket, who practises on one of the pack's customers. */
async function practise(persona: string, trainee: string) {
  const begun = await call('POST', '/api/sessions', { tenant: TENANT, role: 'trainee', persona, trainee })
  expect(begun.status).toBe(201)
  const { id, token } = begun.body as { id: string; token: string }
  const socket = await SocketClient.connect(house().system.gatewayUrl, { token, reasoning: true })
  await socket.waitFor(({ type }) => type === 'ready')
  let turn = 0
  return {
    id,
    token,
    socket,
    async say(text: string) {
      turn += 1
      socket.send({ type: 'message', id: randomUUID(), text })
      const own = turn
      return socket.waitFor(({ type, turn: of }) => type === 'turn_result' && of === own, { withinMs: 20_000 })
    },
  }
}

const TURNS = [
  'Hello, thanks for your time, my name is Lee.',
  'What brings you here, what problem would you like to solve?',
  'I understand. How many people are in your team?',
  'What do you use today?',
  'That makes sense. What does it cost you when a message is missed?',
  'Fair point. If it saves one deal a month it pays for itself, and you can start small with two people.',
  'Who decides on this?',
  'I hear you. One of our customers, Brightroof, had the same worry; there is a free trial for 14 days without a card.',
  'Fair question. And you can stop any month, it is monthly.',
  'Shall we book a demo, would Tuesday at ten work for you?',
]

describe('practising on a customer whom the engine plays', () => {
  it('is a conversation of ten turns with a mood, advice after each reply, and a score at the end', async () => {
    const lee = await practise('careful_owner', 'Lee')
    const moods: unknown[] = []
    let last: Record<string, unknown> = {}
    for (const text of TURNS) {
      last = await lee.say(text)
      moods.push(last['npc_mood'])
      expect(last).toMatchObject({ coach_advice: null, ttfs_ms: expect.any(Number), stage: expect.any(String) })
    }
    expect(last).toMatchObject({ stage: 'won', turn: TURNS.length })
    expect(last['npc_response']).toMatch(/of 100 points/)
    expect(Number(moods.at(-1))).toBeGreaterThan(Number(moods[0]))

    await lee.socket.waitFor(({ type, turn }) => type === 'coach_advice' && turn === TURNS.length)
    const frames = lee.socket.frames.filter(({ type }) => type === 'turn_result' || type === 'coach_advice')
    expect(frames.map(({ type, turn }) => `${type} ${String(turn)}`)).toEqual(
      TURNS.flatMap((_, index) => [`turn_result ${index + 1}`, `coach_advice ${index + 1}`]),
    )
    for (const frame of frames.filter(({ type }) => type === 'coach_advice')) {
      expect(frame).toMatchObject({ advice: expect.any(String), advice_source: expect.stringMatching(/fallback/) })
    }
    const reasons = lee.socket.frames.filter(({ type }) => type === 'reasoning')
    expect(reasons).toHaveLength(TURNS.length)
    expect(reasons[0]).toMatchObject({ turn: 1, intent: 'greeting', acts: expect.arrayContaining(['greet']) })
    await lee.socket.close()

    await eventually(
      async () => {
        const { body } = await call('GET', `/api/practice?tenant=${TENANT}&trainee=Lee`)
        const [practice] = body['practices'] as Record<string, unknown>[]
        return practice?.['stage'] === 'won' && Number(practice['points']) >= 80
      },
      { what: 'the practice stands in the trainee’s history' },
    )
  })

  it('can be had with the advice in the answer, by socket and by HTTP', async () => {
    await call('PUT', '/api/flags/async_coach', { value: 'off', tenant: TENANT })
    try {
      const kim = await practise('busy_manager', 'Kim')
      await eventually(
        async () => {
          const { body } = await call(
            'POST',
            `/api/sessions/${kim.id}/messages`,
            { id: randomUUID(), text: 'Hello!' },
            kim.token,
          )
          return typeof body['coach_advice'] === 'string' && typeof body['advice_source'] === 'string'
        },
        { what: 'the advice is in the answer', withinMs: 30_000 },
      )
      kim.socket.send({ type: 'message', id: randomUUID(), text: 'What do you use today?' })
      const result = await kim.socket.waitFor(
        ({ type, npc_response: words }) => type === 'turn_result' && /WhatsApp/.test(String(words)),
      )
      expect(result['coach_advice']).toEqual(expect.any(String))
      await kim.socket.close()
    } finally {
      await call('PUT', '/api/flags/async_coach', { value: 'on', tenant: TENANT })
    }
  })

  it('tells what helped, by intent', async () => {
    const ann = await practise('sceptical_it', 'Ann')
    await ann.say('Hello, how much is it for you today?')
    const advice = await call('GET', `/api/sessions/${ann.id}/turns/1/advice`, undefined, ann.token)
    expect(advice.body).toMatchObject({ type: 'coach_advice', turn: 1 })
    const { id } = advice.body as { id: string }
    const rated = { session: ann.id, turn: id, on: 'advice', thumb: 'up', code: 'helpful' }
    expect((await call('POST', '/api/feedback', rated, ann.token)).status).toBe(202)
    await eventually(
      async () => {
        const { body } = await call('GET', `/api/feedback/summary?tenant=${TENANT}&by=source`)
        return (body['feedback'] as Record<string, unknown>[]).some(({ on, up }) => on === 'advice' && up === 1)
      },
      { what: 'the thumb is counted' },
    )
    await ann.socket.close()
  })

  it('lists on whom one can practise', async () => {
    const { body } = await call('GET', `/api/practice/personas?tenant=${TENANT}&language=zh`)
    expect(body['personas']).toContainEqual({
      id: 'careful_owner',
      name: '陈立',
      about: expect.stringContaining('家具'),
    })
  })
})
