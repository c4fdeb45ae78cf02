import { z } from 'zod'
import { event, question } from './kernel.ts'
import { address, contactProfile, instant, language, sessionId, tenantId, tenantSettings } from './references.ts'
import { CONVERSATION } from './streams.ts'

/** A service or a resource as people name it. */
export const named = z.object({ id: z.uuid(), key: z.string(), name: z.string() })
export type Named = z.output<typeof named>

export const bookingStatus = z.enum(['held', 'confirmed', 'cancelled'])

export const booking = z.object({
  id: z.uuid(),
  status: bookingStatus,
  service: named,
  resource: named,
  startsAt: instant,
  endsAt: instant,
  /** Wall clock in the tenant's time zone: YYYY-MM-DD and HH:MM. */
  localDate: z.string(),
  localTime: z.string(),
  timeZone: z.string(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  /** Where the contact gets a calendar file of it. */
  calendarLink: z.url().optional(),
})
export type Booking = z.output<typeof booking>

const bookingChanged = z.object({
  tenant: tenantId,
  /** Null for a booking that was made in the console. */
  session: sessionId.nullable(),
  booking,
  settings: tenantSettings,
  address: address.nullable(),
  contact: contactProfile,
  language: language.nullable(),
  at: instant,
})
export type BookingChanged = z.output<typeof bookingChanged>

const bookingEvent = <Name extends string>(name: Name, description: string) =>
  event(name, {
    version: 1,
    stream: CONVERSATION,
    from: ['booking'],
    readBy: ['followup'],
    description,
    payload: bookingChanged,
  })

export const bookingHeld = bookingEvent('booking.held', 'A slot is kept for a session for five minutes.')
export const bookingConfirmed = bookingEvent('booking.confirmed', 'An appointment stands.')
export const bookingMoved = bookingEvent('booking.moved', 'An appointment stands at another time.')
export const bookingCancelled = bookingEvent('booking.cancelled', 'An appointment was cancelled.')

/** A free start. */
export const opening = z.object({
  resource: named,
  startsAt: instant,
  endsAt: instant,
  localDate: z.string(),
  localTime: z.string(),
})
export type Opening = z.output<typeof opening>

const inTenant = { tenant: tenantId }
/** Who asks: the session and the way back, so that events of the booking can reach the contact. */
const asker = {
  ...inTenant,
  session: sessionId,
  settings: tenantSettings,
  address,
  contact: contactProfile,
  language,
}
const ASK_TIMEOUT_MS = 2000

export const bookingServices = question('booking.services', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'What can be booked, and with whom.',
  request: z.object(inTenant),
  answer: z.object({
    services: z.array(named.extend({ durationMinutes: z.int().positive(), resources: z.array(named) })),
  }),
})

export const bookingAvailability = question('booking.availability', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Free starts of a service, with a given resource or any. `service` and `resource` are keys of the pack.',
  request: z.object({
    ...inTenant,
    service: z.string(),
    resource: z.string().nullable(),
    from: instant,
    to: instant,
    limit: z.int().positive().max(500),
  }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('free'), openings: z.array(opening) }),
    z.object({ outcome: z.literal('unknown_service') }),
    z.object({ outcome: z.literal('unknown_resource') }),
  ]),
})

const refused = [
  z.object({ outcome: z.literal('taken'), alternatives: z.array(opening) }),
  z.object({ outcome: z.literal('closed'), alternatives: z.array(opening) }),
  z.object({ outcome: z.literal('in_the_past'), alternatives: z.array(opening) }),
  z.object({ outcome: z.literal('too_far'), horizonDays: z.int() }),
  z.object({ outcome: z.literal('unknown_service') }),
  z.object({ outcome: z.literal('unknown_resource') }),
] as const

export const bookingHold = question('booking.hold', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Keeps a start for five minutes; a new hold for the same key replaces the old one.',
  request: z.object({
    ...asker,
    /** The id of the pending action. */
    key: z.uuid(),
    service: z.string(),
    resource: z.string().nullable(),
    startsAt: instant,
  }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('held'), booking, idempotent: z.boolean() }),
    ...refused,
  ]),
})

export const bookingConfirm = question('booking.confirm', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Turns the hold of a key into a booking; takes the slot again when the hold ran out and it is free.',
  request: z.object({
    ...asker,
    key: z.uuid(),
    service: z.string(),
    resource: z.string().nullable(),
    startsAt: instant,
    contactName: z.string().nullable(),
    contactPhone: z.string().nullable(),
  }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('confirmed'), booking, idempotent: z.boolean() }),
    ...refused,
  ]),
})

export const bookingMove = question('booking.move', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Moves a booking of this session’s contact to another start.',
  request: z.object({ ...asker, key: z.uuid(), booking: z.uuid(), resource: z.string().nullable(), startsAt: instant }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('moved'), booking, idempotent: z.boolean() }),
    z.object({ outcome: z.literal('unknown_booking') }),
    z.object({ outcome: z.literal('too_late'), noticeHours: z.number() }),
    ...refused,
  ]),
})

export const bookingCancel = question('booking.cancel', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Cancels a booking of this session’s contact, as the policy allows.',
  request: z.object({ ...asker, key: z.uuid(), booking: z.uuid() }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('cancelled'), booking, idempotent: z.boolean() }),
    z.object({ outcome: z.literal('unknown_booking') }),
    z.object({ outcome: z.literal('too_late'), noticeHours: z.number() }),
  ]),
})

export const bookingList = question('booking.list', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'The contact’s bookings from now on, soonest first.',
  request: z.object({ ...asker }),
  answer: z.object({ bookings: z.array(booking) }),
})

export const bookingCalendarFile = question('booking.calendar-file', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'The calendar file (ICS) that a signed link opens: one booking, or the feed of a resource.',
  request: z.object({ token: z.string().max(200) }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('found'), name: z.string(), body: z.string() }),
    z.object({ outcome: z.literal('unknown') }),
  ]),
})

/** A resource's calendar elsewhere, and how it goes with it. */
export const outsideCalendar = z.object({
  id: z.uuid(),
  kind: z.enum(['caldav', 'google']),
  address: z.string(),
  readAt: instant.nullable(),
  /** Bookings that do not stand there yet. */
  waiting: z.int().nonnegative(),
  failingSince: instant.nullable(),
  failure: z.string().nullable(),
})

export const bookingCalendars = question('booking.calendars', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'The resources of a tenant with the links to their feeds and their calendars elsewhere.',
  request: z.object(inTenant),
  answer: z.object({
    resources: z.array(named.extend({ feed: z.url().nullable(), outside: z.array(outsideCalendar) })),
  }),
})

export const bookingAdopt = question('booking.adopt', {
  service: 'booking',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Gives a tenant the calendar of its pack, where the pack has one.',
  request: z.object({ ...inTenant, settings: tenantSettings }),
  answer: z.object({ outcome: z.enum(['adopted', 'unchanged', 'no_calendar', 'unknown_pack']) }),
})
