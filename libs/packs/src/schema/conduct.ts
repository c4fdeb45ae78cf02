import { z } from 'zod'
import { conversationState, language } from '@repartee/contracts'
import { messageKey, phrases, time } from './text.ts'

/** How far the engine goes before it stops or calls a person. */
export const limits = z.strictObject({
  /** Above it a person is offered. */
  frustration: z.int().min(0).max(5).default(2),
  /** Questions not understood in a row until a person is offered. */
  notUnderstood: z.int().positive().default(2),
  toolSteps: z.int().positive().max(5).default(5),
  /** Times in one offer. */
  offeredTimes: z.int().positive().max(10).default(5),
  /** Silence after which a new conversation begins. */
  conversationHours: z.number().positive().default(24),
  /** Idle time after which a human's takeover ends. */
  takeoverIdleMinutes: z.number().positive().default(60),
})

/** The cap of the pause in which a burst of messages becomes one turn, by channel, in milliseconds. */
export const debounce = z.strictObject({
  whatsapp: z.int().nonnegative().default(0),
  sms: z.int().nonnegative().default(0),
  web: z.int().nonnegative().default(0),
  phone: z.int().nonnegative().default(0),
})

/** Until when a turn must be closed, in milliseconds from its opening. */
export const deadlines = z.strictObject({
  chatMs: z.int().positive().default(15_000),
  phoneMs: z.int().positive().default(6_000),
  deepMs: z.int().positive().default(35_000),
})

const byUrgency = z.strictObject({
  urgent: z.number().positive().default(15),
  high: z.number().positive().default(60),
  medium: z.number().positive().default(90),
  low: z.number().positive().default(240),
})

/** An arm of an experiment with delays: what it has otherwise, and how many sessions it gets beside the others. */
const followUpArm = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]*$/, 'a name is lower-case letters, digits and underscores'),
  share: z.number().positive().default(1),
  delayMinutes: byUrgency.partial().optional(),
  silentInBookingMinutes: z.number().positive().optional(),
  escalationUntakenMinutes: z.number().positive().optional(),
  droppedCallMinutes: z.number().positive().optional(),
  reminderHours: z.array(z.number().positive()).optional(),
  afterVisitHours: z.number().positive().nullable().optional(),
})

export const followUps = z.strictObject({
  delayMinutes: byUrgency.default(byUrgency.parse({})),
  /** Silence in the middle of a booking, until we ask. */
  silentInBookingMinutes: z.number().positive().default(90),
  escalationUntakenMinutes: z.number().positive().default(15),
  droppedCallMinutes: z.number().positive().default(2),
  /** Hours before a booking, furthest first; each at most once. */
  reminderHours: z.array(z.number().positive()).default([24, 2]),
  /** After the end of a visit; null for none. */
  afterVisitHours: z.number().positive().nullable().default(null),
  /** Reasons that a reply announces. The others are silent. */
  announced: z
    .array(z.enum(['unanswered_question', 'escalation_untaken', 'silent_in_booking', 'dropped_call']))
    .default(['unanswered_question', 'escalation_untaken']),
  /** No message that we start leaves between these times of the contact's clock. */
  quietHours: z.strictObject({ from: time, to: time }).default({ from: '21:00', to: '09:00' }),
  /** Each session falls into one of these for good; none: no experiment. */
  arms: z.array(followUpArm).default([]),
})
export type FollowUps = z.output<typeof followUps>

/** A voice at each provider; one without an entry uses its own default for the language. */
const voices = z.strictObject({
  espeak: z.string().optional(),
  elevenlabs: z.string().optional(),
  openai: z.string().optional(),
  polly: z.string().optional(),
})

export const voice = z.strictObject({
  voices: z.partialRecord(language, voices).default({}),
  /** Nothing said after it: an acknowledgement. */
  acknowledgeAfterMs: z.int().min(400).default(700),
  bargeInMs: z.int().positive().default(500),
  /** States in which we are not interrupted. */
  noBargeIn: z.array(conversationState).default([]),
  stillThereSeconds: z.number().positive().default(10),
  hangUpSeconds: z.number().positive().default(20),
  longestCallMinutes: z.number().positive().default(15),
})

/** Words that end or take up again all messages, when they are the whole message. */
export const optOut = z.strictObject({
  /** Always end it. */
  stop: phrases,
  /** End it only while no question or task of ours is open. */
  stopWhenIdle: phrases,
  start: phrases,
  done: messageKey.default('optout.done'),
  undone: messageKey.default('optout.undone'),
})
