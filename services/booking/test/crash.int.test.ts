import { Bus } from '@repartee/bus'
import { type AnyQuestion, bookingCancel, bookingConfirm, bookingHold, bookingMove } from '@repartee/contracts'
import type { QuestionAnswer, QuestionRequest } from '@repartee/contracts'
import { Database, run, serviceSettings } from '@repartee/service'
import { createLogger } from '@repartee/telemetry'
import { eventually, spawnProgram, useServers } from '@repartee/testing'
import { type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { syncCalendar } from '../src/syncCalendar.ts'
import { type Asker, at, bookingIn, contact, migrateAll, owner, startBooking, testCalendar } from './clinic.ts'

const servers = useServers()
const WITHIN = { timeout: 20_000, interval: 50 }
let bus: Bus
let database: Client
const closing: (() => unknown)[] = []

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  const seeding = new Database({ url: servers.databaseUrl, log: createLogger({ service: 'booking', level: 'fatal' }) })
  await syncCalendar(seeding, owner, testCalendar)
  await seeding.close()
  class Nothing {}
  const asking = await run({
    name: 'generation',
    config: () =>
      serviceSettings('generation', {}).parse({
        NATS_URL: servers.natsUrl,
        LOG_LEVEL: 'fatal',
        GENERATION_PORT: '0',
      }),
    module: { module: Nothing },
    handlesSignals: false,
  })
  bus = asking.app.get(Bus)
  database = new Client({ connectionString: servers.databaseUrl })
  await database.connect()
  await database.query('SET ROLE repartee_worker')
  closing.push(
    () => asking.stop(),
    () => database.end(),
  )
})
afterAll(async () => {
  for (const close of closing.toReversed()) await close()
})

/** The service in a process of its own; resolves when it answers, with the fault points that it tells from then on. */
async function startMortal(session: string, faultPoint: string): Promise<{ child: ChildProcess; points: string[] }> {
  const program = new URL('mortalBooking.ts', import.meta.url)
  const child = spawnProgram(program, [servers.natsUrl, servers.databaseUrl, session, faultPoint])
  closing.push(() => child.kill('SIGKILL'))
  const points: string[] = []
  const ready = Promise.withResolvers<void>()
  createInterface({ input: child.stdout! }).on('line', (line) => {
    if (line === 'ready') ready.resolve()
    else points.push(line)
  })
  child.once('exit', () => ready.reject(new Error('the process ended before it was ready')))
  await ready.promise
  return { child, points }
}

/** Asks as generation does: again, with the same key, until somebody answers. */
async function asked<Q extends AnyQuestion>(question: Q, data: QuestionRequest<Q>): Promise<QuestionAnswer<Q>> {
  const answer = await eventually(() => bus.ask(question, data, { timeoutMs: 500 }), {
    withinMs: WITHIN.timeout,
    what: `an answer to ${question.name}`,
  })
  return answer as QuestionAnswer<Q>
}

/** What a customer does: an appointment is held, booked, moved and cancelled. */
async function story(asker: Asker): Promise<void> {
  const wish = { ...asker, key: randomUUID(), service: 'dermatology', resource: null, startsAt: at(3, '10:00') }
  await asked(bookingHold, wish)
  const booked = bookingIn(await asked(bookingConfirm, { ...wish, contactName: 'Ana', contactPhone: null }))
  const change = { ...asker, booking: booked.id }
  const moved = await asked(bookingMove, { ...change, key: randomUUID(), resource: null, startsAt: at(3, '12:00') })
  expect(moved).toMatchObject({ outcome: 'moved' })
  const cancelled = await asked(bookingCancel, { ...change, key: randomUUID() })
  expect(cancelled).toMatchObject({ outcome: 'cancelled' })
}

/** Nothing waits in the outbox, one booking is left, and each change was told once. */
async function expectOneOfEach(asker: Asker, told: readonly string[], point: string): Promise<void> {
  await vi.waitFor(async () => expect((await database.query('SELECT id FROM outbox.event')).rows).toEqual([]), WITHIN)
  const names = ['booking.held', 'booking.confirmed', 'booking.moved', 'booking.cancelled']
  await vi.waitFor(() => expect(told.length, point).toBeGreaterThanOrEqual(names.length), WITHIN)
  expect(told, point).toEqual(names)
  const { rows } = await database.query('SELECT status FROM booking.booking WHERE session_id = $1', [asker.session])
  expect(rows, point).toEqual([{ status: 'cancelled' }])
}

function follow(asker: Asker): { told: string[]; stop: () => void } {
  const told: string[] = []
  const reader = bus.readAll({
    startSequence: 1,
    onEvent: (event) => void (event.session === asker.session && told.push(event.name)),
  })
  return { told, stop: () => reader.stop() }
}

it('killed before or after any write, commit or publish: one booking, one event for each change', async () => {
  const first = contact(1)
  const recording = await startMortal(first.session, '')
  const seen = follow(first)
  await story(first)
  await expectOneOfEach(first, seen.told, 'unharmed')
  seen.stop()
  recording.child.kill('SIGKILL')
  await once(recording.child, 'exit')
  expect(recording.points).toEqual(
    expect.arrayContaining([
      'before insert booking.booking',
      'after insert outbox.event',
      'before commit',
      'after commit',
      'before publish booking.confirmed',
      'after publish booking.confirmed',
      'before delete outbox.event',
    ]),
  )

  for (const [index, point] of recording.points.entries()) {
    const asker = contact(10 + index)
    const { child } = await startMortal(asker.session, point)
    const following = follow(asker)
    const death = once(child, 'exit')
    const telling = story(asker)
    const [, signal] = await death
    expect(signal, point).toBe('SIGKILL')
    const successor = await startBooking(servers)
    await telling
    await expectOneOfEach(asker, following.told, point)
    following.stop()
    await successor.stop()
  }
}, 600_000)
