import type { Bus, StoredEvent } from '@repartee/bus'
import { Bus as BusToken } from '@repartee/bus'
import {
  adviceGiven,
  feedbackGiven,
  outgoing,
  replyCompleted,
  turnLeftToHuman,
  type LanguageCode,
  type Payload,
  type ReplyCompleted,
} from '@repartee/contracts'
import { readConfig, run, type RunningService } from '@repartee/service'
import { startModelSimulator, useServers, type ModelSimulator } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { CoachModule } from '../src/coach.module.ts'
import { settings } from '../src/config.ts'

const TENANT = 'demo-sales'
const servers = useServers()
const told: StoredEvent[] = []
let simulator: ModelSimulator
let service: RunningService
let bus: Bus

beforeAll(async () => {
  simulator = await startModelSimulator()
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = simulator.settings
  const config = () => ({
    ...readConfig(settings, {
      NATS_URL: servers.natsUrl,
      LOG_LEVEL: 'silent',
      OPENAI_API_KEY,
      OPENAI_BASE_URL,
      COACH_DEADLINE_MIN_MS: '300',
      COACH_DEADLINE_MAX_MS: '700',
    }),
    COACH_PORT: 0,
  })
  service = await run({ name: 'coach', config, module: CoachModule, handlesSignals: false })
  bus = service.app.get(BusToken)
  bus.readAll({ onEvent: (event) => void told.push(event) })
})
afterAll(async () => {
  await service?.stop()
  await simulator?.stop()
})
beforeEach(() => simulator.reset())

const tenantSettings = {
  businessName: 'Kestrel',
  pack: 'sales',
  timeZone: 'Europe/Berlin',
  region: 'US',
  defaultLanguage: 'en',
} as const

const address = () =>
  ({ channel: 'web', provider: 'web', account: 'sales-web', contact: randomUUID(), contactKind: 'web' }) as const

function reply(intent: string, language: LanguageCode = 'en'): ReplyCompleted {
  const now = new Date().toISOString()
  return {
    tenant: TENANT,
    session: randomUUID(),
    turn: randomUUID(),
    number: 1,
    occurrence: null,
    kind: 'answer',
    settings: tenantSettings,
    address: address(),
    contact: {},
    contactText: language === 'zh' ? '多少钱一个月？' : 'how much is it?',
    reply: {
      id: randomUUID(),
      text: language === 'zh' ? '每人每月138元起。' : 'From $19.',
      language,
      choices: [],
      sidecar: [],
    },
    previousReply: null,
    slots: {},
    frustration: 0,
    urgency: 'low',
    mood: 0.5,
    stage: null,
    reasoning: {
      intent,
      confidence: 1,
      situation: 'asks_price',
      principle: 'price_in_context',
      stateBefore: 'idle',
      stateAfter: 'idle',
      reconcile: 'none',
      cache: 'off',
      provider: 'rules',
      level: 'rules',
      tools: [],
      checks: [],
    },
    timings: { firstTokenMs: 1, totalMs: 1, steps: {} },
    usage: [],
    adviceMode: 'async',
    followUp: null,
    receivedAt: now,
    completedAt: now,
  }
}

async function adviceOn(turn: string): Promise<Payload<typeof adviceGiven>> {
  return vi.waitFor(
    () => {
      const given = told
        .flatMap((event) => (event.is(adviceGiven) ? [event.data()] : []))
        .find((one) => one.turn === turn)
      if (!given) throw new Error('no advice yet')
      return given
    },
    { timeout: 15_000, interval: 20 },
  )
}

async function advised(completed: ReplyCompleted) {
  await bus.publish(outgoing(replyCompleted, completed))
  return adviceOn(completed.turn ?? '')
}

const good = { advice: 'Ask how many people would use it, then offer the demo.', tips: ['One question.'], next: '' }

it('a model advises, in the person’s language, on what was said', async () => {
  simulator.script([{ json: good }])
  expect(await advised(reply('price_inquiry'))).toMatchObject({
    source: 'ai',
    advice: good.advice,
    text: `${good.advice}\n\n💡 Tips\n• One question.`,
    audience: 'agent',
  })
  expect(simulator.calls[0]?.instructions).toContain('Write in English')
})

it.each([
  ['an empty answer', { json: { advice: ' ', tips: [], next: '' } }],
  [
    'another language',
    { json: { ...good, advice: 'Pregunte primero cuántas personas lo van a usar cada día en su empresa.' } },
  ],
  ['no JSON', 'Well, I would say …'],
])('%s counts as a failure: the pack advises', async (_what, answer) => {
  simulator.script([answer, answer, answer])
  expect(await advised(reply('price_inquiry'))).toMatchObject({ source: 'fallback', intent: 'price_inquiry' })
})

it.each([
  ['en', 'Name the price at once'],
  ['zh', '先把价格完整报出来'],
] as const)(
  'with every provider failing, a price question gets the price advice in %s, with its tips',
  async (language, words) => {
    simulator.break('*', { kind: 'status', status: 500 })
    const given = await advised(reply('price_inquiry', language))
    expect(given).toMatchObject({ source: 'fallback', language })
    expect(given.advice).toContain(words)
    expect(given.tips).toHaveLength(3)
  },
)

it('an intent that the pack does not know gets the general advice', async () => {
  simulator.break('*', { kind: 'status', status: 500 })
  expect(await advised(reply('weather'))).toMatchObject({ source: 'error_fallback' })
})

it('tells a human who holds the session what to say', async () => {
  simulator.break('*', { kind: 'status', status: 500 })
  const turn = randomUUID()
  await bus.publish(
    outgoing(turnLeftToHuman, {
      tenant: TENANT,
      session: randomUUID(),
      turn,
      number: 2,
      settings: tenantSettings,
      address: address(),
      language: 'en',
      intent: 'objection_price',
      situation: 'price_objection',
      principle: 'show_value',
      slots: {},
      frustration: 0,
      text: 'too expensive',
      suggestion: 'Fair enough, it has to pay for itself.',
      history: [],
      at: new Date().toISOString(),
    }),
  )
  expect(await adviceOn(turn)).toMatchObject({ next: 'Fair enough, it has to pay for itself.', audience: 'agent' })
})

it('puts a tip that did not help behind the others, for this tenant', async () => {
  simulator.break('*', { kind: 'status', status: 500 })
  const first = reply('benefit_inquiry')
  const [worst] = (await advised(first)).tips
  const { tenant, session, turn } = first
  const rated = {
    on: 'advice',
    thumb: 'down',
    reason: 'not_useful',
    by: 'operator',
    at: new Date().toISOString(),
  } as const
  await bus.publish(outgoing(feedbackGiven, { tenant, session, turn: turn ?? '', ...rated }))
  await vi.waitFor(
    async () => {
      const { tips } = await advised(reply('benefit_inquiry'))
      expect(tips.at(-1)).toBe(worst)
    },
    { timeout: 15_000, interval: 100 },
  )
  const elsewhere = { ...reply('benefit_inquiry'), tenant: 'demo-clinic' }
  expect((await advised(elsewhere)).tips[0]).toBe(worst)
})
