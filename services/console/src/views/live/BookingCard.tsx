import type { Booking } from '../../state/watched.ts'
import { readableDay } from '../../state/format.ts'

const STATUS = {
  held: { words: 'kept for five minutes', tone: 'warn' },
  confirmed: { words: 'booked', tone: 'good' },
  cancelled: { words: 'cancelled', tone: 'bad' },
} as const

/** An appointment in one line. */
export function BookingLine({ booking }: { booking: Booking }) {
  const { words, tone } = STATUS[booking.status]
  return (
    <p class="booking-line" data-booking={booking.status}>
      <b>
        {readableDay(booking.localDate)} {booking.localTime}
      </b>{' '}
      {booking.service.name}, {booking.resource.name}
      {booking.contactName !== null && (
        <>
          , <bdi>{booking.contactName}</bdi>
        </>
      )}{' '}
      <span class={`badge ${tone}`}>{words}</span>
    </p>
  )
}

/** An appointment as it stands in the calendar. */
export function BookingCard({ booking }: { booking: Booking }) {
  const { words, tone } = STATUS[booking.status]
  return (
    <div class={`booking ${booking.status}`} data-booking={booking.status}>
      <p class="booking-when">
        <b>{readableDay(booking.localDate)}</b> <b>{booking.localTime}</b>
        <span class={`badge ${tone}`}>{words}</span>
      </p>
      <p dir="auto">
        {booking.service.name} · {booking.resource.name}
      </p>
      <p class="muted">
        {booking.contactName !== null && <bdi>{booking.contactName}</bdi>}
        {booking.contactPhone !== null && <span class="number"> {booking.contactPhone}</span>} {booking.timeZone}
      </p>
    </div>
  )
}
