import { z } from 'zod'
import { event } from './kernel.ts'
import { address, contactProfile, instant, language, sessionReference, tenantSettings } from './references.ts'
import { followUpReason } from './reply.ts'
import { CONVERSATION } from './streams.ts'

const followUpReference = {
  ...sessionReference,
  followUp: z.uuid(),
  /** `<follow-up id>:<n>`: what happens once. */
  occurrence: z.string(),
  reason: followUpReason,
}

export const followUpScheduled = event('followup.scheduled', {
  version: 1,
  stream: CONVERSATION,
  from: ['followup'],
  readBy: [],
  description: 'A message will be sent later.',
  payload: z.object({ ...followUpReference, dueAt: instant, announced: z.boolean() }),
})

export const followUpCancelled = event('followup.cancelled', {
  version: 1,
  stream: CONVERSATION,
  from: ['followup'],
  readBy: [],
  description: 'A later message is not needed any more.',
  payload: z.object({ ...followUpReference, why: z.string(), at: instant }),
})

export const followUpDue = event('followup.due', {
  version: 1,
  stream: CONVERSATION,
  from: ['followup'],
  readBy: ['generation'],
  description: 'It is time: generation words it, the send gate decides how it leaves.',
  payload: z.object({
    ...followUpReference,
    dueAt: instant,
    settings: tenantSettings,
    address,
    contact: contactProfile,
    language,
    /** What its words need: the booking's id, service, person, start. */
    data: z.record(z.string(), z.string()),
    /** The session's revision of messages when it was armed: a later message of the contact cancels it. */
    armedAt: instant,
  }),
})
