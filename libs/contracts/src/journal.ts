import { z } from 'zod'
import { event, question } from './kernel.ts'
import { instant, sessionId, sessionReference, tenantId, turnId } from './references.ts'
import { CONVERSATION } from './streams.ts'

/** Something that a contact decided in a conversation and wants to find again: a trade, with its levels and why. */
export const decision = z.object({
  /** The id of the pending action that the contact said yes to: the same decision is written once. */
  id: z.uuid(),
  /** The task of the pack that it came of. */
  task: z.string(),
  instrument: z.string(),
  side: z.string().nullable(),
  quantity: z.number().nullable(),
  entry: z.number().nullable(),
  stop: z.number().nullable(),
  exit: z.number().nullable(),
  rationale: z.string().nullable(),
  /** All slots of the task and the figures counted from them, as they stood. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  decidedAt: instant,
})
export type Decision = z.output<typeof decision>

export const decisionRecorded = event('decision.recorded', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation'],
  readBy: [],
  description: 'A contact decided something that the journal keeps.',
  payload: z.object({ ...sessionReference, turn: turnId, decision }),
})

export const journalFind = question('journal.find', {
  service: 'gateway',
  timeoutMs: 2000,
  description: 'What the contact of a session decided, latest first; of one instrument or all, within a time or ever.',
  request: z.object({
    tenant: tenantId,
    session: sessionId,
    instrument: z.string().nullable(),
    from: instant.nullable(),
    to: instant.nullable(),
    limit: z.int().positive().max(100),
  }),
  answer: z.object({ decisions: z.array(decision) }),
})
