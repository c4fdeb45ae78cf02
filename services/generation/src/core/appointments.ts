import type { Booking } from '@repartee/contracts'
import { hasMessage } from '@repartee/packs'
import type { Context } from './context.ts'
import { addressOf, dateWords, personName, serviceName, timeWords } from './names.ts'
import type { Part } from './step.ts'

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

/** Where the contact gets a calendar file, in writing; nothing where the pack has no words for it, or nobody can tap on it. */
export function calendarPart({ turn, pack, detection }: Context, { calendarLink: link }: Booking): Part[] {
  const canTap = turn.address.channel !== 'phone'
  if (link === undefined || !canTap || !hasMessage(pack, detection.language.code, 'calendar_link')) return []
  return [{ key: 'calendar_link', params: { link } }]
}
