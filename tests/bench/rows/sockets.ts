import { jetstream, type JetStreamClient } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { sessionReleased } from '@repartee/contracts'
import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { median, rounded, type Figure } from '../figures.ts'
import { until } from '../load.ts'
import { residentMebibytes } from '../processor.ts'
import { leaveGatewayAlone, startRepartee } from '../repartee.ts'

const SIZES = [500, 2000, 5000]
const ROUNDS = 2
const SLOW = 0.05
const REST_MS = 8000
/** Deliveries of one run at full speed, and each second of one at leisure. */
const AT_FULL_SPEED = 40_000
const A_SECOND = 5000
const LEISURE_SECONDS = 2
const SHARE_REACH = 0.8
const P99_REACH = 1.5
const KIB_REACH = 30
const TENANT = 'demo-clinic'
const PEER = fileURLToPath(new URL('../peers/sockets.ts', import.meta.url))

interface Target {
  readonly url: string
  readonly pid: number
  /** What a socket says first. */
  readonly hello: readonly object[]
}

interface Run {
  readonly perSecond: number
  readonly p99: number
  readonly kibEach: number
}

/** Row 10: many authenticated sockets on one gateway, one in twenty never reads; against a bare ws server. */
export async function socketsRow(): Promise<Figure[]> {
  const repartee = await startRepartee()
  const natsUrl = String(repartee.system.servers.natsUrl)
  await leaveGatewayAlone(repartee)
  // What its start has left is handed back before memory is measured.
  await until(performance.now() + REST_MS)
  const bare = fork(PEER, ['server', natsUrl])
  const nats = await connect({ servers: natsUrl })
  try {
    const { port } = await word<{ port: number }>(bare)
    const token = repartee.system.environment['ADMIN_TOKEN'] ?? ''
    const targets: Record<string, Target> = {
      ours: {
        url: `${repartee.url.replace('http', 'ws')}/ws`,
        pid: repartee.system.programs['gateway']?.pid ?? 0,
        hello: [
          { type: 'auth', token },
          { type: 'watch', tenant: TENANT },
        ],
      },
      bare: { url: `ws://127.0.0.1:${port}`, pid: bare.pid ?? 0, hello: [] },
    }
    const figures: Figure[] = []
    for (const size of SIZES) {
      const runs: Record<string, Run[]> = { ours: [], bare: [] }
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, target] of Object.entries(targets)) runs[name]?.push(await run(target, size, jetstream(nats)))
      }
      figures.push(...figuresOf(size, runs['ours'] ?? [], runs['bare'] ?? []))
    }
    return figures
  } finally {
    await nats.close()
    await ended(bare)
    await repartee.stop()
  }
}

async function run(target: Target, size: number, bus: JetStreamClient): Promise<Run> {
  const slow = Math.round(size * SLOW)
  const before = residentMebibytes(target.pid)
  const clients = fork(PEER, ['clients', target.url, String(size), String(slow), JSON.stringify(target.hello)])
  try {
    await word(clients)
    const kibEach = ((residentMebibytes(target.pid) - before) * 1024) / size
    const startedAt = performance.now()
    const events = Math.ceil(AT_FULL_SPEED / size)
    await heard(clients, events, () => Promise.all(Array.from({ length: events }, () => publish(bus))))
    const perSecond = (events * (size - slow) * 1000) / (performance.now() - startedAt)
    const perSecondAtLeisure = A_SECOND / size
    const { p99 } = await heard(clients, Math.ceil(perSecondAtLeisure * LEISURE_SECONDS), async () => {
      const beganAt = performance.now()
      for (let index = 0; index < Math.ceil(perSecondAtLeisure * LEISURE_SECONDS); index += 1) {
        await until(beganAt + (index * 1000) / perSecondAtLeisure)
        await publish(bus)
      }
    })
    return { perSecond, p99, kibEach }
  } finally {
    await ended(clients)
  }
}

/** Publishes, and waits until every socket that reads has heard it all. */
async function heard(
  clients: ChildProcess,
  events: number,
  publishAll: () => Promise<unknown>,
): Promise<{ p99: number }> {
  const isCounting = word(clients)
  clients.send({ events })
  await isCounting
  const all = word<{ p99: number }>(clients)
  await publishAll()
  return all
}

function publish(bus: JetStreamClient): Promise<unknown> {
  const data = { tenant: TENANT, session: randomUUID(), by: 'benchmark', at: new Date().toISOString() }
  return bus.publish(sessionReleased.subject(data), JSON.stringify(data))
}

function figuresOf(size: number, ours: readonly Run[], bare: readonly Run[]): Figure[] {
  const of = (runs: readonly Run[], what: keyof Run) => median(runs.map((each) => each[what]))
  const p99 = Math.max(1, of(bare, 'p99'))
  const share = of(ours, 'perSecond') / of(bare, 'perSecond')
  // Memory that an earlier run has left is used again: the first one tells what a socket takes.
  const kib = Math.max(...ours.map(({ kibEach }) => kibEach))
  return [
    {
      name: `10 ${size} sockets, frames a second`,
      figure: of(ours, 'perSecond'),
      unit: '/s',
      against: `bare ws ${rounded(of(bare, 'perSecond'))}/s`,
      ratio: share,
      reach: `≥ ${SHARE_REACH} × bare ws`,
      met: share >= SHARE_REACH,
    },
    {
      name: `10 ${size} sockets, p99`,
      figure: of(ours, 'p99'),
      unit: 'ms',
      against: `bare ws ${rounded(of(bare, 'p99'))} ms, at ${A_SECOND} frames a second`,
      ratio: of(ours, 'p99') / p99,
      reach: `≤ ${P99_REACH} × bare ws`,
      met: of(ours, 'p99') <= P99_REACH * p99,
    },
    {
      name: `10 ${size} sockets, memory of one`,
      figure: kib,
      unit: 'KiB',
      against: `bare ws ${rounded(Math.max(...bare.map(({ kibEach }) => kibEach)))} KiB`,
      ratio: null,
      reach: `< ${KIB_REACH} KiB`,
      met: kib < KIB_REACH,
    },
  ]
}

/** The next thing that a process says; rejects when it ends instead. */
function word<Said>(program: ChildProcess): Promise<Said> {
  return new Promise((resolve, reject) => {
    const end = (code: number | null) => reject(new Error(`a process of the sockets ended with ${code}`))
    program.once('exit', end)
    program.once('message', (said) => {
      program.off('exit', end)
      resolve(said as Said)
    })
  })
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (program.exitCode !== null) return resolve()
    program.once('exit', () => resolve())
    program.kill('SIGTERM')
  })
}
