import { z } from 'zod'
import { event } from './kernel.ts'
import { choice } from './message.ts'
import { instant, sessionReference, turnId } from './references.ts'
import { CONVERSATION } from './streams.ts'

export const conversationState = z.enum([
  'idle',
  'service_inquiry',
  'booking_new',
  'booking_confirmation',
  'rescheduling',
  'canceling',
  'awaiting_info',
  'escalated',
])
export type ConversationState = z.output<typeof conversationState>

/** A named fact with the words that it comes from. `value` is normalised: E.164, YYYY-MM-DD, HH:MM, an id, yes or no. */
export const slotValue = z.object({
  value: z.string(),
  /** Verbatim, out of the message; for a tapped choice its title. */
  quote: z.string(),
  confidence: z.number().min(0).max(1),
  by: z.enum(['rules', 'model', 'choice', 'profile', 'booking']),
  turn: turnId.nullable(),
  /** Earlier values, oldest first. */
  history: z.array(z.object({ value: z.string(), quote: z.string(), turn: turnId.nullable() })),
})
export type SlotValue = z.output<typeof slotValue>
export const slotValues = z.record(z.string(), slotValue)
export type SlotValues = z.output<typeof slotValues>

/**
 * Something of ours that waits for the contact's word. Its id is minted when the offer is made and is the idempotency
 * key of what follows from a yes.
 */
export const pendingAction = z.object({
  id: z.uuid(),
  kind: z.enum([
    'confirm_booking',
    'confirm_move',
    'confirm_cancel',
    'choose_time',
    'choose_booking',
    'choose_task',
    'confirm_reminder',
    'confirm_human',
    'confirm_task',
  ]),
  turn: turnId.nullable(),
  at: instant,
  /** One line for people and models, in English. */
  summary: z.string(),
  /** What a yes carries out: ids of holds, bookings, services, resources, starts. */
  data: z.record(z.string(), z.string()),
  choices: z.array(choice),
})
export type PendingAction = z.output<typeof pendingAction>

export const lease = z.object({
  holder: z.enum(['ai', 'human', 'followup']),
  by: z.string().nullable(),
  since: instant,
})
export type Lease = z.output<typeof lease>

export const historyEntry = z.object({
  role: z.enum(['contact', 'ai', 'human', 'followup']),
  text: z.string(),
  at: instant,
  turn: turnId.nullable(),
})
export type HistoryEntry = z.output<typeof historyEntry>

export const reconcileReason = z.enum(['none', 'new_critical_slot', 'low_confidence', 'context_delta', 'state_change'])
export type ReconcileReason = z.output<typeof reconcileReason>

export const sessionEscalated = event('session.escalated', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway', 'generation'],
  readBy: ['followup'],
  description: 'A human is needed: a red flag, a wish for a person, frustration, a turn that hung.',
  payload: z.object({
    ...sessionReference,
    turn: turnId.nullable(),
    reason: z.enum(['red_flag', 'asked_for_human', 'frustration', 'turn_hung', 'level_transfer', 'rule']),
    urgency: z.enum(['urgent', 'high', 'medium', 'low']),
    summary: z.string(),
    slots: z.record(z.string(), z.string()),
    lastMessages: z.array(historyEntry),
    at: instant,
  }),
})

export const sessionTakenOver = event('session.taken-over', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'A human holds the lease now; the AI is silent.',
  payload: z.object({ ...sessionReference, by: z.string(), how: z.enum(['console', 'paired_phone']), at: instant }),
})

export const sessionReleased = event('session.released', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The human gave the session back to the AI.',
  payload: z.object({ ...sessionReference, by: z.string(), at: instant }),
})

export const sessionOptedOut = event('session.opted-out', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The contact wants no more messages (or, with `optedOut` false, took it back).',
  payload: z.object({ ...sessionReference, optedOut: z.boolean(), word: z.string(), at: instant }),
})
