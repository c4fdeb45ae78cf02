import { Bus } from '@repartee/bus'
import {
  outgoing,
  turnCaptured,
  turnReceived,
  turnUnderstood,
  type Captured,
  type TurnReceived,
  type TurnUnderstood,
} from '@repartee/contracts'
import { run, type RunningService } from '@repartee/service'
import { eventually, useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SituationModule } from '../src/situation.module.ts'
import { settings } from '../src/config.ts'
import { slotValues, turnOf } from '@repartee/testing/fixtures'

const PACKS_DIR = fileURLToPath(new URL('../../../packs', import.meta.url))
const servers = useServers()
let replicas: RunningService[]
let bus: Bus

beforeAll(async () => {
  const config = () => settings.parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', SITUATION_PORT: '0', PACKS_DIR })
  const start = () => run({ name: 'situation', config, module: SituationModule, handlesSignals: false })
  replicas = [await start(), await start()]
  bus = replicas[0]!.app.get(Bus)
}, 120_000)
afterAll(async () => {
  await Promise.all(replicas?.map((replica) => replica.stop()) ?? [])
})

/** A turn of a session of its own. */
function newTurn(text = 'a cleaning on Tuesday'): TurnReceived {
  const turn = turnOf(text)
  return { ...turn, turn: randomUUID(), session: randomUUID() }
}

const captured: Captured = {
  slots: slotValues({ service: 'teeth_cleaning', date: '2026-11-24' }),
  critical: ['service', 'date'],
  corrected: [],
  dropped: [],
  problems: [],
  missing: ['time', 'name', 'phone'],
  by: 'rules',
}

const sendTurn = (turn: TurnReceived, id?: string) => bus.publish(outgoing(turnReceived, turn), id ? { id } : {})
function sendCaptured({ tenant, session, turn, number }: TurnReceived, id?: string) {
  return bus.publish(outgoing(turnCaptured, { tenant, session, turn, number, captured }), id ? { id } : {})
}

/** What was understood of a turn, once for each event in the stream. */
async function understoodOf({ tenant, session }: TurnReceived): Promise<TurnUnderstood[]> {
  const events = await bus.readSession({ tenant, session })
  return events.flatMap((event) => (event.is(turnUnderstood) ? [event.data() as TurnUnderstood] : []))
}

const firstOf = (turn: TurnReceived) =>
  eventually(async () => (await understoodOf(turn))[0], { what: 'turn.understood', withinMs: 10_000 })

describe('the two halves of a turn', () => {
  it('meet when the turn comes first', async () => {
    const turn = newTurn()
    await sendTurn(turn)
    await sendCaptured(turn)
    const understood = await firstOf(turn)
    expect(understood).toMatchObject({
      turn: turn.turn,
      number: turn.number,
      captured,
      reconcile: 'new_critical_slot',
      detection: { task: 'book', intent: { name: 'book_appointment' } },
    })
    expect(understood.turnReceived).toEqual(turn)
  })

  it('meet when what was captured comes first', async () => {
    const [one, other] = [newTurn(), newTurn()]
    await sendCaptured(one)
    await sendTurn(one)
    await sendTurn(other)
    await sendCaptured(other)
    expect((await firstOf(one)).detection).toEqual((await firstOf(other)).detection)
  })

  it('give one event each, at the same moment, on two replicas', async () => {
    const turns = Array.from({ length: 60 }, () => newTurn())
    await Promise.all(turns.flatMap((turn) => [sendTurn(turn), sendCaptured(turn)]))
    await Promise.all(turns.map(firstOf))
    const counts = await Promise.all(turns.map(async (turn) => (await understoodOf(turn)).length))
    expect(new Set(counts)).toEqual(new Set([1]))
  })

  it('give one effect when both are delivered again, also outside of the window of the broker', async () => {
    const turns = Array.from({ length: 20 }, () => newTurn())
    await Promise.all(turns.flatMap((turn) => [sendTurn(turn, `${turn.turn}:a`), sendCaptured(turn, `${turn.turn}:b`)]))
    await Promise.all(turns.map(firstOf))
    // The same ids are swallowed by the broker; other ids are copies that come after its window.
    await Promise.all(turns.flatMap((turn) => [sendTurn(turn, `${turn.turn}:a`), sendCaptured(turn, `${turn.turn}:b`)]))
    await Promise.all(turns.flatMap((turn) => [sendTurn(turn), sendCaptured(turn)]))
    const fence = newTurn()
    await sendTurn(fence)
    await sendCaptured(fence)
    await firstOf(fence)
    for (const turn of turns) {
      const [first, ...copies] = await understoodOf(turn)
      for (const copy of copies) expect(copy).toEqual(first)
    }
  })

  it('of an unfinished pair give nothing', async () => {
    const [alone, fence] = [newTurn(), newTurn()]
    await sendTurn(alone)
    await sendTurn(fence)
    await sendCaptured(fence)
    await firstOf(fence)
    expect(await understoodOf(alone)).toEqual([])
  })
})

it('counts the reasons', async () => {
  const metrics = await fetch(`${replicas[0]!.url}/metrics`).then((response) => response.text())
  expect(metrics).toMatch(/repartee_reconciles_total\{[^}]*reason="new_critical_slot"[^}]*\} [1-9]/u)
})
