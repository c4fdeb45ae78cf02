import { z } from 'zod'
import { event } from './kernel.ts'
import { channel, instant, sessionReference } from './references.ts'
import { CONVERSATION } from './streams.ts'

/** What a provider says about a message of ours. */
export const providerReceipt = z.object({
  providerId: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  /** What travelled with the send: our reply's id, and its part. */
  reply: z.string().nullable(),
  at: instant.nullable(),
  /** Of a failure: the provider's code and title. */
  detail: z.string().nullable(),
})
export type ProviderReceipt = z.output<typeof providerReceipt>

export const receiptKept = event('receipt.kept', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['gateway'],
  description: 'A receipt came while the mark of its send could not be reached; it is noted as soon as that can be.',
  payload: z.object({
    ...sessionReference,
    /** Our id of the instance that it came to. */
    instance: z.string(),
    channel,
    receipt: providerReceipt,
    receivedAt: instant,
  }),
})
