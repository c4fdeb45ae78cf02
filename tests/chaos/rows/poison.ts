import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { DEAD, turnReceived } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { TENANT } from '../../system/house.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'
import { underLoad } from '../under-load.ts'

/** Events that nobody can ever handle: dead letters with their reason, while the others flow on. */
export async function poison(stage: Stage): Promise<Figure[]> {
  const { house } = stage
  const stream = jetstream(house.nats)
  const { streams } = await jetstreamManager(house.nats)
  const before = (await streams.info(DEAD.name)).state.messages
  await house.contact('34720000001').ask('is there parking?')
  const turns = (await house.events()).filter(({ name }) => name === 'turn.received')
  const sound = turnReceived.payload.parse(turns.at(-1)?.data)
  const { snapshot } = sound
  const settings = { ...snapshot.settings, pack: 'a-pack-that-is-not-there' }
  const bodies = [
    '{"tenant":',
    '{"tenant":"demo-clinic"}',
    '[]',
    JSON.stringify({ ...sound, turn: randomUUID(), snapshot: { ...snapshot, settings } }),
  ]
  const fault = async () => {
    for (const body of bodies) {
      await stream.publish(turnReceived.subject({ tenant: TENANT, session: randomUUID() }), body)
    }
    await pause(3000)
  }
  const wave = { row: '15', perSecond: stage.scale.perSecond / 2, bookers: 0, limitSeconds: 10, fault }
  const { figures } = await underLoad(stage, wave)
  // Each is read by capture and situation; generation's watch only looks at turns that hang.
  const letters = await eventually(
    async () => {
      const { messages } = (await streams.info(DEAD.name)).state
      return messages - before >= bodies.length * 2 && messages - before
    },
    { what: 'the dead letters', withinMs: 60_000, everyMs: 200 },
  ).catch(() => 0)
  const reasons = await reasonsOf(stage, Math.max(letters, bodies.length * 2))
  return [
    ...figures,
    all('15 poison events among the dead letters', Math.min(letters / 2, bodies.length), bodies.length, 'events'),
    all('15 of them with a reason', reasons.filter((reason) => reason !== '').length, reasons.length, 'letters'),
  ]
}

async function reasonsOf({ house }: Stage, count: number): Promise<string[]> {
  const manager = await jetstreamManager(house.nats)
  const { state } = await manager.streams.info(DEAD.name)
  const reasons: string[] = []
  for (let sequence = state.last_seq; sequence > state.last_seq - count && sequence >= state.first_seq; sequence -= 1) {
    const letter = await manager.streams.getMessage(DEAD.name, { seq: sequence })
    reasons.push(
      letter?.header
        .keys()
        .map((key) => letter.header.get(key))
        .join(' ') ?? '',
    )
  }
  return reasons
}
