import type { QuestionAnswer, QuestionRequest, bookingList } from '@repartee/contracts'
import type { Desks } from '../desk.ts'
import { contactOf } from '../wayBack.ts'
import { listOfContact } from '../store.ts'
import { toBooking } from '../taking.ts'

/** The contact's bookings from now on, soonest first, also those that were made on another channel. */
export async function list(
  desks: Desks,
  request: QuestionRequest<typeof bookingList>,
  signal: AbortSignal,
): Promise<QuestionAnswer<typeof bookingList>> {
  return desks.open({ tenant: request.tenant, signal }, async (desk) => {
    const rows = await listOfContact(desk.client, contactOf(request))
    return { bookings: rows.map((row) => toBooking(desk, row)) }
  })
}
