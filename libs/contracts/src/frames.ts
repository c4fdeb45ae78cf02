import { z } from 'zod'
import { events, liveFrames } from './catalogue.ts'
import { choice } from './message.ts'
import { instant, sessionId, tenantId } from './references.ts'

/**
 * Where a frame stands: the stream sequence of its event, or half a step behind it for a frame that was made out of the
 * event. It only grows; who comes back says the last one that they saw.
 */
export const cursor = z.number().nonnegative()

/** The id of a client's message: the same one again is the same message. */
export const clientMessageId = z
  .string()
  .regex(/^[\w.:-]{1,128}$/, 'an id is 1 to 128 letters, digits, dots, colons, dashes')

/** The longest message that a client may send, as on WhatsApp. */
export const LONGEST_CLIENT_TEXT = 4096
export const clientText = z.string().trim().min(1).max(LONGEST_CLIENT_TEXT)

/** What a client says over `/ws`. */
export const clientFrame = z.discriminatedUnion('type', [
  /** The first frame. The token of a session, or the one of the operators. */
  z.object({
    type: z.literal('auth'),
    token: z.string().min(1).max(4096),
    cursor: cursor.optional(),
    reasoning: z.boolean().optional(),
  }),
  /** Operators only: what happens to a tenant, or to one of its sessions. Each watch takes the place of the one before. */
  z.object({
    type: z.literal('watch'),
    tenant: tenantId,
    session: sessionId.optional(),
    cursor: cursor.optional(),
  }),
  /** Contacts only. */
  z.object({ type: z.literal('message'), id: clientMessageId, text: clientText, choice: choice.optional() }),
  /** Contacts only: asks for a token that lasts longer. */
  z.object({ type: z.literal('renew') }),
  z.object({ type: z.literal('ping') }),
])
export type ClientFrame = z.output<typeof clientFrame>

const eventNames = events.map(({ name }) => name)
const liveNames = liveFrames.map(({ name }) => name)

/** An event, as it stands in the stream. */
export const eventFrame = z.object({
  type: z.enum(eventNames),
  session: sessionId.nullable(),
  cursor,
  /** For operators: the id of the trace that the event belongs to, 32 hex digits. */
  trace: z.string().optional(),
  /** The event's payload for operators; what concerns the contact for contacts. */
  data: z.record(z.string(), z.unknown()),
})
export type EventFrame = z.output<typeof eventFrame>

/** Something that is worthless when late: it has no cursor and does not come again. */
export const liveFrame = z.object({
  type: z.enum(liveNames),
  session: sessionId,
  data: z.record(z.string(), z.unknown()),
})

/** A turn's reply, whole. */
export const turnResultFrame = z.object({
  type: z.literal('turn_result'),
  session: sessionId,
  cursor,
  turn: z.int().positive(),
  npc_response: z.string(),
  npc_mood: z.number(),
  stage: z.string().nullable(),
  /** From receipt to the first text, in milliseconds. */
  ttfs_ms: z.number(),
  /** Null where advice comes after the reply, as its own frame; the advice where the reply waited for it. */
  coach_advice: z.string().nullable(),
  advice_source: z.enum(['ai', 'fallback', 'error_fallback']).optional(),
  choices: z.array(choice),
  language: z.string(),
})
export type TurnResultFrame = z.output<typeof turnResultFrame>

/** The coach's word on a turn, after its reply. */
export const coachAdviceFrame = z.object({
  type: z.literal('coach_advice'),
  session: sessionId,
  cursor,
  turn: z.int().positive(),
  advice: z.string(),
  /** For a human who has taken over: what they could say now. */
  next_sentence: z.string().optional(),
  advice_source: z.enum(['ai', 'fallback', 'error_fallback']),
})
export type CoachAdviceFrame = z.output<typeof coachAdviceFrame>

/** Why a turn's reply is what it is; for trainees who asked for it in their first frame. */
export const reasoningFrame = z.object({
  type: z.literal('reasoning'),
  session: sessionId,
  cursor,
  turn: z.int().positive(),
  intent: z.string(),
  confidence: z.number(),
  situation: z.string(),
  /** The principle by which it was answered. */
  strategy: z.string(),
  acts: z.array(z.string()),
  state_before: z.string(),
  state_after: z.string(),
  /** `rules`, or the provider of the model. */
  source: z.string(),
})

/** What the socket itself has to say. */
export const controlFrame = z.discriminatedUnion('type', [
  /** The token is good. `cursor` is where the stream stands; null while that is not known. */
  z.object({
    type: z.literal('ready'),
    role: z.enum(['operator', 'contact', 'trainee']),
    tenant: tenantId.nullable(),
    session: sessionId.nullable(),
    cursor: cursor.nullable(),
    expiresAt: instant.nullable(),
  }),
  z.object({ type: z.literal('watching'), tenant: tenantId, session: sessionId.nullable(), cursor: cursor.nullable() }),
  /** What was missed has been sent; from here on it is what happens. */
  z.object({ type: z.literal('resumed'), cursor: cursor.nullable() }),
  /** The stream begins anew: forget cursors and read the state again. */
  z.object({ type: z.literal('reset'), cursor: cursor.nullable() }),
  /** The message `id` is stored and will be answered. */
  z.object({ type: z.literal('accepted'), id: z.string(), message: z.uuid() }),
  z.object({ type: z.literal('token'), token: z.string(), expiresAt: instant }),
  z.object({ type: z.literal('pong') }),
  /** Connect again after so many milliseconds, with the last cursor. */
  z.object({ type: z.literal('reconnect'), afterMs: z.int().nonnegative() }),
  z.object({
    type: z.literal('error'),
    code: z.enum(['bad_frame', 'unauthorised', 'forbidden', 'rate_limited', 'unavailable']),
    detail: z.string(),
    /** Of the message that it is about. */
    id: z.string().optional(),
  }),
])
export type ControlFrame = z.output<typeof controlFrame>

/** Everything that the gateway says over `/ws`. */
export const serverFrame = z.union([
  eventFrame,
  liveFrame,
  turnResultFrame,
  coachAdviceFrame,
  reasoningFrame,
  controlFrame,
])
export type ServerFrame = z.output<typeof serverFrame>

/** Why the gateway closes a socket. */
export const closeCodes = {
  /** Nonsense, again and again. */
  badFrames: 4000,
  /** No good token, or none in time, or it has run out. */
  unauthorised: 4001,
  /** It does not read what it is sent: more than 1 MiB or five seconds behind. */
  tooSlow: 4008,
  /** It says too much. */
  tooFast: 4009,
  /** The gateway stops; connect again. */
  restart: 1012,
} as const
