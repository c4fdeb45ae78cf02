import { Bus } from '@repartee/bus'
import {
  outgoing,
  turnCaptured,
  turnReceived,
  turnUnderstood,
  type Captured,
  type TurnUnderstood,
} from '@repartee/contracts'
import { run, type RunningService } from '@repartee/service'
import { eventually, startModelSimulator, useServers, type ModelSimulator } from '@repartee/testing'
import { turnOf, waiting, type Before } from '@repartee/testing/fixtures'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { settings } from '../src/config.ts'
import { SituationModule } from '../src/situation.module.ts'

const PACKS_DIR = fileURLToPath(new URL('../../../packs', import.meta.url))
const servers = useServers()
let simulator: ModelSimulator
let service: RunningService
let bus: Bus

beforeAll(async () => {
  simulator = await startModelSimulator()
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = simulator.settings
  const config = () =>
    settings.parse({
      NATS_URL: servers.natsUrl,
      LOG_LEVEL: 'fatal',
      SITUATION_PORT: '0',
      PACKS_DIR,
      SITUATION_MODEL_MS: '4000',
      OPENAI_API_KEY,
      OPENAI_BASE_URL,
    })
  service = await run({ name: 'situation', config, module: SituationModule, handlesSignals: false })
  bus = service.app.get(Bus)
}, 120_000)
afterAll(async () => {
  await service?.stop()
  await simulator?.stop()
})
beforeEach(() => simulator.reset())

const nothing: Captured = {
  slots: {},
  critical: [],
  corrected: [],
  dropped: [],
  problems: [],
  missing: [],
  by: 'rules',
}

/** What is understood of a message, when capture found nothing. */
async function understood(text: string, before: Before = { language: 'en' }): Promise<TurnUnderstood> {
  const turn = { ...turnOf(text, before), turn: randomUUID(), session: randomUUID() }
  const { tenant, session, number } = turn
  await bus.publish(outgoing(turnReceived, turn))
  await bus.publish(outgoing(turnCaptured, { tenant, session, turn: turn.turn, number, captured: nothing }))
  return eventually(
    async () => {
      const events = await bus.readSession({ tenant, session })
      return events.find((event) => event.is(turnUnderstood))?.data() as TurnUnderstood | undefined
    },
    { what: 'the event turn.understood' },
  )
}

const offered: Before = {
  language: 'en',
  task: 'book',
  state: 'booking_confirmation',
  slots: { service: 'teeth_cleaning', date: '2026-11-24', time: '10:00', name: 'Anna Levi' },
  pending: waiting('confirm_booking'),
}

describe('a model that is asked what is going on', () => {
  it('decides the intent that the rules are not sure of, and the task follows', async () => {
    simulator.script([{ json: { intent: 'cancel_appointment', situation: 'cancels_appointment', confidence: 0.9 } }])
    const { detection } = await understood('the thing with my wisdom is off, sadly')
    expect(detection).toMatchObject({ intent: { name: 'cancel_appointment' }, task: 'cancel', by: 'model' })
    expect(detection.usage).toMatchObject([{ task: 'detect', outcome: 'won' }])
    expect(simulator.calls[0]?.instructions).toContain('cancel_appointment')
  })

  it('that is not sure itself changes nothing', async () => {
    simulator.script([{ json: { intent: 'cancel_appointment', situation: 'other', confidence: 0.4 } }])
    const { detection } = await understood('my wisdom came back from the mountains')
    expect(detection.task).toBeNull()
  })

  it('keeps out what waits when it does not bear on the words', async () => {
    simulator.script([
      { json: { relevant: false, confidence: 0.9, reason: 'talks about the wife' } },
      { json: { relevant: false, confidence: 0.9, reason: 'talks about the wife' } },
    ])
    const { detection } = await understood('my wife said something funny', offered)
    expect(detection.pending).toMatchObject({ relevant: false, reason: 'talks about the wife' })
  })

  it('is not asked about a clear yes, and books nothing', async () => {
    const { detection } = await understood('yes please', offered)
    expect(detection).toMatchObject({ by: 'rules', pending: { relevant: true } })
    expect(simulator.calls).toHaveLength(0)
  })

  it.each([
    ['late', { kind: 'hang' }],
    ['broken', { kind: 'status', status: 500 }],
    ['talking nonsense', { kind: 'wrong_json' }],
  ] as const)('and is %s: the rules stand', async (what, fault) => {
    simulator.break('*', fault)
    const { detection } = await understood(`the marmalade of my aunt is ${what}`)
    simulator.repair()
    expect(detection.by).toBe('rules')
  })
})
