import { instant, sessionReference, turnId } from '@repartee/contracts'
import { z } from 'zod'

/** The mark of one intent to send, in the bucket SENDS under the reply's id: created before the send, settled after. */
export const sendMark = z.looseObject({
  ...sessionReference,
  turn: turnId.nullable(),
  /** `sending` until the provider has answered for every part, or receipts have come. */
  outcome: z.enum(['sending', 'sent', 'held', 'blocked', 'unknown']),
  /** How many messages it is. */
  parts: z.int().positive().default(1),
  /** How many of them have certainly left: they leave one after the other. */
  left: z.int().nonnegative().default(0),
  /** The provider's ids of its parts, as far as they are known. */
  providerIds: z.array(z.string()),
  /** The furthest that the provider told about it. */
  receipt: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
  /** When it began, and when it was last known to be on its way. */
  began: instant.optional(),
  at: instant,
  /** How often it was handed to the provider without a clear answer; 0 when the provider said wait. */
  attempts: z.int().nonnegative().default(1),
  /** Who made this attempt: a mark of our own of which we only did not hear that it stands has certainly not been used. */
  attempt: z.string().default(''),
  /** Why it did not leave. */
  detail: z.string().default(''),
})
export type SendMark = z.output<typeof sendMark>

/** The mark when so many parts have left for certain; the last one settles it. */
export function withLeft(mark: SendMark, { left, providerIds }: { left: number; providerIds: string[] }): SendMark {
  const all = Math.max(mark.left, left)
  const isOpen = mark.outcome === 'sending' || mark.outcome === 'unknown'
  return {
    ...mark,
    left: all,
    providerIds: [...new Set([...mark.providerIds, ...providerIds])],
    outcome: isOpen && all >= mark.parts ? 'sent' : mark.outcome,
  }
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/

/** What travels with part `part` (from 1) of a reply, so that its receipts find the mark. */
export function travellingId(reply: string, part: number): string {
  return part === 1 ? reply : `${reply}.${part}`
}

/** Reads what travelled with a send; null when it is not ours. */
export function readTravellingId(id: string): { reply: string; part: number } | null {
  const [reply = '', part = '1', ...rest] = id.split('.')
  if (!UUID.test(reply) || !/^[1-9]\d{0,2}$/.test(part) || rest.length > 0) return null
  return { reply, part: Number(part) }
}
