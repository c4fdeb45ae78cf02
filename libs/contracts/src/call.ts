import { z } from 'zod'
import { event } from './kernel.ts'
import { address, contactProfile, instant, language, sessionReference, tenantSettings } from './references.ts'
import { CONVERSATION } from './streams.ts'

export const callEnded = event('call.ended', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The caller is not on the line any more; says whether something was left open.',
  payload: z.object({
    ...sessionReference,
    /** The provider's id of the call. */
    call: z.string(),
    settings: tenantSettings,
    contact: contactProfile,
    language: language.nullable(),
    /** A booking, a move or a cancellation was under way, or a question of ours stood open. */
    isDropped: z.boolean(),
    /** Where the caller can be written to: by SMS, else on WhatsApp; null where the business or the caller has neither. */
    writeTo: address.nullable(),
    at: instant,
  }),
})
