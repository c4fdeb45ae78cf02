import { Controller } from '@nestjs/common'
import { SESSIONS, natsAuthorization, outgoing, sessionReleased, sessionTakenOver, services } from '@repartee/contracts'
import type { Outgoing, ServiceName } from '@repartee/contracts'
import { eventually, freePort } from '@repartee/testing'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { On } from '../src/index.ts'
import type { Incoming } from '../src/index.ts'
import { TENANT, released } from './events.ts'
import { startService } from './start.ts'

let folder = ''
let server: ChildProcess
let port = 0

const urlOf = (service: ServiceName) => `nats://${service}:password-of-${service}@127.0.0.1:${port}`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repartee-permissions-'))
  port = await freePort()
  const configuration = join(folder, 'nats.conf')
  const block = `listen: "127.0.0.1:${port}"\njetstream { store_dir: "${folder}" }\n${natsAuthorization()}`
  await writeFile(configuration, block)
  const programs = new URL('../../../scripts/lib/servers/programs.mjs', import.meta.url)
  const { natsProgram } = (await import(programs.href)) as {
    natsProgram: () => Promise<{ path: string; env: Record<string, string> }>
  }
  const { path, env } = await natsProgram()
  const passwords = services.map((service) => [`NATS_PASSWORD_${service.toUpperCase()}`, `password-of-${service}`])
  server = spawn(path, ['-c', configuration], {
    stdio: 'ignore',
    env: { ...process.env, ...env, ...(Object.fromEntries(passwords) as Record<string, string>) },
  })
}, 120_000)

afterAll(async () => {
  server.kill()
  await once(server, 'exit')
  await rm(folder, { recursive: true, force: true })
})

test('under the derived permissions services work, and may publish only what is theirs', async () => {
  const seen: string[] = []
  @Controller()
  class FollowUp {
    @On(sessionReleased)
    async released(event: Incoming<typeof sessionReleased>): Promise<Outgoing[]> {
      seen.push(event.data.by)
      return []
    }
  }
  const followUp = await startService('followup', urlOf('followup'), [FollowUp])
  const gateway = await startService('gateway', urlOf('gateway'))
  await gateway.bus.publish(released('Ana'))
  await eventually(() => seen.includes('Ana'), { what: 'the event' })
  expect(await gateway.bus.kv(SESSIONS, z.string()).create('key', 'value')).toBe(1)
  expect((await followUp.bus.kv(SESSIONS, z.string()).get('key'))?.value).toBe('value')
  const foreign = outgoing(sessionTakenOver, {
    tenant: TENANT,
    session: randomUUID(),
    by: 'somebody',
    how: 'console',
    at: new Date().toISOString(),
  })
  await expect(followUp.bus.publish(foreign)).rejects.toThrow(/permission/i)
  await followUp.stop()
  await gateway.stop()
})

test('a wrong password is told at the start', async () => {
  const url = `nats://coach:wrong@127.0.0.1:${port}`
  await expect(startService('coach', url, [], { startLimitMs: 1000 })).rejects.toThrow(/authorization/i)
})
