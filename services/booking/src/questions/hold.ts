import type { QuestionAnswer, QuestionRequest, bookingHold } from '@repartee/contracts'
import { randomUUID } from 'node:crypto'
import { candidatesFor } from '../candidates.ts'
import { serviceOf } from '../core/calendar.ts'
import type { Desk, Desks } from '../desk.ts'
import { Refused, type Wish } from '../refusal.ts'
import { type BookingRow, deleteHoldsOfSession, findByKey } from '../store.ts'
import { takeFirstFree, tell, toBooking } from '../taking.ts'
import { contactOf, wayBackOf } from '../wayBack.ts'
import { openOrRefuse } from './refusing.ts'

type Request = QuestionRequest<typeof bookingHold>

/**
 * Keeps a start for a session. The same request again gets the same hold; another one replaces what the session holds. When it
 * cannot be had the old hold stays.
 */
export async function hold(
  desks: Desks,
  request: Request,
  { signal, holdMs }: { signal: AbortSignal; holdMs: number },
): Promise<QuestionAnswer<typeof bookingHold>> {
  return openOrRefuse(desks, { tenant: request.tenant, signal, lock: request.key }, async (desk) => {
    const wish = wishOf(desk, request)
    const known = await findByKey(desk.client, request.key)
    if (known && known.status !== 'held') return settled(desk, known, wish)
    if (known && isSame(desk, known, wish)) {
      return { outcome: 'held' as const, booking: toBooking(desk, known), idempotent: true }
    }
    const candidates = await candidatesFor(desk, wish)
    await deleteHoldsOfSession(desk.client, request.session)
    const row = await takeFirstFree(desk, wish, candidates, {
      id: randomUUID(),
      key: request.key,
      holdMs,
      ...contactOf(request),
      contactName: null,
      contactPhone: null,
      wayBack: wayBackOf(request),
    })
    const booking = toBooking(desk, row)
    await tell(desk, 'held', row, booking)
    return { outcome: 'held' as const, booking, idempotent: false }
  })
}

/** What a hold or a confirmation asks for. Throws Refused for a service that is not offered. */
export function wishOf(desk: Desk, request: Pick<Request, 'service' | 'resource' | 'startsAt' | 'session'>): Wish {
  const service = serviceOf(desk.calendar, request.service)
  if (!service) throw new Refused({ outcome: 'unknown_service' })
  const { resource, session } = request
  return { service, resource, at: Date.parse(request.startsAt), session, booking: null }
}

/** Is this row, not expired, what is wished for? With anybody, whoever it is will do. */
function isSame(desk: Desk, row: BookingRow, wish: Wish): boolean {
  return isFor(desk, row, wish) && row.hold_expires! > desk.now
}

/** Does this row give what is wished for, expired or not? */
export function isFor({ calendar }: Desk, row: BookingRow, { service, at, resource }: Wish): boolean {
  const who = calendar.resources.find(({ id }) => id === row.resource_id)
  return row.service_id === service.id && row.starts === at && (resource === null || who?.key === resource)
}

/** A late copy of a request whose key has gone on: the booking stands, or it was given up and the key is spent. */
function settled(desk: Desk, row: BookingRow, wish: Wish) {
  if (row.status === 'cancelled') throw new Refused({ outcome: 'taken', wish })
  return { outcome: 'held' as const, booking: toBooking(desk, row), idempotent: true }
}
