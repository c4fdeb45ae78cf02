// A calendar in place of the booking service, that writes down every question which leaves generation.
import { Controller, Module } from '@nestjs/common'
import { Answer, type Asked } from '@repartee/bus'
import {
  bookingAvailability,
  bookingCancel,
  bookingConfirm,
  bookingHold,
  bookingList,
  bookingMove,
  type Booking,
  type Opening,
} from '@repartee/contracts'
import { serviceSettings } from '@repartee/service'

const id = (last: number) => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`
const ELENA = { id: id(7), key: 'elena_ruiz', name: 'Dr Elena Ruiz' }

/** A Tuesday in two weeks: within the horizon, and Dr Ruiz works. */
export const DAY = (() => {
  const at = new Date(Date.now() + 14 * 86_400_000)
  at.setUTCDate(at.getUTCDate() + ((2 - at.getUTCDay() + 7) % 7))
  return at.toISOString().slice(0, 10)
})()

/** What the calendar was asked; all tests of a file share one. */
export const calendar = {
  asked: [] as { tool: string; request: Record<string, unknown> }[],
  bookings: [] as Booking[],
  effects: () => calendar.asked.filter(({ tool }) => ['confirm', 'move', 'cancel'].includes(tool)),
}

const opening = (localTime: string): Opening => ({
  resource: ELENA,
  startsAt: new Date(`${DAY}T${localTime}:00+01:00`).toISOString(),
  endsAt: new Date(`${DAY}T${localTime}:00+01:00`).toISOString(),
  localDate: DAY,
  localTime,
})

export function bookingAt(startsAt: string, over: Partial<Booking> = {}): Booking {
  const local = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Madrid',
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(startsAt))
  const [localDate = '', localTime = ''] = local.split(' ')
  return {
    id: id(9),
    status: 'confirmed',
    service: { id: id(8), key: 'general_consultation', name: 'general consultation' },
    resource: ELENA,
    startsAt,
    endsAt: startsAt,
    localDate,
    localTime,
    timeZone: 'Europe/Madrid',
    contactName: 'Ana Pérez',
    contactPhone: '+34600000001',
    ...over,
  }
}

@Controller()
class RecordingCalendar {
  @Answer(bookingAvailability)
  async availability({ data }: Asked<typeof bookingAvailability>) {
    this.note('availability', data)
    return { outcome: 'free' as const, openings: ['10:00', '11:30', '12:00'].map(opening) }
  }

  @Answer(bookingHold)
  async hold({ data }: Asked<typeof bookingHold>) {
    this.note('hold', data)
    return { outcome: 'held' as const, booking: bookingAt(data.startsAt, { status: 'held' }), idempotent: false }
  }

  @Answer(bookingConfirm)
  async confirm({ data }: Asked<typeof bookingConfirm>) {
    this.note('confirm', data)
    return { outcome: 'confirmed' as const, booking: bookingAt(data.startsAt), idempotent: false }
  }

  @Answer(bookingMove)
  async move({ data }: Asked<typeof bookingMove>) {
    this.note('move', data)
    return { outcome: 'moved' as const, booking: bookingAt(data.startsAt), idempotent: false }
  }

  @Answer(bookingCancel)
  async cancel({ data }: Asked<typeof bookingCancel>) {
    this.note('cancel', data)
    return { outcome: 'cancelled' as const, booking: bookingAt(opening('10:00').startsAt), idempotent: false }
  }

  @Answer(bookingList)
  async list({ data }: Asked<typeof bookingList>) {
    this.note('list', data)
    return { bookings: calendar.bookings }
  }

  private note(tool: string, request: Record<string, unknown>): void {
    calendar.asked.push({ tool, request })
  }
}

/** Stands where the booking service stands, so that a test sees every question that leaves. */
@Module({ controllers: [RecordingCalendar] })
export class CalendarModule {}
export const calendarSettings = serviceSettings('booking', {})
