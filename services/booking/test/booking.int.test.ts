import { Bus } from '@repartee/bus'
import { bookingAvailability, bookingCancel, bookingList, bookingMove, bookingServices } from '@repartee/contracts'
import { Database } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import { useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { syncCalendar } from '../src/syncCalendar.ts'
import {
  type Asker,
  TENANT,
  at,
  bookingIn,
  contact,
  desk,
  migrateAll,
  owner,
  patiently,
  startBooking,
  testCalendar,
} from './clinic.ts'

const servers = useServers()
let service: RunningService
let bus: Bus
let database: Client
let booking: ReturnType<typeof desk>

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  service = await startBooking(servers)
  await syncCalendar(service.app.get(Database), owner, testCalendar)
  bus = service.app.get(Bus)
  booking = desk(bus)
  database = new Client({ connectionString: servers.databaseUrl })
  await database.connect()
  await database.query('SET ROLE repartee_worker')
})
afterAll(async () => {
  await database?.end()
  await service?.stop()
})
beforeEach(async () => {
  await database.query('DELETE FROM booking.booking')
})

const rows = async (where = 'true') => (await database.query(`SELECT * FROM booking.booking WHERE ${where}`)).rows

describe('services', () => {
  it('are those of the pack, with who gives them', async () => {
    const { services } = await bus.ask(bookingServices, { tenant: TENANT })
    expect(services.find(({ key }) => key === 'dermatology')).toMatchObject({
      name: 'dermatology visit',
      durationMinutes: 30,
      resources: [{ key: 'anna_petrova' }],
    })
    expect(services.find(({ key }) => key === 'dental_checkup')!.resources).toHaveLength(2)
  })
  it('are none for a tenant without a calendar', async () => {
    expect(await bus.ask(bookingServices, { tenant: 'nobody' })).toEqual({ services: [] })
  })
  it('follow the calendar: the same again changes nothing, what is gone is not offered any more', async () => {
    const sync = (change: object = {}) => syncCalendar(service.app.get(Database), owner, { ...testCalendar, ...change })
    expect(await sync()).toBe(false)
    expect(
      await sync({ services: testCalendar.services.slice(0, 1), resources: testCalendar.resources.slice(0, 1) }),
    ).toBe(true)
    expect((await bus.ask(bookingServices, { tenant: TENANT })).services.map(({ key }) => key)).toEqual(['dermatology'])
    expect(await sync()).toBe(true)
    expect((await bus.ask(bookingServices, { tenant: TENANT })).services).toHaveLength(2)
  })
})

describe('availability', () => {
  const ask = (service: string, resource: string | null, from: string, to: string) =>
    bus.ask(bookingAvailability, { tenant: TENANT, service, resource, from, to, limit: 100 })

  it('gives free starts with the wall clock of the tenant', async () => {
    const answer = await ask('dermatology', null, at(3, '10:00'), at(3, '11:00'))
    expect(answer.outcome === 'free' && answer.openings.map(({ localTime }) => localTime)).toEqual([
      '10:00',
      '10:15',
      '10:30',
      '10:45',
    ])
  })
  it('leaves out what is held and booked, with the buffer', async () => {
    await booking.hold(contact(1), at(3, '10:30'))
    const answer = await ask('dermatology', 'anna_petrova', at(3, '10:00'), at(3, '11:30'))
    expect(answer.outcome === 'free' && answer.openings.map(({ localTime }) => localTime)).toEqual(['11:15'])
  })
  it('knows what it does not know', async () => {
    expect(await ask('surgery', null, at(3, '10:00'), at(3, '11:00'))).toEqual({ outcome: 'unknown_service' })
    expect(await ask('dermatology', 'dan_levi', at(3, '10:00'), at(3, '11:00'))).toEqual({
      outcome: 'unknown_resource',
    })
  })
})

describe('hold and confirm', () => {
  it('make a booking out of an offer', async () => {
    const asker = contact(2)
    const key = randomUUID()
    const held = await booking.hold(asker, at(3, '10:00'), { key })
    expect(held).toMatchObject({
      outcome: 'held',
      idempotent: false,
      booking: { status: 'held', localTime: '10:00', resource: { key: 'anna_petrova' } },
    })
    const confirmed = await booking.confirm(asker, at(3, '10:00'), { key })
    expect(confirmed).toMatchObject({
      outcome: 'confirmed',
      idempotent: false,
      booking: { id: bookingIn(held).id, status: 'confirmed', contactName: 'Ana' },
    })
    expect(await rows()).toHaveLength(1)
  })

  it('give the same hold again, and replace it when the session wants another', async () => {
    const asker = contact(3)
    const key = randomUUID()
    const first = await booking.hold(asker, at(3, '10:00'), { key })
    expect(await booking.hold(asker, at(3, '10:00'), { key })).toEqual({ ...first, idempotent: true })
    expect(await booking.hold(asker, at(3, '10:15'), { key })).toMatchObject({
      outcome: 'held',
      booking: { localTime: '10:15' },
    })
    expect(await booking.hold(asker, at(3, '12:00'))).toMatchObject({ outcome: 'held' })
    expect(await rows()).toHaveLength(1)
  })

  it('leave the old hold when the new one cannot be had', async () => {
    const asker = contact(4)
    await booking.hold(contact(5), at(3, '11:00'))
    await booking.hold(asker, at(3, '10:00'))
    const answer = await booking.hold(asker, at(3, '11:00'))
    expect(answer).toMatchObject({ outcome: 'taken' })
    expect(await rows()).toHaveLength(2)
  })

  it.each([
    ['outside the hours', at(2, '10:00'), 'closed'],
    ['in the past', '2026-01-07T10:00:00.000Z', 'in_the_past'],
    ['beyond the horizon', new Date(Date.now() + 200 * 86_400_000).toISOString(), 'too_far'],
    ['beside the grid', at(3, '10:07'), 'taken'],
  ])('refuse what lies %s', async (_, startsAt, outcome) => {
    expect(await booking.hold(contact(6), startsAt)).toMatchObject({ outcome })
    expect(await booking.confirm(contact(6), startsAt)).toMatchObject({ outcome })
    expect(await rows()).toHaveLength(0)
  })

  it('name the nearest free starts instead of a taken one', async () => {
    await booking.confirm(contact(7), at(3, '11:00'))
    const answer = await booking.confirm(contact(8), at(3, '11:00'))
    expect(answer.outcome === 'taken' && answer.alternatives.map(({ localTime }) => localTime)).toEqual([
      '10:00',
      '10:15',
      '11:45',
      '12:00',
      '12:15',
    ])
  })

  it('spread bookings over everybody who is free', async () => {
    const answers = await Promise.all(
      [1, 2].map((n) => booking.confirm(contact(n), at(3, '10:00'), { service: 'dental_checkup' })),
    )
    expect(answers.map((answer) => bookingIn(answer).resource.key).toSorted()).toEqual(['dan_levi', 'sofia_marques'])
    expect(await booking.confirm(contact(9), at(3, '10:00'), { service: 'dental_checkup' })).toMatchObject({
      outcome: 'taken',
    })
  })

  it('take an expired hold of another out of the way, and the own one again', async () => {
    const [first, second] = [contact(10), contact(11)]
    const key = randomUUID()
    await booking.hold(first, at(3, '10:00'), { key })
    await database.query(`UPDATE booking.booking SET hold_expires_at = now() - interval '1 second'`)
    expect(await booking.confirm(first, at(3, '10:00'), { key })).toMatchObject({ outcome: 'confirmed' })
    await database.query('DELETE FROM booking.booking')
    const again = randomUUID()
    await booking.hold(first, at(3, '10:00'), { key: again })
    await database.query(`UPDATE booking.booking SET hold_expires_at = now() - interval '1 second'`)
    expect(await booking.hold(second, at(3, '10:00'))).toMatchObject({ outcome: 'held' })
    expect(await booking.confirm(first, at(3, '10:00'), { key: again })).toMatchObject({ outcome: 'taken' })
    expect(await rows()).toHaveLength(1)
  })
})

describe('move, cancel, list', () => {
  const move = (asker: Asker, id: string, startsAt: string, key = randomUUID()) =>
    bus.ask(bookingMove, { ...asker, key, booking: id, resource: null, startsAt })
  const cancel = (asker: Asker, id: string, key = randomUUID()) =>
    bus.ask(bookingCancel, { ...asker, key, booking: id })

  it('move a booking, also onto a part of its own time, once for each key', async () => {
    const asker = contact(20)
    const { id } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    const key = randomUUID()
    const moved = await move(asker, id, at(3, '10:15'), key)
    expect(moved).toMatchObject({
      outcome: 'moved',
      idempotent: false,
      booking: { id, localTime: '10:15', contactName: 'Ana' },
    })
    expect(await move(asker, id, at(3, '10:15'), key)).toEqual({ ...moved, idempotent: true })
    expect(await rows()).toHaveLength(1)
  })

  it('leave a booking where it is when the other time is taken', async () => {
    const asker = contact(21)
    const { id, startsAt } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    await booking.confirm(contact(22), at(3, '12:00'))
    expect(await move(asker, id, at(3, '12:00'))).toMatchObject({ outcome: 'taken' })
    const { bookings } = await bus.ask(bookingList, asker)
    expect(bookings).toMatchObject([{ id, startsAt }])
  })

  it('cancel, and book the same time again', async () => {
    const asker = contact(23)
    const { id } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    expect(await cancel(asker, id)).toMatchObject({ outcome: 'cancelled', booking: { id, status: 'cancelled' } })
    expect(await cancel(asker, id)).toEqual({ outcome: 'unknown_booking' })
    expect(await booking.confirm(asker, at(3, '10:00'))).toMatchObject({ outcome: 'confirmed', idempotent: false })
    expect((await bus.ask(bookingList, asker)).bookings).toHaveLength(1)
  })

  it('keep to the notice of the pack', async () => {
    const asker = contact(24)
    const { id } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    await database.query(
      `UPDATE booking.booking SET span = tstzrange(now() + interval '2 hours', now() + interval '150 minutes'), busy = tstzrange(now() + interval '2 hours', now() + interval '155 minutes')`,
    )
    expect(await cancel(asker, id)).toEqual({ outcome: 'too_late', noticeHours: 3 })
    expect(await move(asker, id, at(3, '12:00'))).toEqual({ outcome: 'too_late', noticeHours: 3 })
  })

  it('are for the contact alone, on whichever channel', async () => {
    const asker = contact(25)
    const { id } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    const stranger = { ...contact(26), contact: {} }
    expect((await bus.ask(bookingList, stranger)).bookings).toEqual([])
    expect(await cancel(stranger, id)).toEqual({ outcome: 'unknown_booking' })
    const sameOnPhone = contact(25, 'phone')
    expect((await bus.ask(bookingList, sameOnPhone)).bookings).toMatchObject([{ id }])
    expect(await move(sameOnPhone, id, at(3, '12:00'))).toMatchObject({ outcome: 'moved' })
    expect(await rows()).toMatchObject([{ session_id: asker.session }])
  })
})

describe('rivals', () => {
  it('200 at once for one start: one has it, 199 hear of others, nobody deadlocks', async () => {
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, number) => {
        const [asker, key] = [contact(1000 + number), randomUUID()]
        return patiently(() => booking.confirm(asker, at(1, '10:00'), { key }))
      }),
    )
    expect(answers.filter(({ outcome }) => outcome === 'confirmed')).toHaveLength(1)
    const losers = answers.filter((answer) => answer.outcome === 'taken')
    expect(losers).toHaveLength(199)
    expect(losers.every(({ alternatives }) => alternatives.length === 5)).toBe(true)
    expect(await rows()).toHaveLength(1)
    const { rows: stats } = await database.query(
      'SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()',
    )
    expect(stats).toEqual([{ deadlocks: 0 }])
  })

  it('all at once move onto one start: one gets there', async () => {
    const askers = Array.from({ length: 40 }, (_, number) => contact(2000 + number))
    const days = [1, 3, 5]
    const free: string[] = []
    for (const day of days) {
      const answer = await bus.ask(bookingAvailability, {
        tenant: TENANT,
        service: 'dermatology',
        resource: null,
        from: at(day, '00:00'),
        to: at(day, '23:59'),
        limit: 500,
      })
      if (answer.outcome === 'free')
        free.push(...answer.openings.filter((_opening, index) => index % 3 === 0).map(({ startsAt }) => startsAt))
    }
    const target = free.pop()!
    const booked = await Promise.all(
      askers
        .slice(0, free.length)
        .map(async (asker, index) => ({ asker, answer: await booking.confirm(asker, free[index]!) })),
    )
    const standing = booked.flatMap(({ asker, answer }) =>
      'booking' in answer ? [{ asker, id: answer.booking.id }] : [],
    )
    expect(standing.length).toBeGreaterThan(10)
    const answers = await Promise.all(
      standing.map(({ asker, id }) => {
        const wished = { ...asker, key: randomUUID(), booking: id, resource: null, startsAt: target }
        return patiently(() => bus.ask(bookingMove, wished, { timeoutMs: 10_000 }))
      }),
    )
    expect(answers.filter(({ outcome }) => outcome === 'moved')).toHaveLength(1)
    expect(await rows()).toHaveLength(standing.length)
  })

  it('the same confirmation 50 times: one booking, 50 equal answers', async () => {
    const asker = contact(30)
    const key = randomUUID()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => patiently(() => booking.confirm(asker, at(3, '10:00'), { key }))),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(bookingIn(answer)))).size).toBe(1)
    expect(answers.filter((answer) => 'idempotent' in answer && !answer.idempotent)).toHaveLength(1)
    expect(await rows()).toHaveLength(1)
  })

  it('two who swap their holds both get an answer', async () => {
    const [one, other] = [contact(31), contact(32)]
    await booking.hold(one, at(3, '10:00'))
    await booking.hold(other, at(3, '12:00'))
    const answers = await Promise.all([booking.hold(one, at(3, '12:00')), booking.hold(other, at(3, '10:00'))])
    expect(answers.every(({ outcome }) => outcome === 'held' || outcome === 'taken')).toBe(true)
    expect(await rows()).toHaveLength(2)
  })
})

describe('events', () => {
  it('come once for each change, in order, and a restart loses none', async () => {
    const asker = contact(40)
    const key = randomUUID()
    const names: string[] = []
    const reader = bus.readAll({ onEvent: (event) => void (event.session === asker.session && names.push(event.name)) })
    await booking.hold(asker, at(3, '10:00'), { key })
    await booking.confirm(asker, at(3, '10:00'), { key })
    await booking.confirm(asker, at(3, '10:00'), { key })
    await vi.waitFor(() => expect(names).toEqual(['booking.held', 'booking.confirmed']))
    reader.stop()
    await vi.waitFor(async () => expect((await database.query('SELECT id FROM outbox.event')).rows).toEqual([]))
  })
})
