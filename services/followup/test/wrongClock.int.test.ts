import { Bus } from '@repartee/bus'
import { type Payload, followUpDue } from '@repartee/contracts'
import { run, serviceSettings } from '@repartee/service'
import { canFakeTime, spawnProgram, useServers, withClockOff } from '@repartee/testing'
import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { Conversation, migrateAll } from './house.ts'

const servers = useServers()
const HOUR_MS = 3_600_000
const closing: (() => unknown)[] = []
const due: Payload<typeof followUpDue>[] = []
let bus: Bus
let database: Client

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  class Nothing {}
  const service = await run({
    name: 'booking',
    config: () =>
      serviceSettings('booking', {}).parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', BOOKING_PORT: '0' }),
    module: { module: Nothing },
    handlesSignals: false,
  })
  bus = service.app.get(Bus)
  bus.readAll({ startSequence: 1, onEvent: (event) => void (event.is(followUpDue) && due.push(event.data())) })
  database = new Client({ connectionString: servers.databaseUrl })
  await database.connect()
  await database.query('SET ROLE repartee_worker')
  closing.push(
    () => service.stop(),
    () => database.end(),
  )
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

const items = async (one: Conversation) =>
  (await database.query('SELECT * FROM followup.item WHERE session_id = $1', [one.session])).rows
const waitFor = <Value>(check: () => Value) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

describe.skipIf(!canFakeTime())('a process whose clock is wrong', () => {
  it.each(['+1h', '-1h'])(
    'by %s arms and fires by the database’s time',
    async (offset) => {
      const program = new URL('wrongClock.ts', import.meta.url)
      const child = spawnProgram(program, [servers.natsUrl, servers.databaseUrl], await withClockOff(offset))
      try {
        const [line] = (await once(child.stdout!, 'data')) as [Buffer]
        const thinks = Number(/ready (\d+)/.exec(line.toString())![1])
        expect(Math.abs(thinks - Date.now()), 'its clock is wrong').toBeGreaterThan(HOUR_MS / 2)

        const [silent, soon] = [new Conversation(), new Conversation()]
        await bus.publish(silent.replied())
        await bus.publish(soon.replied())
        await waitFor(async () => expect([...(await items(silent)), ...(await items(soon))]).toHaveLength(2))
        const [item] = await items(silent)
        expect(Math.abs(item.armed_at.getTime() - Date.now())).toBeLessThan(HOUR_MS / 2)
        expect(item.due_at.getTime() - item.armed_at.getTime()).toBe(90 * 60_000)

        // One that is due within the hour by which the clock is wrong, and one that is due now.
        await database.query(`UPDATE followup.item SET due_at = now() + interval '30 minutes' WHERE session_id = $1`, [
          silent.session,
        ])
        await database.query('UPDATE followup.item SET due_at = now() WHERE session_id = $1', [soon.session])
        await waitFor(() => expect(due.map(({ session }) => session)).toContain(soon.session))
        // Whatever was due is looked at in each tick: the clock has ticked since.
        expect(due.map(({ session }) => session)).not.toContain(silent.session)
        expect(await items(silent)).toMatchObject([{ status: 'pending' }])
      } finally {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
    },
    60_000,
  )
})
