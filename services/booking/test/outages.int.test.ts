import { Bus } from '@repartee/bus'
import { bookingList } from '@repartee/contracts'
import { Relay } from '@repartee/outbox'
import { Database } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import { useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { syncCalendar } from '../src/syncCalendar.ts'
import { at, bookingIn, contact, desk, migrateAll, owner, startBooking, testCalendar } from './clinic.ts'

const servers = useServers()
let service: RunningService
let bus: Bus
let booking: ReturnType<typeof desk>

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  service = await startBooking(servers)
  await syncCalendar(service.app.get(Database), owner, testCalendar)
  bus = service.app.get(Bus)
  booking = desk(bus)
})
afterAll(() => service?.stop())

const bookingsOf = async (asker: ReturnType<typeof contact>) => (await bus.ask(bookingList, asker)).bookings
const whenBack = <Value>(ask: () => Promise<Value>) => vi.waitFor(ask, { timeout: 15_000, interval: 100 })

it('with Postgres away a booking cannot be made, says so, and can when it is back', async () => {
  const asker = contact(1)
  const key = randomUUID()
  await servers.postgres.kill()
  await expect(booking.confirm(asker, at(3, '10:00'), { key })).rejects.toMatchObject({ failure: 'retry_later' })
  await servers.postgres.start()
  expect(await whenBack(() => bookingsOf(asker))).toEqual([])
  expect(await booking.confirm(asker, at(3, '10:00'), { key })).toMatchObject({
    outcome: 'confirmed',
    idempotent: false,
  })
}, 60_000)

it('a question that nobody waits for any more leaves nothing behind', async () => {
  const asker = contact(2)
  const other = new Client({ connectionString: servers.databaseUrl })
  await other.connect()
  await other.query('BEGIN; LOCK TABLE booking.booking')
  const answer = booking.confirm(asker, at(3, '11:00'), { timeoutMs: 300 })
  await expect(answer).rejects.toMatchObject({ failure: 'timeout' })
  // The service counts from when the question reached it, which is before its statement began to wait.
  const tooLate = `SELECT FROM pg_stat_activity WHERE application_name = 'repartee-booking' AND wait_event_type = 'Lock'
    AND clock_timestamp() - query_start > interval '350 milliseconds'`
  await vi.waitFor(async () => expect((await other.query(tooLate)).rowCount).toBe(1), { timeout: 10_000 })
  await other.query('COMMIT')
  const atWork = `SELECT FROM pg_stat_activity WHERE application_name = 'repartee-booking' AND state <> 'idle'`
  await vi.waitFor(async () => expect((await other.query(atWork)).rowCount).toBe(0), { timeout: 10_000 })
  await other.end()
  expect(await bookingsOf(asker)).toEqual([])
}, 60_000)

it('an event whose relay died between commit and publish comes later, once', async () => {
  const asker = contact(3)
  const names: string[] = []
  const reader = bus.readAll({
    startSequence: 1,
    onEvent: (event) => void (event.session === asker.session && names.push(event.name)),
  })
  await service.app.get(Relay).stop()
  bookingIn(await booking.confirm(asker, at(3, '12:00')))
  const replica = await startBooking(servers)
  await vi.waitFor(() => expect(names).toEqual(['booking.confirmed']), { timeout: 10_000 })
  await replica.stop()
  reader.stop()
}, 60_000)
