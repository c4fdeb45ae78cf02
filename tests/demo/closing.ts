import { eventually } from '@repartee/testing'
import type { Witness } from './witness.ts'

/** Waits until what comes after the last reply has come: both bookings, their reminders, the advice. */
export async function isPlayedOut(witness: Witness): Promise<void> {
  await eventually(async () => (await witness.bookings()).length >= 2 && (await witness.followUps()).length >= 2, {
    withinMs: 10_000,
    what: 'two bookings with their reminders',
  })
  await eventually(() => witness.advice().length >= 8, { withinMs: 10_000, what: 'the advice after the replies' })
}
