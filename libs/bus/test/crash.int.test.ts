import { Controller } from '@nestjs/common'
import { sessionReleased } from '@repartee/contracts'
import type { Outgoing } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { released } from './events.ts'
import { useNats } from './servers.ts'
import { startService } from './start.ts'

const nats = useNats()
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** A replica in a process of its own, with the lines that it prints. */
function startReplica(how: 'hang' | 'crash'): { child: ChildProcess; lines: string[] } {
  const script = fileURLToPath(new URL('replica.ts', import.meta.url))
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--conditions=source']
  const child = spawn(process.execPath, [...flags, script, nats.url, how], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const lines: string[] = []
  child.stdout!.setEncoding('utf8').on('data', (text: string) => lines.push(...text.trim().split('\n')))
  return { child, lines }
}

test('what a killed replica held is taken up by another one', async () => {
  const { child, lines } = startReplica('hang')
  await eventually(() => lines.includes('ready'), { withinMs: 15_000, what: 'the replica' })
  const done: string[] = []
  const session = randomUUID()
  const service = await startService('gateway', nats.url)
  await service.bus.publish(released('running', session), { id: 'running' })
  await service.bus.publish(released('waiting in its lane', session), { id: 'waiting' })
  await eventually(() => lines.includes('took running'), { what: 'the replica to take the message' })
  child.kill('SIGKILL')

  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      done.push(event.id)
      return []
    }
  }
  const other = await startService('followup', nats.url, [FollowUp])
  await eventually(() => done.length === 2, { withinMs: 10_000, what: 'both messages at the other replica' })
  expect(done).toEqual(['running', 'waiting'])
  await other.stop()
  await service.stop()
})

test('a message that ends its process becomes a dead letter without running again', async () => {
  const service = await startService('gateway', nats.url)
  const session = randomUUID()
  await service.bus.publish(released('poison', session), { id: 'poison' })
  for (let crash = 1; crash <= 2; crash += 1) {
    const { child, lines } = startReplica('crash')
    await eventually(() => child.signalCode === 'SIGKILL', { withinMs: 15_000, what: `crash ${crash}` })
    expect(lines).toContain('took poison')
  }
  const survivor = startReplica('crash')
  const letters = await eventually(
    async () => {
      const found = await service.bus.deadLetters({ limit: 10 })
      return found.length > 0 ? found : null
    },
    { withinMs: 15_000, what: 'the dead letter' },
  )
  expect(letters).toMatchObject([{ id: 'poison', reason: 'failed_too_often', deliveries: 3 }])
  expect(survivor.lines).not.toContain('took poison')
  expect(survivor.child.exitCode).toBeNull()
  await service.stop()
})
