import { instant, sessionReference, turnId } from '@repartee/contracts'
import { z } from 'zod'

/** The mark of one intent to send, in the bucket SENDS under the reply's id: created before the send, settled after. */
export const sendMark = z.looseObject({
  ...sessionReference,
  turn: turnId.nullable(),
  /** `sending` until the provider has answered or a receipt has come. */
  outcome: z.enum(['sending', 'sent', 'held', 'blocked', 'unknown']),
  /** The provider's ids of its parts, as far as they are known. */
  providerIds: z.array(z.string()),
  /** The furthest that the provider told about it. */
  receipt: z.enum(['sent', 'delivered', 'read', 'failed']).nullable(),
  at: instant,
  /** How often it was handed to the provider without a clear answer; 0 when the provider said wait. */
  attempts: z.int().nonnegative().default(1),
  /** Why it did not leave. */
  detail: z.string().default(''),
})
export type SendMark = z.output<typeof sendMark>
