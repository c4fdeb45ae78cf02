import type { Booking } from '@repartee/contracts'
import type { Context } from './context.ts'
import { addressOf, dateWords, personName, serviceName, timeWords } from './names.ts'

/** The parameters of every message about an appointment. */
export function appointmentParams(context: Context, booking: Booking) {
  return {
    service: serviceName(context, booking.service.key),
    person: personName(context, booking.resource.key),
    date: dateWords(context, booking.localDate),
    time: timeWords(context, booking.localTime),
    address: addressOf(context, booking.resource.key),
    name: booking.contactName ?? '',
  }
}
