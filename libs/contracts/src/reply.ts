import { z } from 'zod'
import { event } from './kernel.ts'
import { choice } from './message.ts'
import { address, contactProfile, instant, language, sessionReference, tenantSettings, turnId } from './references.ts'
import { conversationState, reconcileReason } from './session.ts'
import { CONVERSATION } from './streams.ts'

/** What a model call used and cost, also one that lost a race. An unknown price is null, never 0. */
export const usage = z.object({
  provider: z.string(),
  model: z.string(),
  task: z.string(),
  tokensIn: z.int().nonnegative(),
  tokensCached: z.int().nonnegative(),
  tokensOut: z.int().nonnegative(),
  costUsd: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
  tookMs: z.number(),
  outcome: z.enum(['won', 'lost', 'failed']),
  /** Of one that failed or lost: what kind of error ended it. */
  error: z.string().optional(),
  tier: z.enum(['fast', 'standard', 'deep']).optional(),
  effort: z.string().optional(),
  /** The share of sessions that this one belongs to, by experiment: `workflow: on`. */
  arms: z.record(z.string(), z.string()).optional(),
  tenant: z.string().optional(),
  intent: z.string().nullable().optional(),
  isVoice: z.boolean().optional(),
  /** Lengths of what was sent and what came back, in characters. */
  charactersIn: z.int().nonnegative().optional(),
  charactersOut: z.int().nonnegative().optional(),
  /** Names of the tools that it asked for. */
  tools: z.array(z.string()).optional(),
  /** The provider did not tell the tokens, as when it was cut off: they are reckoned from the lengths. */
  isEstimate: z.boolean().optional(),
})
export type Usage = z.output<typeof usage>

/** Why the reply is what it is, for screens and for whoever asks later. */
export const reasoning = z.object({
  intent: z.string(),
  confidence: z.number(),
  /** What the contact did with the turn, such as affirm or request. */
  acts: z.array(z.string()).optional(),
  situation: z.string(),
  principle: z.string(),
  stateBefore: conversationState,
  stateAfter: conversationState,
  reconcile: reconcileReason,
  cache: z.enum(['off', 'miss', 'exact', 'semantic']),
  /** Who worded it: `rules`, or a provider of models. */
  provider: z.string(),
  model: z.string().optional(),
  tier: z.enum(['fast', 'standard', 'deep']).optional(),
  level: z.enum(['full_ai', 'fast_ai', 'rules', 'transfer']),
  tools: z.array(
    z.object({
      tool: z.string(),
      outcome: z.string(),
      tookMs: z.number(),
      idempotent: z.boolean(),
      /** Of a call that was refused: the argument (empty: the call itself) and why. */
      refused: z.object({ field: z.string(), reason: z.string() }).optional(),
    }),
  ),
  checks: z.array(z.object({ check: z.string(), passed: z.boolean() })),
})
export type Reasoning = z.output<typeof reasoning>

export const followUpReason = z.enum([
  'unanswered_question',
  'silent_in_booking',
  'escalation_untaken',
  'booking_reminder',
  'after_visit',
  'dropped_call',
])
export type FollowUpReason = z.output<typeof followUpReason>

const replyPayload = z.object({
  ...sessionReference,
  /** Null for a follow-up, which has no turn. */
  turn: turnId.nullable(),
  number: z.int().positive().nullable(),
  /** Of a follow-up: the id of its occurrence. */
  occurrence: z.string().nullable(),
  kind: z.enum(['answer', 'apology', 'followup']),
  settings: tenantSettings,
  address,
  contact: contactProfile,
  /** The contact's words that are answered; empty for a follow-up. */
  contactText: z.string(),
  reply: z.object({
    /** UUIDv5 of the turn or the occurrence: the key of the send. */
    id: z.uuid(),
    text: z.string().min(1),
    language,
    choices: z.array(choice),
    /** Structure for screens: a booking card, a chart command. */
    sidecar: z.array(z.object({ kind: z.string(), data: z.record(z.string(), z.unknown()) })),
  }),
  /** The reply that was closed before this one in the session; it leaves first. */
  previousReply: z.uuid().nullable(),
  slots: z.record(z.string(), z.string()),
  frustration: z.int().min(0).max(5),
  urgency: z.enum(['urgent', 'high', 'medium', 'low']),
  /** The practice partner's mood, 0 to 1; 0.5 elsewhere. */
  mood: z.number().min(0).max(1),
  stage: z.string().nullable(),
  reasoning,
  timings: z.object({
    firstTokenMs: z.number().nullable(),
    totalMs: z.number(),
    steps: z.record(z.string(), z.number()),
  }),
  usage: z.array(usage),
  adviceMode: z.enum(['async', 'sync', 'off']),
  /** The reply confirms that the contact wants no more messages, or wants them again: it leaves in any case. */
  consent: z.enum(['opted_out', 'opted_in']).optional(),
  /** A follow-up that the text announces. */
  followUp: z.object({ reason: followUpReason, dueAt: instant }).nullable(),
  receivedAt: instant,
  completedAt: instant,
})
export type ReplyCompleted = z.output<typeof replyPayload>

export const replyCompleted = event('reply.completed', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation'],
  readBy: ['gateway', 'coach', 'followup'],
  description: 'A reply is whole and its turn is closed.',
  payload: replyPayload,
})

const replyReference = {
  ...sessionReference,
  reply: z.uuid(),
  turn: turnId.nullable(),
  at: instant,
}

export const replySent = event('reply.sent', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The provider took the reply.',
  payload: z.object({
    ...replyReference,
    kind: z.enum(['answer', 'apology', 'followup', 'human', 'notice']),
    as: z.enum(['text', 'interactive', 'template', 'speech', 'web']),
    providerIds: z.array(z.string()),
  }),
})

export const replyHeld = event('reply.held', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The send gate holds the reply until a later time.',
  payload: z.object({ ...replyReference, until: instant, reason: z.string(), occurrence: z.string().nullable() }),
})

export const replyBlocked = event('reply.blocked', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The send gate refused the reply; it will not leave.',
  payload: z.object({
    ...replyReference,
    reason: z.enum([
      'human_holds_lease',
      'opted_out',
      'outside_window',
      'provider_refused',
      'invalid_contact',
      'not_authorised',
      'unknown_outcome',
      'superseded',
    ]),
    detail: z.string(),
  }),
})

const statusPayload = z.object({ ...replyReference, providerId: z.string(), detail: z.string().nullable() })

export const replyDelivered = event('reply.delivered', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The provider says that the reply reached the contact.',
  payload: statusPayload,
})

export const replyRead = event('reply.read', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The provider says that the contact read the reply.',
  payload: statusPayload,
})

export const replyFailed = event('reply.failed', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['followup'],
  description: 'The provider took the reply but could not deliver it.',
  payload: statusPayload,
})
