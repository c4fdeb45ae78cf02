import { setTimeout as pause } from 'node:timers/promises'
import { Redis } from 'ioredis'
import type { Figure } from '../../bench/figures.ts'
import { eventually } from '@repartee/testing'
import { book } from '../bookers.ts'
import { all, atMost, ofBookers } from '../promises.ts'
import type { Stage } from '../stage.ts'
import { underLoad } from '../under-load.ts'

/** NATS killed and started again, then away for long: webhooks answer 200, and the backlog drains in order. */
export async function brokerGone(stage: Stage): Promise<Figure[]> {
  const { brokerKills, brokerAwayMs, perSecond, bookers } = stage.scale
  const { nats } = stage.house.system.servers
  const before = stage.programs().map(({ pid }) => pid)
  let backAtMs = 0
  const fault = async () => {
    for (let kill = 0; kill < brokerKills; kill += 1) {
      await nats.kill()
      await nats.start()
      await pause(2000)
    }
    await nats.kill()
    await pause(brokerAwayMs)
    await nats.start()
    backAtMs = Date.now()
  }
  const wave = { row: '3', perSecond: perSecond / 2, bookers, limitSeconds: brokerAwayMs / 1000 + 30, fault }
  const { figures, asked, received } = await underLoad(stage, wave)
  const backlog = asked.filter(({ acknowledgedAtMs }) => (acknowledgedAtMs ?? Infinity) < backAtMs)
  const last = Math.max(...backlog.map(({ from }) => Date.parse(received.of(from).at(-1)?.at ?? '')))
  const refused = asked.filter(({ refusals }) => refusals.statuses.length > 0)
  const statuses = [...new Set(refused.flatMap(({ refusals }) => refusals.statuses))]
  const restarted = stage.programs().filter(({ pid }, index) => pid !== before[index])
  return [
    ...figures,
    all(
      '3 taken at once',
      asked.length - refused.length,
      asked.length,
      'messages',
      statuses.map((status) => `webhooks were answered ${status}`),
    ),
    atMost('3 backlog drained after', (last - backAtMs) / 1000, 30, 's'),
    all('3 not restarted', before.length - restarted.length, before.length, 'services'),
  ]
}

/** Redis gone, then back and empty. */
export async function redisGone(stage: Stage): Promise<Figure[]> {
  const { serverAwayMs, perSecond, bookers } = stage.scale
  const { redis } = stage.house.system.servers
  const fault = async () => {
    await redis.kill()
    await pause(serverAwayMs)
    await redis.start()
    const client = new Redis(stage.house.system.servers.redisUrl)
    await client.flushall()
    await client.quit()
    await pause(1000)
  }
  return (await underLoad(stage, { row: '4', perSecond: perSecond / 2, bookers, limitSeconds: 10, fault })).figures
}

/** Postgres gone: questions go on, bookings wait and say so, and nothing that was recorded is missing afterwards. */
export async function postgresGone(stage: Stage): Promise<Figure[]> {
  const { serverAwayMs, perSecond, bookers } = stage.scale
  const { postgres } = stage.house.system.servers
  const gone = Promise.withResolvers<void>()
  const patient = Promise.all(Array.from({ length: bookers }, () => book(stage, gone.promise)))
  const fault = async () => {
    await pause(4000)
    await postgres.kill()
    gone.resolve()
    await pause(serverAwayMs)
    await postgres.start()
  }
  const wave = { row: '5', perSecond: perSecond / 2, bookers: 0, limitSeconds: 10, fault }
  const { figures, asked } = await underLoad(stage, wave)
  const booked = await patient
  const contacts = [...new Set(asked.map(({ from }) => stage.house.sessionId(from)))]
  const recorded = async () => {
    const [row] = await stage.house.query<{ rows: string }>(
      'SELECT count(*) AS rows FROM conversation.messages WHERE session_id = ANY($1::uuid[])',
      [contacts],
    )
    return Number(row?.rows)
  }
  await eventually(async () => (await recorded()) >= asked.length, {
    what: 'every message is recorded',
    withinMs: 30_000,
    everyMs: 500,
  }).catch((error: unknown) => console.error(`    5 ${String(error)}`))
  return [
    ...figures,
    ofBookers('5', booked),
    all(
      '5 told that it cannot be booked now',
      booked.filter(({ refusals }) => refusals > 0).length,
      bookers,
      'contacts',
    ),
    all('5 recorded afterwards', await recorded(), asked.length, 'messages'),
  ]
}
