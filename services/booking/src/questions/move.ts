import { type QuestionAnswer, type QuestionRequest, bookingMove } from '@repartee/contracts'
import { candidatesFor } from '../candidates.ts'
import type { CalendarResource } from '../core/calendar.ts'
import { isTooLateToChange } from '../core/policy.ts'
import type { Desk, Desks } from '../desk.ts'
import type { Wish } from '../refusal.ts'
import { type BookingRow, deleteBooking, deleteHoldsOfSession, findOfContact, lock } from '../store.ts'
import { takeFirstFree, tell, toBooking } from '../taking.ts'
import { contactOf, wayBackOf } from '../wayBack.ts'
import { once } from './again.ts'
import { openOrRefuse } from './refusing.ts'

type Request = QuestionRequest<typeof bookingMove>
type Answer = QuestionAnswer<typeof bookingMove>

/**
 * Moves a booking of the contact to another start, as the policy allows; it keeps its id. Without a resource it stays with the same
 * one if that is free, else goes to another. When the new start cannot be had the old one stands. Once for each key.
 */
export async function move(desks: Desks, request: Request, signal: AbortSignal): Promise<Answer> {
  return openOrRefuse<Answer>(desks, { tenant: request.tenant, signal, lock: request.key }, (desk) =>
    once(desk, { verb: 'move', key: request.key, answer: bookingMove.answer }, async () => {
      await lock(desk.client, desk.tenant, request.booking)
      const old = await findOfContact(desk.client, request.booking, contactOf(request))
      if (!old) return { outcome: 'unknown_booking' }
      if (isTooLateToChange(desk.calendar, old.starts, desk.now)) {
        return { outcome: 'too_late', noticeHours: desk.calendar.cancelNoticeHours }
      }
      const row = await putElsewhere(desk, request, old)
      const booking = toBooking(desk, row)
      await tell(desk, 'moved', row, booking)
      return { outcome: 'moved', booking, idempotent: false }
    }),
  )
}

/** Out of the old place and into the new one: an UPDATE would write first and check then, so that rivals wait in a circle. */
async function putElsewhere(desk: Desk, request: Request, old: BookingRow): Promise<BookingRow> {
  const service = desk.calendar.services.find(({ id }) => id === old.service_id)!
  const { session, resource } = request
  const wish: Wish = { service, resource, at: Date.parse(request.startsAt), session, booking: old.id }
  const candidates = sameFirst(await candidatesFor(desk, wish), old.resource_id)
  await deleteHoldsOfSession(desk.client, session)
  await deleteBooking(desk.client, old.id)
  return takeFirstFree(desk, wish, candidates, {
    id: old.id,
    key: old.key,
    holdMs: null,
    ...(request.address.channel === 'phone' ? reachedAs(old) : { ...contactOf(request), wayBack: wayBackOf(request) }),
    contactName: old.contact_name,
    contactPhone: old.contact_phone,
    revision: old.revision + 1,
  })
}

/** A call ends; what comes later goes where the booking was made. */
function reachedAs(row: BookingRow) {
  return { session: row.session_id, contactKey: row.contact_key, wayBack: row.way_back }
}

function sameFirst(candidates: readonly CalendarResource[], resource: string): CalendarResource[] {
  return candidates.toSorted((a, b) => Number(b.id === resource) - Number(a.id === resource))
}
