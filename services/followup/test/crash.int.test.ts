import { Bus } from '@repartee/bus'
import { type Payload, followUpDue } from '@repartee/contracts'
import { useServers } from '@repartee/testing'
import { run, serviceSettings } from '@repartee/service'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { FaultPoint } from './clockProcess.ts'
import { TENANT, migrateAll } from './house.ts'

const servers = useServers()
const ITEMS = 60
let closing: (() => unknown)[] = []

beforeAll(() => migrateAll(servers.databaseUrl))
afterEach(async () => {
  for (const close of closing.toReversed()) await close()
  closing = []
})

function startClock(fault: FaultPoint, after: number): ChildProcess {
  const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
  const parameters = [
    path('child.mjs'),
    path('clockProcess.ts'),
    servers.natsUrl,
    servers.databaseUrl,
    fault,
    String(after),
  ]
  const child = spawn(process.execPath, parameters, { stdio: ['ignore', 'inherit', 'inherit'] })
  closing.push(() => child.kill('SIGKILL'))
  return child
}

/** Items of as many sessions that are due one after the other within three seconds. */
async function arm(database: Client): Promise<void> {
  await database.query('DELETE FROM followup.item')
  const way = {
    settings: {
      businessName: 'Aurora',
      pack: 'clinic',
      timeZone: 'Europe/Madrid',
      region: 'ES',
      defaultLanguage: 'en',
    },
    address: { channel: 'whatsapp', provider: 'meta', account: '100', contact: '34600111222', contactKind: 'phone' },
    contact: {},
    language: 'en',
  }
  await database.query(
    `WITH known AS (
       INSERT INTO followup.session (tenant_id, session_id) SELECT $1, gen_random_uuid() FROM generate_series(1, $3::int)
       RETURNING session_id
     )
     INSERT INTO followup.item (tenant_id, id, session_id, booking_id, reason, status, announced, due_at, armed_at, sequence, data, way, why)
     SELECT $1, gen_random_uuid(), session_id, gen_random_uuid(), 'booking_reminder', 'pending', false,
       now() + row_number() OVER () * interval '50 milliseconds', now(), 1, '{}', $2, 'test'
     FROM known`,
    [TENANT, way, ITEMS],
  )
}

it.each([
  ['before the commit', 2],
  ['after the commit', 2],
  ['before a publish', 7],
  ['after a publish', 7],
] as const)(
  'killed %s: each occurrence is due once',
  async (fault, after) => {
    class Nothing {}
    const service = await run({
      name: 'booking',
      config: () =>
        serviceSettings('booking', {}).parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', BOOKING_PORT: '0' }),
      module: { module: Nothing },
      handlesSignals: false,
    })
    closing.push(() => service.stop())
    const database = new Client({ connectionString: servers.databaseUrl })
    await database.connect()
    closing.push(() => database.end())
    await database.query('SET ROLE repartee_worker')
    await arm(database)
    const { rows } = await database.query<{ id: string }>('SELECT id FROM followup.item')
    const own = new Set(rows.map(({ id }) => id))
    const due: string[] = []
    service.app.get(Bus).readAll({
      startSequence: 1,
      onEvent: (event) => {
        const data = event.is(followUpDue) ? (event.data() as Payload<typeof followUpDue>) : undefined
        if (data && own.has(data.followUp)) due.push(data.occurrence)
      },
    })
    for (let kill = 0; kill < 2; kill++) {
      const [, signal] = await once(startClock(fault, after), 'exit')
      expect(signal).toBe('SIGKILL')
    }
    startClock('none', 0)
    await vi.waitFor(() => expect(new Set(due).size).toBe(ITEMS), { timeout: 30_000, interval: 50 })
    await vi.waitFor(async () => expect((await database.query('SELECT id FROM outbox.event')).rows).toEqual([]), {
      timeout: 10_000,
    })
    expect(due).toHaveLength(ITEMS)
  },
  90_000,
)
