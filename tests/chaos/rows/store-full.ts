import { jetstreamManager } from '@nats-io/jetstream'
import { CONVERSATION, JOINS, SENDS, SESSIONS } from '@repartee/contracts'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'
import { underLoad } from '../under-load.ts'

/** NATS' store full: streams and buckets take nothing more, and then do again. */
export async function storeFull(stage: Stage): Promise<Figure[]> {
  const { perSecond, serverAwayMs } = stage.scale
  const fault = async () => {
    await pause(2000)
    await fill(stage)
    await pause(serverAwayMs)
    await empty(stage)
  }
  const wave = { row: '14', perSecond: perSecond / 2, bookers: 0, limitSeconds: serverAwayMs / 1000 + 30, fault }
  const { figures, asked } = await underLoad(stage, wave)
  const refused = asked.filter(({ refusals }) => refusals.statuses.length > 0)
  const statuses = [...new Set(refused.flatMap(({ refusals }) => refusals.statuses))]
  return [
    ...figures,
    all(
      '14 taken at once',
      asked.length - refused.length,
      asked.length,
      'messages',
      statuses.map((status) => `webhooks were answered ${status}`),
    ),
  ]
}

const stores = [CONVERSATION.name, ...[SESSIONS, SENDS, JOINS].map(({ name }) => `KV_${name}`)]

/** What stands in a store is from now on all that it holds. */
async function fill({ house }: Stage): Promise<void> {
  const { streams } = await jetstreamManager(house.nats)
  for (const name of stores) {
    const { state } = await streams.info(name)
    await streams.update(name, { max_bytes: Math.max(1, state.bytes), discard: 'new' as never })
  }
}

async function empty({ house }: Stage): Promise<void> {
  const { streams } = await jetstreamManager(house.nats)
  for (const name of stores) {
    const discard = (name === CONVERSATION.name ? 'old' : 'new') as never
    await streams.update(name, { max_bytes: -1, discard })
  }
}
