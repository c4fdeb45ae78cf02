import { type QuestionAnswer, type QuestionRequest, bookingCancel } from '@repartee/contracts'
import { isTooLateToChange } from '../core/policy.ts'
import type { Desks } from '../desk.ts'
import { cancelBooking, findOfContact, lock } from '../store.ts'
import { tell, toBooking } from '../taking.ts'
import { contactOf } from '../wayBack.ts'
import { once } from './again.ts'

type Request = QuestionRequest<typeof bookingCancel>
type Answer = QuestionAnswer<typeof bookingCancel>

/** Cancels a booking of the contact, as the policy allows; its time is free again. Once for each key. */
export async function cancel(desks: Desks, request: Request, signal: AbortSignal): Promise<Answer> {
  return desks.open({ tenant: request.tenant, signal, lock: request.key }, (desk) =>
    once<Answer>(desk, { verb: 'cancel', key: request.key, answer: bookingCancel.answer }, async () => {
      await lock(desk.client, desk.tenant, request.booking)
      const found = await findOfContact(desk.client, request.booking, contactOf(request))
      if (!found) return { outcome: 'unknown_booking' }
      if (isTooLateToChange(desk.calendar, found.starts, desk.now)) {
        return { outcome: 'too_late', noticeHours: desk.calendar.cancelNoticeHours }
      }
      const row = await cancelBooking(desk.client, found.id)
      const booking = toBooking(desk, row)
      await tell(desk, 'cancelled', row, booking)
      return { outcome: 'cancelled', booking, idempotent: false }
    }),
  )
}
