import { Bus } from '@repartee/bus'
import { outgoing, turnCaptured, turnReceived, type Payload, type TurnReceived } from '@repartee/contracts'
import { run, type RunningService } from '@repartee/service'
import { eventually, useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CaptureModule } from '../src/capture.module.ts'
import { settings } from '../src/config.ts'
import { turnOf } from '@repartee/testing/fixtures'

const PACKS_DIR = fileURLToPath(new URL('../../../packs', import.meta.url))
const servers = useServers()
let service: RunningService
let bus: Bus

beforeAll(async () => {
  const config = () => settings.parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', CAPTURE_PORT: '0', PACKS_DIR })
  service = await run({ name: 'capture', config, module: CaptureModule, handlesSignals: false })
  bus = service.app.get(Bus)
}, 120_000)
afterAll(async () => {
  await service?.stop()
})

async function capturedOf({ tenant, session }: TurnReceived): Promise<Payload<typeof turnCaptured>[]> {
  const events = await bus.readSession({ tenant, session })
  return events.flatMap((event) => (event.is(turnCaptured) ? [event.data() as Payload<typeof turnCaptured>] : []))
}

it('answers a turn with its facts, and a copy of the turn with the same', async () => {
  const turn: TurnReceived = { ...turnOf('una limpieza el martes a las 5'), turn: randomUUID(), session: randomUUID() }
  await bus.publish(outgoing(turnReceived, turn))
  await bus.publish(outgoing(turnReceived, turn))
  const [first, copy] = await eventually(
    async () => {
      const captured = await capturedOf(turn)
      return captured.length === 2 && captured
    },
    { what: 'two events turn.captured' },
  )
  expect(copy).toEqual(first)
  expect(first).toMatchObject({ turn: turn.turn, number: turn.number, session: turn.session })
  expect(first?.captured.slots).toMatchObject({
    service: { value: 'teeth_cleaning', quote: 'limpieza' },
    date: { value: '2026-11-24' },
    time: { value: '17:00' },
  })
})

it('buries a turn of a pack that is not there', async () => {
  const turn = { ...turnOf('hello'), turn: randomUUID(), session: randomUUID() }
  turn.snapshot.settings.pack = 'nowhere'
  await bus.publish(outgoing(turnReceived, turn), { id: turn.turn })
  const letter = await eventually(
    async () => (await bus.deadLetters({ limit: 10 })).find(({ id }) => id === turn.turn),
    { what: 'the dead letter', withinMs: 15_000 },
  )
  expect(letter.detail).toContain('the pack "nowhere", which is not there')
})
