import { jetstream } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { SESSIONS } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'
import { median, percentile, rounded, type Figure } from '../figures.ts'
import { atOnce } from '../load.ts'
import { startSimulator } from '../models/programs.ts'
import { startRepartee, type Repartee } from '../repartee.ts'

const QUESTION = 'how much is a teeth cleaning?'

const REPLICAS = [1, 2, 4]
const CALLS_AT_ONCE = 4
const MODEL_MS = 300
const GROWTH_SECONDS = 6
const SHARE_REACH = 0.85

/** A million takes minutes to store, each write being synced. */
const SESSIONS_STORED = [1000, 10_000, 100_000]
const STORED_BYTES = 2700
const STORING_AT_ONCE = 256
const FLAT_ROUNDS = 3
const FLAT_SECONDS = 3
const FLAT_CONTACTS = 4
const FLAT_REACH = 1.2

/** Row 15: what more replicas carry where waiting is the limit and not the processor; and a turn among many stored sessions. */
export async function growthRow(): Promise<Figure[]> {
  return [await replicas(), await storedSessions()]
}

/** Each replica may ask a model that takes 300 ms four times at once; as many contacts wait as all together may ask for. */
async function replicas(): Promise<Figure> {
  const simulator = await startSimulator({ medianMs: MODEL_MS })
  const repartee = await startRepartee({
    OPENAI_API_KEY: 'key-of-the-benchmark',
    OPENAI_BASE_URL: `${simulator.url}/v1`,
    LLM_ORDER: 'openai',
    LLM_CALLS_AT_ONCE: String(CALLS_AT_ONCE),
    LLM_FLAGS: 'race=off,exact_cache=off,semantic_cache=off',
  })
  try {
    await atOnce(repartee, QUESTION, CALLS_AT_ONCE, GROWTH_SECONDS)
    const capacities: number[] = []
    let running = 1
    for (const count of REPLICAS) {
      for (; running < count; running += 1) await another(repartee)
      const { latencies, tookMs } = await atOnce(repartee, QUESTION, CALLS_AT_ONCE * count, GROWTH_SECONDS)
      capacities.push((latencies.length * 1000) / tookMs)
    }
    const most = REPLICAS.at(-1)!
    const share = capacities.at(-1)! / capacities[0]! / most
    return {
      name: `15 capacity of ${most} replicas`,
      figure: capacities.at(-1)!,
      unit: 'turns/s',
      against: REPLICAS.map((count, index) => `${count}: ${rounded(capacities[index]!)}/s`).join(', '),
      ratio: share,
      reach: `≥ ${SHARE_REACH} × replicas`,
      met: share >= SHARE_REACH,
    }
  } finally {
    await repartee.stop()
    await simulator.stop()
  }
}

/** Every service that may ask a model gets one more. */
async function another({ system }: Repartee): Promise<void> {
  const askers = ['capture', 'situation', 'generation', 'coach'] as const
  await Promise.all(askers.map((name) => system.startAnother(name)))
}

async function storedSessions(): Promise<Figure> {
  const repartee = await startRepartee()
  const nats = await connect({ servers: String(repartee.system.servers.natsUrl) })
  const bus = jetstream(nats)
  try {
    await atOnce(repartee, QUESTION, FLAT_CONTACTS, 2 * FLAT_SECONDS)
    let stored = 0
    const medians: number[] = []
    for (const count of SESSIONS_STORED) {
      for (; stored < count; stored += STORING_AT_ONCE) {
        await Promise.all(
          Array.from({ length: STORING_AT_ONCE }, () =>
            bus.publish(`$KV.${SESSIONS.name}.stored.${randomUUID()}`, new Uint8Array(STORED_BYTES)),
          ),
        )
      }
      const rounds: number[] = []
      for (let round = 0; round < FLAT_ROUNDS; round += 1) {
        const { latencies } = await atOnce(repartee, QUESTION, FLAT_CONTACTS, FLAT_SECONDS)
        rounds.push(percentile(latencies, 0.5))
      }
      medians.push(median(rounds))
    }
    const ratio = medians.at(-1)! / medians[0]!
    return {
      name: `15 turn among ${SESSIONS_STORED.at(-1)} sessions, p50`,
      figure: medians.at(-1)!,
      unit: 'ms',
      against: SESSIONS_STORED.map((count, index) => `${count}: ${rounded(medians[index]!)} ms`).join(', '),
      ratio,
      reach: `flat (≤ ${FLAT_REACH} × that among ${SESSIONS_STORED[0]})`,
      met: ratio <= FLAT_REACH,
    }
  } finally {
    await nats.close()
    await repartee.stop()
  }
}
