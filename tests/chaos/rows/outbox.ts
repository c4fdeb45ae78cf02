import { jetstreamManager } from '@nats-io/jetstream'
import { bookingConfirm, CONVERSATION } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../../bench/figures.ts'
import { nextWeekday, TENANT } from '../../system/house.ts'
import { all } from '../promises.ts'
import type { Stage } from '../stage.ts'
import { confirm, confirmRequest, instantOf } from './rivals.ts'

const WEDNESDAY = nextWeekday(3, 17)
const TIMES = ['08:00', '08:15', '08:30', '08:45', '09:00', '09:15', '09:30', '09:45', '10:00', '10:15']

/** Booking killed between its commit and its publish: the event comes once, later. */
export async function bookingKilled(stage: Stage): Promise<Figure[]> {
  const { house } = stage
  const { streams } = await jetstreamManager(house.nats)
  const booking = stage.program('booking')
  const before = await confirmedEvents(stage)

  // With a stream that takes nothing the commit stands and its event cannot leave.
  await house.untilQuiet()
  const full = (await streams.info(CONVERSATION.name)).state.messages
  await streams.update(CONVERSATION.name, { max_msgs: full, discard: 'new' as never })
  const request = confirmRequest('34760000001', await instantOf(stage, WEDNESDAY, TIMES[0] ?? ''))
  const answer = await confirm(stage, request)
  const waiting = await rowsThatWait(stage)
  await booking.kill()
  await streams.update(CONVERSATION.name, { max_msgs: -1, discard: 'old' as never })
  await booking.start()
  const figures = [
    all(
      '10 events that wait while nothing can be published',
      waiting,
      1,
      'events',
      answer.outcome === 'confirmed' ? [] : [answer.outcome],
    ),
    all('10 events of it afterwards', await eventsOf(stage, before + 1), 1, 'events'),
  ]
  return [...figures, await atAnyMoment(stage)]

  async function eventsOf(at: Stage, wanted: number): Promise<number> {
    await eventually(async () => (await confirmedEvents(at)) >= wanted, { what: 'the event', withinMs: 20_000 }).catch(
      () => undefined,
    )
    await house.untilQuiet()
    return (await confirmedEvents(at)) - before
  }
}

/** Kills it a little later each time after the question was asked: whatever was booked has one event. */
async function atAnyMoment(stage: Stage): Promise<Figure> {
  const { house } = stage
  const booking = stage.program('booking')
  const before = await confirmedEvents(stage)
  const times = TIMES.slice(1, stage.scale.rivals > 50 ? TIMES.length : 4)
  const booked = async () => {
    const [row] = await house.query<{ rows: string }>(
      `SELECT count(*) AS rows FROM booking.booking WHERE contact_name = 'Rival' AND status = 'confirmed'
       AND contact_phone LIKE '+3475%'`,
    )
    return Number(row?.rows)
  }
  for (const [index, time] of times.entries()) {
    const request = confirmRequest(`3475000000${index}`, await instantOf(stage, WEDNESDAY, time))
    const asking = house.ask(bookingConfirm, request).catch(() => null)
    await pause(index * 2)
    await booking.kill()
    await booking.start()
    await asking
    // The same yes again, as a contact would say it.
    await confirm(stage, request)
  }
  await eventually(async () => (await confirmedEvents(stage)) - before >= times.length, {
    what: 'an event for each',
    withinMs: 20_000,
  }).catch(() => undefined)
  await house.untilQuiet()
  const events = (await confirmedEvents(stage)) - before
  const rows = await booked()
  const wrong = rows === times.length ? [] : [`${rows} bookings of ${times.length} that were asked for`]
  return all('10 events of bookings whose service was killed meanwhile', events, times.length, 'events', wrong)
}

async function confirmedEvents({ house }: Stage): Promise<number> {
  const ids = (await house.events())
    .filter(({ name }) => name === 'booking.confirmed')
    .map(({ data }) => JSON.stringify(data['booking'] ?? data))
  return ids.length
}

async function rowsThatWait({ house }: Stage): Promise<number> {
  const [row] = await house.query<{ rows: string }>(
    "SELECT count(*) AS rows FROM outbox.event WHERE tenant_id = $1 AND contract = 'booking.confirmed'",
    [TENANT],
  )
  return Number(row?.rows)
}
