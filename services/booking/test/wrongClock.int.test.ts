import { Bus } from '@repartee/bus'
import { Database, run, serviceSettings } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { canFakeTime, spawnProgram, useServers, withClockOff } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { syncCalendar } from '../src/syncCalendar.ts'
import { at, bookingIn, contact, desk, migrateAll, owner, patiently, testCalendar } from './clinic.ts'

const servers = useServers()
let booking: ReturnType<typeof desk>
let stop: () => Promise<void>

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  const database = new Database({ url: servers.databaseUrl, log: createLogger({ service: 'booking', level: 'fatal' }) })
  await syncCalendar(database, owner, testCalendar)
  await database.close()
  class Nothing {}
  const asking = await run({
    name: 'generation',
    config: () =>
      serviceSettings('generation', {}).parse({ NATS_URL: servers.natsUrl, LOG_LEVEL: 'fatal', GENERATION_PORT: '0' }),
    module: { module: Nothing },
    handlesSignals: false,
  })
  booking = desk(asking.app.get(Bus))
  stop = () => asking.stop()
})
afterAll(() => stop?.())

async function withClock<Result>(offset: string, work: () => Promise<Result>): Promise<Result> {
  const program = new URL('mortalBooking.ts', import.meta.url)
  const args = [servers.natsUrl, servers.databaseUrl, randomUUID(), 'never']
  const child = spawnProgram(program, args, offset === '' ? {} : await withClockOff(offset))
  try {
    await once(child.stdout!, 'data')
    return await work()
  } finally {
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
}

describe.skipIf(!canFakeTime())('a clock that jumps by an hour', () => {
  it.each([
    ['+1h', '10:00'],
    ['-1h', '12:00'],
  ])(
    '%s loses no hold, and gives none twice',
    async (offset, time) => {
      const [holder, other] = [contact(Number(time.slice(0, 2))), contact(100 + Number(time.slice(0, 2)))]
      const key = randomUUID()
      const held = await withClock('', () => patiently(() => booking.hold(holder, at(3, time), { key })))
      await withClock(offset, async () => {
        expect(await patiently(() => booking.hold(other, at(3, time)))).toMatchObject({ outcome: 'taken' })
        expect(await patiently(() => booking.confirm(holder, at(3, time), { key }))).toMatchObject({
          outcome: 'confirmed',
          booking: { id: bookingIn(held).id },
        })
      })
    },
    60_000,
  )
})
