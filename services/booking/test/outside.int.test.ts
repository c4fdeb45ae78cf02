import { Bus } from '@repartee/bus'
import {
  bookingAvailability,
  bookingCalendarFile,
  bookingCalendars,
  bookingCancel,
  bookingMove,
} from '@repartee/contracts'
import { Database } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import { canHaveRadicale, startGoogleCalendar, startRadicale, useServers } from '@repartee/testing'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { connectCalendar, disconnectCalendar, renewFeed } from '../src/connect.ts'
import { syncCalendar } from '../src/syncCalendar.ts'
import { TENANT, at, bookingIn, contact, desk, migrateAll, owner, startBooking, testCalendar } from './clinic.ts'

const servers = useServers()
const closing: (() => unknown)[] = []
const secrets = { SECRET_ANNA: 'geheim', SECRET_GOOGLE: '' }
let service: RunningService
let bus: Bus
let booking: ReturnType<typeof desk>
let google: Awaited<ReturnType<typeof startGoogleCalendar>>

beforeAll(async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  google = await startGoogleCalendar({ publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })) })
  closing.push(google.stop)
  secrets.SECRET_GOOGLE = JSON.stringify({
    client_email: 'repartee@example.iam.gserviceaccount.com',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    token_uri: google.tokenUrl,
  })
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value)
  await migrateAll(servers.databaseUrl)
  service = await startBooking(servers, {
    CALENDAR_TOKEN_SECRET: 'the-secret-of-links',
    OUTSIDE_READ_MS: 200,
    GOOGLE_CALENDAR_URL: google.url,
  })
  await syncCalendar(service.app.get(Database), owner, testCalendar)
  bus = service.app.get(Bus)
  booking = desk(bus)
})
afterAll(async () => {
  await service?.stop()
  for (const close of closing.toReversed()) await close()
  vi.unstubAllEnvs()
})

const waitFor = <Value>(check: () => Value) => vi.waitFor(check, { timeout: 20_000, interval: 50 })
const starts = async (service: string, resource: string, day: number) => {
  const window = { from: at(day, '00:00'), to: at(day, '23:59'), limit: 100 }
  const answer = await bus.ask(bookingAvailability, { tenant: TENANT, service, resource, ...window })
  return answer.outcome === 'free' ? answer.openings.map(({ localTime }) => localTime) : []
}
const calendarsOf = async (key: string) =>
  (await bus.ask(bookingCalendars, { tenant: TENANT })).resources.find((resource) => resource.key === key)!
const utc = (iso: string) => iso.replaceAll(/[-:]|\.\d{3}/g, '')
const fileAt = async (link: string) =>
  bus.ask(bookingCalendarFile, { token: /\/calendar\/(.*)\.ics$/.exec(new URL(link).pathname)![1]! })

describe.skipIf(!canHaveRadicale())('a calendar on a CalDAV server (Radicale)', () => {
  const account = { user: 'anna', password: secrets.SECRET_ANNA }
  const authorization = `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`
  let collection = ''
  const dav = (method: string, path = '', body?: string) =>
    fetch(`${collection}${path}`, { method, headers: { authorization }, ...(body === undefined ? {} : { body }) })
  const put = async (name: string, ...lines: string[]) => {
    const event = ['BEGIN:VEVENT', `UID:${name}`, 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT']
    const object = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...event, 'END:VCALENDAR', '']
    expect((await dav('PUT', `${name}.ics`, object.join('\r\n'))).status).toBeLessThan(300)
  }
  const read = async (id: string) => (await dav('GET', `${id}.ics`)).text()

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'repartee-radicale-'))
    const radicale = await startRadicale(folder, account)
    closing.push(
      () => rm(folder, { recursive: true, force: true }),
      () => radicale.stop(),
    )
    collection = `${radicale.url}/anna/work/`
    const made = await dav(
      'MKCALENDAR',
      '',
      '<?xml version="1.0"?><C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"/>',
    )
    expect(made.status).toBe(201)
    const connection = { tenant: TENANT, resource: 'anna_petrova', kind: 'caldav', account: 'anna' } as const
    await connectCalendar(servers.databaseUrl, { ...connection, address: collection, secret: 'env:SECRET_ANNA' })
  }, 60_000)

  it('keeps busy what is busy there: once, every week, the whole day in its own zone', async () => {
    expect(await starts('dermatology', 'anna_petrova', 3)).toContain('10:00')
    await put('once', `DTSTART:${utc(at(3, '10:00'))}`, `DTEND:${utc(at(3, '11:00'))}`)
    await put('free', `DTSTART:${utc(at(3, '12:00'))}`, `DTEND:${utc(at(3, '13:00'))}`, 'TRANSP:TRANSPARENT')
    await put(
      'weekly',
      'DTSTART;TZID=Europe/Madrid:20260107T150000',
      'DTEND;TZID=Europe/Madrid:20260107T160000',
      'RRULE:FREQ=WEEKLY',
    )
    await waitFor(async () => {
      const free = await starts('dermatology', 'anna_petrova', 3)
      expect(free).not.toContain('10:00')
      expect(free).not.toContain('15:15')
      expect(free).toContain('12:00')
      expect(free).toContain('16:00')
    })
    await put('holiday', `DTSTART;VALUE=DATE:${at(5, '12:00').slice(0, 10).replaceAll('-', '')}`)
    await waitFor(async () => expect(await starts('dermatology', 'anna_petrova', 5)).toEqual([]))
    await dav('DELETE', 'holiday.ics')
    await dav('DELETE', 'once.ics')
    await waitFor(async () => expect(await starts('dermatology', 'anna_petrova', 5)).not.toEqual([]))
    await waitFor(async () => expect(await starts('dermatology', 'anna_petrova', 3)).toContain('10:00'))
  })

  it('gets bookings, their changes and their end; what is ours there keeps nothing busy twice', async () => {
    const asker = contact(1)
    const { id } = bookingIn(await booking.confirm(asker, at(3, '10:00')))
    await waitFor(async () => expect(await read(id)).toContain(`DTSTART:${utc(at(3, '10:00'))}`))
    expect(await read(id)).toContain('SUMMARY:dermatology visit: Ana')
    await bus.ask(bookingMove, { ...asker, key: randomUUID(), booking: id, resource: null, startsAt: at(3, '12:00') })
    await waitFor(async () => expect(await read(id)).toContain(`DTSTART:${utc(at(3, '12:00'))}`))
    expect(await read(id)).toContain('SEQUENCE:1')
    await waitFor(async () => expect(await starts('dermatology', 'anna_petrova', 3)).toContain('10:00'))
    await bus.ask(bookingCancel, { ...asker, key: randomUUID(), booking: id })
    await waitFor(async () => expect((await dav('GET', `${id}.ics`)).status).toBe(404))
  })

  it('that cannot be reached is told, stands in nobody’s way, and catches up', async () => {
    vi.stubEnv('SECRET_ANNA', 'changed')
    const { id } = bookingIn(await booking.confirm(contact(2), at(1, '10:00')))
    await waitFor(async () => {
      const [outside] = (await calendarsOf('anna_petrova')).outside
      expect(outside).toMatchObject({ waiting: 1 })
      expect(outside!.failure).toContain('the account or the secret is not accepted')
      expect(outside!.failingSince).not.toBeNull()
    })
    vi.stubEnv('SECRET_ANNA', secrets.SECRET_ANNA)
    await service.app
      .get(Database)
      .asWorker((client) => client.query('UPDATE booking.outside_event SET next_try_at = now()'))
    await waitFor(async () => expect(await read(id)).toContain('BEGIN:VEVENT'))
    await waitFor(async () =>
      expect((await calendarsOf('anna_petrova')).outside).toMatchObject([{ waiting: 0, failure: null }]),
    )
  })
})

describe('a calendar at Google', () => {
  it('gives what is busy, over several pages, and gets bookings once', async () => {
    const { events } = google.state
    const day = (time: string, until: string) => ({ start: { dateTime: at(3, time) }, end: { dateTime: at(3, until) } })
    events.set('busy1', { id: 'busy1', iCalUID: 'a@google.com', ...day('10:00', '11:00') })
    events.set('busy2', { id: 'busy2', iCalUID: 'b@google.com', ...day('12:00', '13:00'), transparency: 'transparent' })
    events.set('busy3', { id: 'busy3', iCalUID: 'c@google.com', ...day('15:00', '18:00') })
    const address = 'anna@example.test'
    const connection = { tenant: TENANT, resource: 'dan_levi', kind: 'google', account: null, address } as const
    const calendar = await connectCalendar(servers.databaseUrl, { ...connection, secret: 'env:SECRET_GOOGLE' })
    await waitFor(async () => {
      const free = await starts('dental_checkup', 'dan_levi', 3)
      expect(free).toContain('12:00')
      expect(free).not.toContain('10:00')
      expect(free).not.toContain('15:00')
    })
    google.state.fails = 1
    google.state.token = 'token-2'
    const asker = contact(3)
    const { id } = bookingIn(
      await booking.confirm(asker, at(3, '12:00'), { service: 'dental_checkup', resource: 'dan_levi' }),
    )
    const own = id.replaceAll('-', '')
    const hurry = () =>
      service.app
        .get(Database)
        .asWorker((client) => client.query('UPDATE booking.outside_event SET next_try_at = now()'))
    await waitFor(async () => {
      if (!events.has(own)) await hurry()
      expect(events.get(own)).toMatchObject({ iCalUID: `${id}@repartee`, start: { dateTime: at(3, '12:00') } })
    })
    await bus.ask(bookingCancel, { ...asker, key: randomUUID(), booking: id })
    await waitFor(async () => {
      if (events.get(own)?.status !== 'cancelled') await hurry()
      expect(events.get(own)).toMatchObject({ status: 'cancelled' })
    })
    await disconnectCalendar(servers.databaseUrl, TENANT, calendar)
    await waitFor(async () => expect(await starts('dental_checkup', 'dan_levi', 3)).toContain('10:00'))
  })
})

describe('a calendar file', () => {
  it('comes with the confirmation, follows moves, and says when it was cancelled', async () => {
    const asker = contact(4)
    const { id, calendarLink } = bookingIn(await booking.confirm(asker, at(5, '09:00')))
    const first = await fileAt(calendarLink!)
    expect(first).toMatchObject({ outcome: 'found', name: 'appointment.ics' })
    expect(first.outcome === 'found' && first.body).toContain(`DTSTART:${utc(at(5, '09:00'))}`)
    await bus.ask(bookingMove, { ...asker, key: randomUUID(), booking: id, resource: null, startsAt: at(5, '10:00') })
    const moved = await fileAt(calendarLink!)
    expect(moved.outcome === 'found' && moved.body).toContain(`DTSTART:${utc(at(5, '10:00'))}`)
    await bus.ask(bookingCancel, { ...asker, key: randomUUID(), booking: id })
    const cancelled = await fileAt(calendarLink!)
    expect(cancelled.outcome === 'found' && cancelled.body).toContain('STATUS:CANCELLED')
    expect(await fileAt(calendarLink!.replace('demo-clinic', 'other-clinic'))).toEqual({ outcome: 'unknown' })
  })

  it('of a resource lists what stands, until its link is renewed', async () => {
    const { id } = bookingIn(await booking.confirm(contact(5), at(5, '11:00')))
    const { feed } = await calendarsOf('anna_petrova')
    const file = await fileAt(feed!)
    expect(file.outcome === 'found' && file.body).toContain(`UID:${id}@repartee`)
    await renewFeed(servers.databaseUrl, TENANT, 'anna_petrova')
    expect(await fileAt(feed!)).toEqual({ outcome: 'unknown' })
    expect((await fileAt((await calendarsOf('anna_petrova')).feed!)).outcome).toBe('found')
  })
})
