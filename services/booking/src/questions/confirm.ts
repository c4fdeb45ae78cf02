import { type QuestionAnswer, type QuestionRequest, bookingConfirm } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'
import { candidatesFor } from '../candidates.ts'
import type { Desk, Desks } from '../desk.ts'
import { Refused, type Wish } from '../refusal.ts'
import { type BookingRow, confirmHold, deleteHoldsOfSession, findByKey } from '../store.ts'
import { takeFirstFree, tell, toBooking } from '../taking.ts'
import { contactOf, wayBackOf } from '../wayBack.ts'
import { once } from './again.ts'
import { isFor, wishOf } from './hold.ts'
import { openOrRefuse } from './refusing.ts'

type Request = QuestionRequest<typeof bookingConfirm>
type Answer = QuestionAnswer<typeof bookingConfirm>

/** Turns the hold of a key into a booking, or takes the start if it is free when the hold is gone. Once for each key. */
export async function confirm(desks: Desks, request: Request, signal: AbortSignal): Promise<Answer> {
  return openOrRefuse<Answer>(desks, { tenant: request.tenant, signal, lock: request.key }, (desk) =>
    once(desk, { verb: 'confirm', key: request.key, answer: bookingConfirm.answer }, async () => {
      const row = await book(desk, request, wishOf(desk, request))
      const booking = toBooking(desk, row)
      await tell(desk, 'confirmed', row, booking)
      return { outcome: 'confirmed', booking, idempotent: false }
    }),
  )
}

async function book(desk: Desk, request: Request, wish: Wish): Promise<BookingRow> {
  const held = await findByKey(desk.client, request.key)
  const contact = { name: request.contactName, phone: request.contactPhone, wayBack: wayBackOf(request) }
  // A hold that ran out still keeps others off until somebody deletes it, so it can be confirmed.
  if (held?.status === 'held' && isFor(desk, held, wish) && wish.at > desk.now) {
    const row = await confirmHold(desk.client, held.id, contact)
    if (row) return row
  }
  if (wish.at <= desk.now) throw new Refused({ outcome: 'in_the_past', wish })
  const candidates = await candidatesFor(desk, wish)
  await deleteHoldsOfSession(desk.client, request.session)
  return takeFirstFree(desk, wish, candidates, {
    id: randomUUID(),
    key: request.key,
    holdMs: null,
    ...contactOf(request),
    contactName: contact.name,
    contactPhone: contact.phone,
    wayBack: contact.wayBack,
  })
}
