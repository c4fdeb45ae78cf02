import { z } from 'zod'
import { event } from './kernel.ts'
import { instant, sessionReference, turnId } from './references.ts'
import { CONVERSATION } from './streams.ts'

/** Something lasting about a contact, such as the doctor that they prefer; a newer one of the same key takes its place. */
export const memoryFact = z.object({ key: z.string().max(40), value: z.string().max(200), at: instant })
export type MemoryFact = z.output<typeof memoryFact>

export const factRemembered = event('fact.remembered', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation'],
  readBy: [],
  description: 'A contact said something lasting about themselves that later conversations should know.',
  payload: z.object({
    ...sessionReference,
    turn: turnId,
    /** Who it is about, over all their sessions: see `contactKeyOf` of libs/session. */
    contact: z.string(),
    fact: memoryFact,
    /** Their words that say it. */
    quote: z.string(),
  }),
})
