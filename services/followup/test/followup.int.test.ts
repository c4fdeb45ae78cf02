import { Bus } from '@repartee/bus'
import type { StoredEvent } from '@repartee/bus'
import {
  type Outgoing,
  followUpCancel,
  followUpCancelled,
  followUpDue,
  followUpList,
  followUpMove,
  followUpScheduled,
} from '@repartee/contracts'
import type { RunningService } from '@repartee/service'
import { replyIdOf } from '@repartee/session'
import { useServers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { bookingChange } from '../src/core/input.ts'
import { FollowUps } from '../src/followUps.ts'
import { Conversation, TENANT, migrateAll, settings, startFollowUp } from './house.ts'

const servers = useServers()
const HOUR_MS = 3_600_000
let service: RunningService
let bus: Bus
let database: Client
let told: StoredEvent[] = []

beforeAll(async () => {
  await migrateAll(servers.databaseUrl)
  service = await startFollowUp(servers)
  bus = service.app.get(Bus)
  bus.readAll({ onEvent: (event) => void (event.name.startsWith('followup.') && told.push(event)) })
  database = new Client({ connectionString: servers.databaseUrl })
  database.on('error', () => undefined) // one test kills the server
  await database.connect()
  await database.query('SET ROLE repartee_worker')
})
afterAll(async () => {
  await database?.end()
  await service?.stop()
})
beforeEach(() => {
  told = []
})

const items = async (of: Conversation) =>
  (await database.query('SELECT * FROM followup.item WHERE session_id = $1 ORDER BY armed_at', [of.session])).rows
const names = (of: Conversation) => told.filter(({ session }) => session === of.session).map(({ name }) => name)
const waitFor = (check: () => unknown) => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const hoursAhead = (hours: number) => new Date(Date.now() + hours * HOUR_MS)
const makeDue = (of: Conversation) =>
  database.query(`UPDATE followup.item SET due_at = now() WHERE session_id = $1 AND status = 'pending'`, [of.session])

/** Publishes each event twice under ids of their own, as a broker does that has forgotten the first; waits until something is told of it. */
async function tell(...list: Outgoing[]): Promise<void> {
  for (const one of list) {
    // What a test before this one set off may still be told of.
    const own = () => told.filter(({ session }) => session === (one.data as { session: string }).session).length
    const before = own()
    await bus.publish(one)
    await bus.publish(one)
    await waitFor(() => expect(own()).toBeGreaterThan(before))
  }
}

describe('a contact who goes silent in the middle of a booking', () => {
  it('is asked later, once', async () => {
    const one = new Conversation()
    await tell(one.replied())
    expect(await items(one)).toMatchObject([{ reason: 'silent_in_booking', status: 'pending', announced: false }])
    await makeDue(one)
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.due']))
    const due = told.find((event) => event.is(followUpDue) && event.session === one.session)!
    expect(due.data()).toMatchObject({
      reason: 'silent_in_booking',
      language: 'en',
      address: { contact: '34600111222' },
    })
    expect(await items(one)).toMatchObject([{ status: 'fired', due_at: null }])
  })

  it('is left alone when they write, a human writes or takes over', async () => {
    for (const ending of ['understood', 'takenOver'] as const) {
      const one = new Conversation()
      await tell(one.replied(), one[ending]())
      expect(names(one)).toEqual(['followup.scheduled', 'followup.cancelled'])
      expect(await items(one)).toMatchObject([
        { status: 'cancelled', why: ending === 'understood' ? 'message' : 'taken_over' },
      ])
    }
  })

  it('is asked after the newest reply only', async () => {
    const one = new Conversation()
    await tell(one.replied(), one.replied())
    expect(await items(one)).toMatchObject([{ status: 'pending', occurrence: 2 }])
  })
})

describe('an announced follow-up', () => {
  it('keeps the delay that was announced, and replaces the silent one of an escalation', async () => {
    const one = new Conversation()
    const completedAt = new Date(Date.now() - 5000).toISOString()
    const dueAt = new Date(Date.parse(completedAt) + HOUR_MS).toISOString()
    await tell(one.escalated(), one.replied({ completedAt, followUp: { reason: 'escalation_untaken', dueAt } }))
    const [item] = await items(one)
    expect(item).toMatchObject({ reason: 'escalation_untaken', announced: true })
    expect(item.due_at.getTime() - item.armed_at.getTime()).toBe(HOUR_MS)
    expect(
      told
        .filter((event) => event.is(followUpScheduled))
        .map((event) => (event.data() as { announced: boolean }).announced),
    ).toEqual([false, true])
  })
})

describe('a booking', () => {
  it('is reminded of twice, one after the other, out of one row', async () => {
    const one = new Conversation()
    await tell(one.booking('booking.confirmed', hoursAhead(72)))
    expect(await items(one)).toMatchObject([{ reason: 'booking_reminder', status: 'pending', occurrence: 1 }])
    await makeDue(one)
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.due']))
    expect(await items(one)).toMatchObject([{ status: 'pending', occurrence: 2, later: [] }])
    await makeDue(one)
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.due', 'followup.due']))
    const occurrences = told
      .filter((event) => event.is(followUpDue))
      .map((event) => (event.data() as { occurrence: string }).occurrence.split(':')[1])
    expect(occurrences).toEqual(['1', '2'])
    expect(await items(one)).toMatchObject([{ status: 'fired' }])
  })

  it('takes its reminders along when it is moved, and to its end when it is cancelled', async () => {
    const one = new Conversation()
    const id = randomUUID()
    await tell(one.booking('booking.confirmed', hoursAhead(72), id), one.booking('booking.moved', hoursAhead(10), id))
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.cancelled', 'followup.scheduled']))
    const [item] = await items(one)
    expect(Math.round((item.due_at - Date.now()) / HOUR_MS)).toBe(8)
    expect(item).toMatchObject({ status: 'pending', occurrence: 2, later: [] })
    await tell(one.booking('booking.cancelled', hoursAhead(10), id))
    expect(await items(one)).toMatchObject([{ status: 'cancelled', why: 'booking_cancelled' }])
  })

  it('is not reminded of after it was cancelled, also when the cancellation is heard of first', async () => {
    const one = new Conversation()
    const followUps = service.app.get(FollowUps)
    const [confirmed, cancelled] = (['booking.confirmed', 'booking.cancelled'] as const).map((name) =>
      one.booking(name, hoursAhead(72), one.session),
    )
    const hear = (kind: 'booked' | 'booking_cancelled', event: Outgoing, sequence: number) =>
      followUps.take({
        tenant: TENANT,
        session: one.session,
        settings: null,
        key: `${kind} ${one.session}`,
        sequence,
        happening: bookingChange(kind, event.data as never),
      })
    await hear('booking_cancelled', cancelled!, 1_000_002)
    await hear('booked', confirmed!, 1_000_001)
    expect(await items(one)).toEqual([])
  })

  it('keeps its reminder when the contact writes, and loses it when they opt out', async () => {
    const one = new Conversation()
    await tell(one.booking('booking.confirmed', hoursAhead(72)))
    await bus.publish(one.understood())
    await tell(one.optedOut())
    const cancelled = told.filter((event) => event.is(followUpCancelled) && event.session === one.session)
    expect(cancelled.map((event) => (event.data() as { why: string }).why)).toEqual(['opted_out'])
  })

  it('is not reminded of when everything was down until it began', async () => {
    const one = new Conversation()
    await tell(one.booking('booking.confirmed', hoursAhead(72)))
    await database.query('UPDATE followup.item SET due_at = now(), useless_after = now() WHERE session_id = $1', [
      one.session,
    ])
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.cancelled']))
  })
})

describe('what becomes of a follow-up', () => {
  const fired = async () => {
    const one = new Conversation()
    await tell(one.replied())
    await makeDue(one)
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.due']))
    const [item] = await items(one)
    return { one, occurrence: `${item.id}:1` }
  }

  it('held: it is armed again for then, once', async () => {
    const { one, occurrence } = await fired()
    const until = hoursAhead(9)
    await tell(one.held(occurrence, until))
    expect(await items(one)).toMatchObject([{ status: 'pending', occurrence: 2, due_at: until }])
    expect(names(one)).toEqual(['followup.scheduled', 'followup.due', 'followup.scheduled'])
  })

  it('failed: another try; read: none', async () => {
    const failed = await fired()
    await tell(failed.one.receipt('reply.failed', replyIdOf(failed.occurrence)))
    expect(await items(failed.one)).toMatchObject([{ status: 'pending', receipt: 'failed', occurrence: 2 }])
    const read = await fired()
    await bus.publish(read.one.receipt('reply.read', replyIdOf(read.occurrence)))
    await waitFor(async () => expect(await items(read.one)).toMatchObject([{ status: 'fired', receipt: 'read' }]))
  })
})

describe('what a tenant has otherwise than its pack', () => {
  it('holds', async () => {
    const one = new Conversation()
    const overrides = { followUps: { silentInBookingMinutes: 5 } }
    await tell(one.replied({ settings: { ...settings, overrides } }))
    const [item] = await items(one)
    expect(item.due_at.getTime() - item.armed_at.getTime()).toBe(300_000)
    expect(item.arm).toBeNull()
  })

  it('can be an experiment with delays, whose arm stands in the row and the event', async () => {
    const one = new Conversation()
    const overrides = { followUps: { arms: [{ name: 'sooner', silentInBookingMinutes: 7 }] } }
    await tell(one.replied({ settings: { ...settings, overrides } }))
    const [item] = await items(one)
    expect(item.due_at.getTime() - item.armed_at.getTime()).toBe(420_000)
    expect(item.arm).toBe('sooner')
    const scheduled = told.find((event) => event.is(followUpScheduled) && event.session === one.session)!
    expect(scheduled.data()).toMatchObject({ arm: 'sooner' })
  })
})

describe('people of the business', () => {
  const ofSession = async (one: Conversation) =>
    (await bus.ask(followUpList, { tenant: TENANT, session: one.session, limit: 10 })).followUps

  it('see what waits, why, and what would end it', async () => {
    const one = new Conversation()
    await tell(one.booking('booking.confirmed', hoursAhead(72)))
    const [item, ...others] = await ofSession(one)
    expect(others).toEqual([])
    expect(item).toMatchObject({
      reason: 'booking_reminder',
      status: 'pending',
      why: 'before the booking',
      endedBy: ['booking_moved', 'booking_cancelled', 'opted_out'],
    })
    expect(item!.later).toHaveLength(1)
    expect(
      (await bus.ask(followUpList, { tenant: 'other-clinic', session: one.session, limit: 10 })).followUps,
    ).toEqual([])
  })

  it('put one to another time, and it is due then, once', async () => {
    const one = new Conversation()
    await tell(one.replied())
    const [item] = await ofSession(one)
    const move = { tenant: TENANT, followUp: item!.id, by: 'ana' }
    const past = new Date(Date.now() - 1000).toISOString()
    expect(await bus.ask(followUpMove, { ...move, dueAt: past })).toEqual({ outcome: 'in_the_past' })
    expect(await bus.ask(followUpMove, { ...move, tenant: 'other-clinic', dueAt: past })).toEqual({
      outcome: 'unknown',
    })
    const dueAt = new Date(Date.now() + 500).toISOString()
    expect(await bus.ask(followUpMove, { ...move, dueAt })).toMatchObject({
      outcome: 'moved',
      followUp: { dueAt, why: 'moved by ana', changedBy: 'ana' },
    })
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.scheduled', 'followup.due']))
    expect(await bus.ask(followUpMove, { ...move, dueAt: hoursAhead(1).toISOString() })).toEqual({
      outcome: 'not_waiting',
    })
  })

  it('put no reminder behind its booking', async () => {
    const one = new Conversation()
    await tell(one.booking('booking.confirmed', hoursAhead(72)))
    const [item] = await ofSession(one)
    const move = { tenant: TENANT, followUp: item!.id, by: 'ana', dueAt: hoursAhead(73).toISOString() }
    expect(await bus.ask(followUpMove, move)).toEqual({ outcome: 'too_late' })
  })

  it('cancel one', async () => {
    const one = new Conversation()
    await tell(one.replied())
    const [item] = await ofSession(one)
    const cancel = { tenant: TENANT, followUp: item!.id, by: 'ana' }
    expect(await bus.ask(followUpCancel, cancel)).toMatchObject({
      outcome: 'cancelled',
      followUp: { status: 'cancelled', why: 'cancelled by ana', dueAt: null },
    })
    await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.cancelled']))
    expect(await bus.ask(followUpCancel, cancel)).toEqual({ outcome: 'not_waiting' })
  })
})

it('Postgres that was away for a while loses nothing', async () => {
  const one = new Conversation()
  await tell(one.replied())
  await servers.postgres.kill()
  await bus.publish(one.understood())
  await servers.postgres.start()
  await waitFor(() => expect(names(one)).toEqual(['followup.scheduled', 'followup.cancelled']))
}, 60_000)
