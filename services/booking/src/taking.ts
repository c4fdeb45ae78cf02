import {
  type Booking,
  type BookingChanged,
  bookingCancelled,
  bookingConfirmed,
  bookingHeld,
  bookingMoved,
  outgoing,
} from '@repartee/contracts'
import { write } from '@repartee/outbox'
import type { CalendarResource, CalendarService } from './core/calendar.ts'
import type { Span } from './core/span.ts'
import { MINUTE_MS, wallClock } from './core/zone.ts'
import type { Desk } from './desk.ts'
import { wantOutside } from './outside/statements.ts'
import { Refused, type Wish } from './refusal.ts'
import { type BookingRow, type NewBooking, deleteExpiredHolds, insertIfFree } from './store.ts'

type Rest = Omit<NewBooking, 'tenant' | 'service' | 'resource' | 'span' | 'busy'>

/** Puts the hold or booking in with the first candidate that is really free. Throws Refused when none is. */
export async function takeFirstFree(
  { client, tenant }: Desk,
  wish: Wish,
  candidates: readonly CalendarResource[],
  rest: Rest,
): Promise<BookingRow> {
  const { span, busy } = spansOf(wish.service, wish.at)
  for (const { id: resource } of candidates) {
    await deleteExpiredHolds(client, resource, busy)
    const row = await insertIfFree(client, { ...rest, tenant, service: wish.service.id, resource, span, busy })
    if (row) return row
  }
  throw new Refused({ outcome: 'taken', wish }, { mustUndo: true })
}

function spansOf(service: CalendarService, at: number): { span: Span; busy: Span } {
  const end = at + service.durationMinutes * MINUTE_MS
  const busyEnd = end + service.bufferAfterMinutes * MINUTE_MS
  return { span: { start: at, end }, busy: { start: at - service.bufferBeforeMinutes * MINUTE_MS, end: busyEnd } }
}

/** A row as the contracts have it. */
export function toBooking({ calendar, links, tenant }: Desk, row: BookingRow): Booking {
  const calendarLink = row.status === 'confirmed' ? links?.ofBooking(tenant, row.id) : undefined
  return {
    id: row.id,
    status: row.status,
    service: named(calendar.services, row.service_id),
    resource: named(calendar.resources, row.resource_id),
    startsAt: new Date(row.starts).toISOString(),
    endsAt: new Date(row.ends).toISOString(),
    ...wallClock(row.starts, calendar.timeZone),
    timeZone: calendar.timeZone,
    contactName: row.contact_name,
    contactPhone: row.contact_phone,
    ...(calendarLink === undefined ? {} : { calendarLink }),
  }
}

function named(list: readonly { id: string; key: string; name: string }[], id: string) {
  const found = list.find((one) => one.id === id)
  if (!found) throw new Error(`the calendar does not know ${id}, though a booking names it`)
  return { id: found.id, key: found.key, name: found.name }
}

const changes = { held: bookingHeld, confirmed: bookingConfirmed, moved: bookingMoved, cancelled: bookingCancelled }

/** Writes the event of a change into the outbox, and what follows for calendars elsewhere, in the change's transaction. */
export async function tell(
  { client, tenant, now, calendar }: Desk,
  change: keyof typeof changes,
  row: BookingRow,
  booking: Booking,
): Promise<void> {
  const data: BookingChanged = {
    tenant,
    session: row.session_id,
    booking,
    ...row.way_back,
    at: new Date(now).toISOString(),
  }
  await write(client, outgoing(changes[change], data), { source: 'booking' })
  if (calendar.hasOutside && change !== 'held') await wantOutside(client, tenant, row)
}
