import { AskError } from '@repartee/bus'
import type { Bus } from '@repartee/bus'
import { type Address, type QuestionAnswer, bookingConfirm, bookingHold } from '@repartee/contracts'
import { calendar } from '@repartee/packs'
import { migrate, run } from '@repartee/service'
import type { RunningService } from '@repartee/service'
import type { Servers } from '@repartee/testing'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DateTime } from 'luxon'
import { BookingModule } from '../src/booking.module.ts'
import { type BookingConfig, settings } from '../src/config.ts'

export const TENANT = 'demo-clinic'
export const ZONE = 'Europe/Madrid'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export async function migrateAll(databaseUrl: string): Promise<void> {
  const folders = ['../../../libs/service/sql', '../../../libs/outbox/sql', '../sql'].map(folder)
  await migrate({ databaseUrl, folders })
}

export function startBooking(servers: Servers, change: Partial<BookingConfig> = {}): Promise<RunningService> {
  return run({
    name: 'booking',
    config: () => ({
      ...settings.parse({
        NATS_URL: servers.natsUrl,
        DATABASE_URL: servers.databaseUrl,
        DATABASE_POOL_SIZE: '10',
        LOG_LEVEL: 'fatal',
        BOOKING_PORT: '0',
      }),
      ...change,
    }),
    module: BookingModule,
    handlesSignals: false,
  })
}

/** A contact with a session, as a question carries them. */
export function contact(number: number, channel: 'whatsapp' | 'phone' = 'whatsapp') {
  const phone = `+346000${String(number).padStart(5, '0')}`
  const address: Address = { channel, provider: 'meta', account: '100', contact: phone.slice(1), contactKind: 'phone' }
  return {
    tenant: TENANT,
    session: randomUUID(),
    settings: { businessName: 'Aurora', pack: 'clinic', timeZone: ZONE, region: 'ES', defaultLanguage: 'en' as const },
    address,
    contact: { phone },
    language: 'en' as const,
  }
}
export type Asker = Omit<ReturnType<typeof contact>, 'contact'> & { contact: { phone?: string } }

const hours = {
  monday: [['10:00', '14:00']],
  wednesday: [
    ['10:00', '14:00'],
    ['15:00', '18:00'],
  ],
  friday: [['09:00', '14:00']],
}
const service = (key: string, name: string) => ({ key, names: { en: { name } }, durationMinutes: 30, bufferMinutes: 5 })
const person = (key: string, ...services: string[]) => ({
  key,
  kind: 'person',
  names: {},
  services,
  location: 'main',
  hours,
})

/** A calendar without holidays, so that tests do not depend on the day they run. */
export const testCalendar = calendar.parse({
  services: [service('dermatology', 'dermatology visit'), service('dental_checkup', 'dental check-up')],
  resources: [
    person('anna_petrova', 'dermatology'),
    person('dan_levi', 'dental_checkup'),
    person('sofia_marques', 'dental_checkup'),
  ],
  locations: [{ key: 'main', names: { en: { name: 'Main Street 1' } } }],
  horizonDays: 60,
  noticeHours: 1,
  cancelNoticeHours: 3,
  slotMinutes: 15,
  dayParts: {
    morning: ['08:00', '12:00'],
    noon: ['12:00', '14:00'],
    afternoon: ['14:00', '18:00'],
    evening: ['18:00', '21:00'],
  },
})
export const owner = { tenant: TENANT, timeZone: ZONE, language: 'en' as const }

/** A wall time of the clinic, on the first such weekday (1 is Monday) that is at least a week ahead. */
export function at(weekday: number, time: string): string {
  const [hour, minute] = time.split(':').map(Number)
  let day = DateTime.now().setZone(ZONE).plus({ days: 7 })
  while (day.weekday !== weekday) day = day.plus({ days: 1 })
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toUTC().toISO()!
}

interface More {
  key?: string
  service?: string
  resource?: string | null
  timeoutMs?: number
}

/** Asks for holds and bookings as generation does, patiently. */
export function desk(bus: Bus) {
  const wish = (
    asker: Asker,
    startsAt: string,
    { key = randomUUID(), service = 'dermatology', resource = null }: More,
  ) => ({
    ...asker,
    key,
    service,
    resource,
    startsAt,
  })
  const patience = ({ timeoutMs = 10_000 }: More) => ({ timeoutMs })
  return {
    hold: (asker: Asker, startsAt: string, more: More = {}) =>
      bus.ask(bookingHold, wish(asker, startsAt, more), patience(more)),
    confirm: (asker: Asker, startsAt: string, more: More = {}) =>
      bus.ask(
        bookingConfirm,
        { ...wish(asker, startsAt, more), contactName: 'Ana', contactPhone: null },
        patience(more),
      ),
  }
}

/** Asks again as long as it is told to: of very many at once some may find no free connection in time. */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof AskError && error.failure === 'retry_later')) throw error
      await delay(error.delayMs)
    }
  }
}

/** The booking in an answer; fails the test when there is none. */
export function bookingIn(answer: QuestionAnswer<typeof bookingHold> | QuestionAnswer<typeof bookingConfirm>) {
  if (!('booking' in answer)) throw new Error(`no booking but ${answer.outcome}`)
  return answer.booking
}
