import { z } from 'zod'
import { event } from './kernel.ts'
import { memoryFact } from './memory.ts'
import { choice, inboundMessage } from './message.ts'
import { address, contactProfile, instant, language, tenantSettings, turnReference } from './references.ts'
import { usage } from './reply.ts'
import { conversationState, historyEntry, reconcileReason, slotValues } from './session.ts'
import { sessionSnapshot } from './session-value.ts'
import { CONVERSATION } from './streams.ts'

const turnPayload = z.object({
  ...turnReference,
  instance: z.string(),
  address,
  contact: contactProfile,
  /** In stream order; more than one when a burst or an interruption was taken up. */
  messages: z.array(inboundMessage).min(1),
  /** The words of all messages, one line each. */
  text: z.string(),
  /** The choice that the last message took, matched to what was offered. */
  choice: choice.nullable(),
  /** The contact opted out, or came back, with this turn: its reply confirms just that, and the gate lets it through. */
  consent: z.enum(['opted_out', 'opted_in']).optional(),
  snapshot: sessionSnapshot,
  /** What is remembered of the contact from earlier, newest first. */
  memory: z.array(memoryFact).optional(),
  /** When the first of the messages reached us. */
  receivedAt: instant,
  openedAt: instant,
  /** When the turn must be closed at the latest. */
  deadlineAt: instant,
})
export type TurnReceived = z.output<typeof turnPayload>

export const turnReceived = event('turn.received', {
  version: 1,
  stream: CONVERSATION,
  from: ['gateway'],
  readBy: ['capture', 'situation', 'generation'],
  description: 'A turn is open; carries a snapshot of the session.',
  payload: turnPayload,
})

/** What capture found in a turn. `slots` holds only what this turn said, with the history that a correction leaves. */
export const captured = z.object({
  slots: slotValues,
  /** Names of the slots among them that the pack marks critical. */
  critical: z.array(z.string()),
  /** Names of the slots that replaced another value. */
  corrected: z.array(z.string()),
  /** Names of slots that the contact said are not wanted any more. */
  dropped: z.array(z.string()),
  /** What was said for a slot but cannot be, such as 31 February. */
  problems: z.array(
    z.object({
      slot: z.string(),
      quote: z.string(),
      problem: z.enum(['no_such_date', 'in_the_past', 'not_a_number', 'unknown_name', 'ambiguous', 'too_far']),
    }),
  ),
  /** What the task still needs, in the pack's order. */
  missing: z.array(z.string()),
  by: z.enum(['rules', 'model']),
  /** What models used that were asked for facts. */
  usage: z.array(usage).optional(),
})
export type Captured = z.output<typeof captured>

export const turnCaptured = event('turn.captured', {
  version: 1,
  stream: CONVERSATION,
  from: ['capture'],
  readBy: ['situation'],
  description: 'The facts that were found in what the contact said.',
  payload: z.object({ ...turnReference, captured }),
})

export const dialogueAct = z.enum([
  'inform',
  'request',
  'affirm',
  'negate',
  'select',
  'request_alternatives',
  'correct',
  'interrupt',
  'switch_topic',
  'follow_up',
  'thank',
  'greet',
  'goodbye',
  'ask_human',
])
export type DialogueAct = z.output<typeof dialogueAct>

/** What is going on in a turn. Confidences are 0 to 1. */
export const detection = z.object({
  situation: z.string(),
  confidence: z.number().min(0).max(1),
  intent: z.object({ name: z.string(), confidence: z.number().min(0).max(1) }),
  acts: z.array(dialogueAct),
  /** The task after this turn, such as book; null when none is under way. */
  task: z.string().nullable(),
  /** A request that came while another task is open: the contact is asked which one first. */
  competingTask: z.string().nullable(),
  state: conversationState,
  frustration: z.int().min(0).max(5),
  language: z.object({ code: language, confidence: z.number(), switched: z.boolean() }),
  urgency: z.enum(['urgent', 'high', 'medium', 'low']),
  complexity: z.enum(['simple', 'medium', 'complex']),
  /** Does what waits for the contact's word bear on what they say now? Below 0.6 it stays out. */
  pending: z.object({ relevant: z.boolean(), confidence: z.number(), reason: z.string() }),
  /** Facts of the pack that answer what was asked, best first. */
  facts: z.array(z.object({ id: z.string(), score: z.number(), reason: z.string() })),
  redFlag: z.object({ id: z.string(), quote: z.string() }).nullable(),
  asksHuman: z.boolean(),
  asksIfBot: z.boolean(),
  by: z.enum(['rules', 'model']),
  /** What models used that were asked what is going on. */
  usage: z.array(usage).optional(),
})
export type Detection = z.output<typeof detection>

export const turnUnderstood = event('turn.understood', {
  version: 1,
  stream: CONVERSATION,
  from: ['situation'],
  readBy: ['generation', 'followup'],
  description: 'Capture and detection have met; says whether detection ran again, and why.',
  payload: z.object({
    ...turnReference,
    turnReceived: turnPayload,
    captured,
    detection,
    reconcile: reconcileReason,
  }),
})
export type TurnUnderstood = z.output<(typeof turnUnderstood)['payload']>

export const turnLeftToHuman = event('turn.left-to-human', {
  version: 1,
  stream: CONVERSATION,
  from: ['generation'],
  readBy: ['coach'],
  description: 'A human holds the session and answers this turn; says what the AI would have said.',
  payload: z.object({
    ...turnReference,
    settings: tenantSettings,
    address,
    language,
    intent: z.string(),
    situation: z.string(),
    principle: z.string(),
    slots: z.record(z.string(), z.string()),
    frustration: z.int().min(0).max(5),
    /** What the contact said. */
    text: z.string(),
    suggestion: z.string().min(1),
    /** The last messages before, oldest first. */
    history: z.array(historyEntry),
    at: instant,
  }),
})
export type TurnLeftToHuman = z.output<(typeof turnLeftToHuman)['payload']>
