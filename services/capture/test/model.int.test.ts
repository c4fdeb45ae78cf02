import { Bus } from '@repartee/bus'
import { outgoing, turnCaptured, turnReceived, type Payload, type TurnReceived } from '@repartee/contracts'
import { run, type RunningService } from '@repartee/service'
import { eventually, startModelSimulator, useServers, type ModelSimulator } from '@repartee/testing'
import { turnOf } from '@repartee/testing/fixtures'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CaptureModule } from '../src/capture.module.ts'
import { settings } from '../src/config.ts'

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
      CAPTURE_PORT: '0',
      PACKS_DIR,
      CAPTURE_MODEL_MS: '4000',
      OPENAI_API_KEY,
      OPENAI_BASE_URL,
    })
  service = await run({ name: 'capture', config, module: CaptureModule, handlesSignals: false })
  bus = service.app.get(Bus)
}, 120_000)
afterAll(async () => {
  await service?.stop()
  await simulator?.stop()
})
beforeEach(() => simulator.reset())

const facts = (...found: { slot: string; quote: string }[]) => ({ json: { facts: found } })

/** What is captured of a message in the middle of a booking. */
async function captured(text: string): Promise<Payload<typeof turnCaptured>['captured']> {
  const before = { task: 'book', state: 'booking_new', language: 'en' } as const
  const turn: TurnReceived = { ...turnOf(text, before), turn: randomUUID(), session: randomUUID() }
  await bus.publish(outgoing(turnReceived, turn))
  return eventually(
    async () => {
      const events = await bus.readSession({ tenant: turn.tenant, session: turn.session })
      const found = events.find((event) => event.is(turnCaptured))
      return (found?.data() as Payload<typeof turnCaptured> | undefined)?.captured
    },
    { what: 'the event turn.captured' },
  )
}

describe('a model that is asked for facts', () => {
  it('finds what the rules do not, with quote and usage; the prompt names slots and holds the words as data', async () => {
    simulator.script([facts({ slot: 'name', quote: 'Emma Stone' })])
    const { slots, by, usage } = await captured('put it all under Emma Stone, she is my niece you know')
    expect(slots['name']).toMatchObject({ value: 'Emma Stone', quote: 'Emma Stone' })
    expect(by).toBe('model')
    expect(usage).toMatchObject([{ provider: 'openai', task: 'capture', outcome: 'won' }])
    const [call] = simulator.calls
    expect(call?.instructions).toContain('service')
    expect(call?.lastText).toContain('put it all under Emma Stone')
    expect(call?.format?.name).toBe('facts')
  })

  it('is not believed what the contact did not say', async () => {
    simulator.script([facts({ slot: 'name', quote: 'Anna Levi' }, { slot: 'date', quote: 'whenever' })])
    const { slots } = await captured('whenever you want, I really do not care that much')
    expect(slots).not.toHaveProperty('name')
    expect(slots).not.toHaveProperty('date')
  })

  it('is asked once for the same words after the same question', async () => {
    const words = 'the insurance people told me to come back to you about this'
    simulator.script([facts(), facts()])
    await captured(words)
    await captured(`${words}.`)
    expect(simulator.calls).toHaveLength(1)
  })

  it('is not asked where the rules have read nearly all', async () => {
    expect((await captured('Tuesday at 10 please')).by).toBe('rules')
    expect(simulator.calls).toHaveLength(0)
  })

  it.each([
    ['is late', { kind: 'hang' }],
    ['breaks', { kind: 'status', status: 500 }],
    ['talks nonsense', { kind: 'wrong_json' }],
  ] as const)('that %s leaves what the rules found', async (_what, fault) => {
    simulator.break('*', fault)
    const text = `a teeth cleaning on Tuesday for my mother who lives far away, ${_what}`
    const { slots, by } = await captured(text)
    simulator.repair()
    expect(by).toBe('rules')
    expect(slots).toMatchObject({ service: { value: 'teeth_cleaning' }, date: { value: '2026-11-24' } })
  })
})
