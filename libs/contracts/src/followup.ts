import { z } from 'zod'
import { event, question } from './kernel.ts'
import {
  address,
  contactProfile,
  instant,
  language,
  sessionId,
  sessionReference,
  tenantId,
  tenantSettings,
} from './references.ts'
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
  payload: z.object({
    ...followUpReference,
    dueAt: instant,
    announced: z.boolean(),
    /** The arm of the experiment with delays. */
    arm: z.string().nullable().optional(),
  }),
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

const ASK_TIMEOUT_MS = 2000
const inTenant = { tenant: tenantId }

/** A follow-up as people look at it. */
export const followUpItem = z.object({
  id: z.uuid(),
  session: sessionId,
  reason: followUpReason,
  booking: z.uuid().nullable(),
  status: z.enum(['pending', 'fired', 'cancelled']),
  announced: z.boolean(),
  dueAt: instant.nullable(),
  /** Times of its occurrences after the next one. */
  later: z.array(instant),
  armedAt: instant,
  /** Why it waits, was moved or cancelled. */
  why: z.string(),
  /** What of its conversation or its booking would end it. */
  endedBy: z.array(z.string()),
  arm: z.string().nullable(),
  changedBy: z.string().nullable(),
  /** What became of the last occurrence that left. */
  firedAt: instant.nullable(),
  receipt: z.enum(['sent', 'blocked', 'delivered', 'failed', 'read']).nullable(),
})
export type FollowUpItem = z.output<typeof followUpItem>

export const followUpList = question('followup.list', {
  service: 'followup',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'The follow-ups of a tenant, or of one session: those that wait, soonest first, then the newest others.',
  request: z.object({ ...inTenant, session: sessionId.nullable(), limit: z.int().positive().max(500) }),
  answer: z.object({ followUps: z.array(followUpItem) }),
})

const byHand = { ...inTenant, followUp: z.uuid(), by: z.string().min(1).max(80) }
const notWaiting = [
  z.object({ outcome: z.literal('unknown') }),
  z.object({ outcome: z.literal('not_waiting') }),
] as const

export const followUpMove = question('followup.move', {
  service: 'followup',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Puts a follow-up that waits to another time.',
  request: z.object({ ...byHand, dueAt: instant }),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('moved'), followUp: followUpItem }),
    z.object({ outcome: z.literal('in_the_past') }),
    /** Of a reminder: its booking begins before. */
    z.object({ outcome: z.literal('too_late') }),
    ...notWaiting,
  ]),
})

export const followUpCancel = question('followup.cancel', {
  service: 'followup',
  timeoutMs: ASK_TIMEOUT_MS,
  description: 'Cancels a follow-up that waits.',
  request: z.object(byHand),
  answer: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('cancelled'), followUp: followUpItem }),
    ...notWaiting,
  ]),
})
