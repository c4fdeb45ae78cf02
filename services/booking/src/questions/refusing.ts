import type { Desk, DeskOptions, Desks } from '../desk.ts'
import { alternativesTo } from '../openings.ts'
import { type Refusal, Refused, type RefusedAnswer } from '../refusal.ts'

/** Runs `work` in one transaction; when it is refused nothing of it stays, and the answer says what could be had instead. */
export async function openOrRefuse<Answer>(
  desks: Desks,
  options: DeskOptions,
  work: (desk: Desk) => Promise<Answer>,
): Promise<Answer | RefusedAnswer> {
  try {
    return await desks.open(options, async (desk) => {
      try {
        return await work(desk)
      } catch (error) {
        if (!(error instanceof Refused) || error.mustUndo) throw error
        return toAnswer(desk, error.refusal)
      }
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return desks.open({ ...options, lock: undefined }, (desk) => toAnswer(desk, error.refusal))
  }
}

async function toAnswer(desk: Desk, refusal: Refusal): Promise<RefusedAnswer> {
  if (!('wish' in refusal)) return refusal
  return { outcome: refusal.outcome, alternatives: await alternativesTo(desk, refusal.wish) }
}
