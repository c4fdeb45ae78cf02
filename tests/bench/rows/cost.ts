import type { Chain } from '../chain/chain.ts'
import { median, rounded, type Figure } from '../figures.ts'
import { atOnce, until } from '../load.ts'
import { processorTimes, type Measured } from '../processor.ts'
import type { Repartee } from '../repartee.ts'

const QUESTION = 'how much is a teeth cleaning?'
const ROUNDS = 5
const CONTACTS = 16
const SECONDS = 4
/** What is done after the reply (archive, follow-up) counts too. */
const AFTERWARDS_MS = 1500
const REACH = 2.5

/** Milliseconds of processor time for one turn, by program. */
type Cost = Record<string, number>

/**
 * Row 2, from the other side: processor time of a turn in all our processes and servers, against the empty chain's.
 * Unlike turns a second it says the same on a machine that has other work.
 */
export async function costOfTurn({ chain, repartee }: { chain: Chain; repartee: Repartee }): Promise<Figure[]> {
  const ours = { target: repartee, processes: processesOf(repartee) }
  const theirs = ofChain(chain, repartee)
  const costs: Record<'ours' | 'chain', Cost[]> = { ours: [], chain: [] }
  for (let round = 0; round < ROUNDS; round += 1) {
    costs.ours.push(await costOf(ours))
    costs.chain.push(await costOf(theirs))
  }
  return [figure(medians(costs.ours), medians(costs.chain))]
}

function processesOf({ system: { programs, servers } }: Repartee): Measured[] {
  const notOurs = new Set(['sandbox', 'traces'])
  return [...Object.values(programs), servers.nats, servers.postgres, servers.redis].flatMap((program) =>
    program?.pid === undefined || notOurs.has(program.name) ? [] : [{ name: program.name, pid: program.pid }],
  )
}

/** The chain uses the same NATS. */
function ofChain(chain: Chain, repartee: Repartee) {
  const nats = processesOf(repartee).filter(({ name }) => name === 'nats')
  return { target: chain, processes: [...chain.programs, ...nats] }
}

async function costOf({ target, processes }: { target: Chain | Repartee; processes: Measured[] }): Promise<Cost> {
  const before = processorTimes(processes)
  const { latencies, errors } = await atOnce(target, QUESTION, CONTACTS, SECONDS)
  if (errors > 0) throw new Error(`${errors} turns had no reply, so that nothing can be said of their cost`)
  await until(performance.now() + AFTERWARDS_MS)
  const after = processorTimes(processes)
  return Object.fromEntries([...after].map(([name, ms]) => [name, (ms - (before.get(name) ?? 0)) / latencies.length]))
}

function medians(costs: readonly Cost[]): Cost {
  return Object.fromEntries(Object.keys(costs[0] ?? {}).map((name) => [name, median(costs.map((cost) => cost[name]!))]))
}

function figure(ours: Cost, chain: Cost): Figure {
  const sum = (cost: Cost) => Object.values(cost).reduce((total, ms) => total + ms, 0)
  const list = (cost: Cost) =>
    Object.entries(cost)
      .map(([name, ms]) => `${name} ${rounded(ms)}`)
      .join(', ')
  const ratio = sum(ours) / sum(chain)
  return {
    name: '2 processor time of a turn',
    figure: sum(ours),
    unit: 'ms',
    against: `empty chain ${rounded(sum(chain))} ms (${list(chain)}); ours: ${list(ours)}`,
    ratio,
    reach: `≤ ${REACH} × the empty chain`,
    met: ratio <= REACH,
  }
}
