import type { Desk, Desks } from '../desk.ts'
import { alternativesTo } from '../openings.ts'
import { Refused, type RefusedAnswer } from '../refusal.ts'

/** Runs `work` in one transaction; when it is refused nothing of it stays, and the answer says what could be had instead. */
export async function openOrRefuse<Answer>(
  desks: Desks,
  tenant: string,
  signal: AbortSignal,
  work: (desk: Desk) => Promise<Answer>,
): Promise<Answer | RefusedAnswer> {
  try {
    return await desks.open(tenant, signal, work)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    if (!('wish' in refusal)) return refusal
    const { outcome, wish } = refusal
    const alternatives = await desks.open(tenant, signal, (desk) => alternativesTo(desk, wish))
    return { outcome, alternatives }
  }
}
