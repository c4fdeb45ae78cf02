import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'
import { Sink } from '../sink.ts'
import type { Target } from '../load.ts'
import type { Measured } from '../processor.ts'

const PROGRAM = fileURLToPath(new URL('program.ts', import.meta.url))

/** A running chain of bare programs. */
export interface Chain extends Target {
  readonly programs: readonly Measured[]
  stop(): Promise<void>
}

/** The empty chain: six processes that hand on the events of a turn. */
export function startChain(natsUrl: string): Promise<Chain> {
  return start(natsUrl, 'chain', ['capture', 'situation', 'generation', 'coach', 'followup', 'gateway'])
}

/** The floor: one process, one durable step. */
export function startFloor(natsUrl: string): Promise<Chain> {
  return start(natsUrl, 'floor', ['floor'])
}

async function start(natsUrl: string, stem: string, roles: string[]): Promise<Chain> {
  const nats = await connect({ servers: natsUrl })
  const manager = await jetstreamManager(nats)
  await manager.streams.add({ name: stem.toUpperCase(), subjects: [`${stem}.>`] })
  await nats.close()
  const sink = await Sink.open()
  const started = await Promise.all(roles.map((role) => startRole(role, natsUrl, sink.url, stem)))
  const port = started.find((each) => each.port !== null)?.port
  return {
    url: `http://127.0.0.1:${port}`,
    appSecret: 'none',
    sink,
    programs: started.map(({ program }, index) => ({ name: roles[index]!, pid: program.pid! })),
    async stop() {
      await Promise.all(started.map(({ program }) => ended(program)))
      await sink.close()
    },
  }
}

function startRole(role: string, natsUrl: string, sinkUrl: string, stem: string) {
  return new Promise<{ program: ChildProcess; port: number | null }>((resolve, reject) => {
    const program = fork(PROGRAM, [role, natsUrl, sinkUrl, stem])
    program.once('error', reject)
    program.once('exit', (code) => reject(new Error(`${role} of the ${stem} ended with ${code}`)))
    program.once('message', (message: { port: number | null }) => resolve({ program, port: message.port }))
  })
}

function ended(program: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    program.once('exit', () => resolve())
    program.kill('SIGTERM')
  })
}
