import { startChain, startFloor } from '../chain/chain.ts'
import { median, percentile, rounded, type Figure } from '../figures.ts'
import { atOnce, atRate, type Run, type Target } from '../load.ts'
import { startRepartee } from '../repartee.ts'
import { costOfTurn } from './cost.ts'

const QUESTION = 'how much is a teeth cleaning?'
const ROUNDS = 5
const PER_SECOND = 50
const SECONDS = 5
const P95_LIMIT_MS = 250
/** Code that ran a few hundred times costs about twice what it costs after some thousand; ours is more than the chain's. */
const WARM_UP = { repartee: 30, chain: 8, floor: 3 }
const WARM_UP_CONTACTS = 16

/** Rows 1 and 2: a whole turn at 50 a second, how many go, and what one costs; against the floor and the empty chain, in turns. */
export async function turnRows(wants: (name: string) => boolean): Promise<Figure[]> {
  const repartee = await startRepartee()
  const { natsUrl } = repartee.system.servers
  const chain = await startChain(String(natsUrl))
  const floor = await startFloor(String(natsUrl))
  try {
    for (const [name, target] of Object.entries({ floor, chain, repartee })) {
      await atOnce(target, QUESTION, WARM_UP_CONTACTS, WARM_UP[name as keyof typeof WARM_UP])
    }
    const latency = wants('1') ? await latencyOf({ floor, chain, repartee }) : []
    const capacity = wants('2') ? await capacityOf({ chain, repartee }) : []
    const cost = wants('2') ? await costOfTurn({ chain, repartee }) : []
    return [...latency, ...capacity, ...cost]
  } finally {
    await floor.stop()
    await chain.stop()
    await repartee.stop()
  }
}

async function latencyOf(targets: Record<'floor' | 'chain' | 'repartee', Target>): Promise<Figure[]> {
  const rounds: Record<string, Run[]> = { floor: [], chain: [], repartee: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, target] of Object.entries(targets)) {
      rounds[name]?.push(await atRate(target, QUESTION, PER_SECOND, SECONDS))
    }
  }
  const of = (name: string, share: number) =>
    median((rounds[name] ?? []).map(({ latencies }) => percentile(latencies, share)))
  const errors = (rounds['repartee'] ?? []).reduce((sum, run) => sum + run.errors, 0)
  const figure = (label: string, share: number, limit: number): Figure => {
    const [ours, chains, floors] = [of('repartee', share), of('chain', share), of('floor', share)]
    return {
      name: `1 turn ${label}`,
      figure: ours,
      unit: 'ms',
      against: `empty chain ${rounded(chains)} ms, floor ${rounded(floors)} ms, ${errors} errors`,
      ratio: ours / chains,
      reach: `≤ ${limit} × the empty chain`,
      met: ours <= limit * chains && errors === 0,
    }
  }
  return [figure('p50', 0.5, 2), figure('p99', 0.99, 3)]
}

async function capacityOf(targets: Record<'chain' | 'repartee', Target>): Promise<Figure[]> {
  const best: Record<string, { perSecond: number; p95: number }[]> = { chain: [], repartee: [] }
  for (let round = 0; round < 3; round += 1) {
    for (const [name, target] of Object.entries(targets)) best[name]?.push(await most(target))
  }
  const of = (name: string) => median((best[name] ?? []).map(({ perSecond }) => perSecond))
  const [ours, chains] = [of('repartee'), of('chain')]
  const p95 = median((best['repartee'] ?? []).map((each) => each.p95))
  return [
    {
      name: '2 turns a second',
      figure: ours,
      unit: '/s',
      against: `empty chain ${rounded(chains)}/s; p95 ${rounded(p95)} ms`,
      ratio: ours / chains,
      reach: '≥ 0.4 × the empty chain with p95 < 250 ms',
      met: ours >= 0.4 * chains && p95 < P95_LIMIT_MS,
    },
  ]
}

/** The most turns a second whose p95 stays below the limit, over several numbers of contacts at once. */
async function most(target: Target): Promise<{ perSecond: number; p95: number }> {
  let best = { perSecond: 0, p95: Number.NaN }
  for (const count of [16, 32]) {
    const { latencies, errors, tookMs } = await atOnce(target, QUESTION, count, 4)
    const perSecond = (latencies.length / tookMs) * 1000
    const p95 = percentile(latencies, 0.95)
    if (errors === 0 && p95 < P95_LIMIT_MS && perSecond > best.perSecond) best = { perSecond, p95 }
  }
  return best
}
