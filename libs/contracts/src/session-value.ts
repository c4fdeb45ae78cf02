import { z } from 'zod'
import { inboundMessage } from './message.ts'
import {
  address,
  contactProfile,
  instant,
  language,
  sessionId,
  tenantId,
  tenantSettings,
  turnId,
} from './references.ts'
import { replyCompleted } from './reply.ts'
import { conversationState, historyEntry, lease, pendingAction, slotValues } from './session.ts'

/** A turn that is not closed yet. `committed` means that it has had an effect and cannot be superseded any more. */
export const currentTurn = z.object({
  turn: turnId,
  number: z.int().positive(),
  status: z.enum(['open', 'committed']),
  /** With their sequence in the stream, whose order they keep. */
  messages: z.array(z.object({ sequence: z.int().nonnegative(), message: inboundMessage })).min(1),
  /** When the first of the messages reached us. */
  receivedAt: instant,
  openedAt: instant,
  deadlineAt: instant,
})
export type CurrentTurn = z.output<typeof currentTurn>

/** What is kept of a reply, so that it can be emitted again after a crash; the session holds the rest. */
export const keptReply = replyCompleted.payload.omit({
  tenant: true,
  session: true,
  settings: true,
  address: true,
  contact: true,
  usage: true,
})
export type KeptReply = z.output<typeof keptReply>

/** One conversation with one contact: the value in the bucket SESSIONS under `<tenant>.<session>`. */
export const sessionValue = z.object({
  tenant: tenantId,
  id: sessionId,
  instance: z.string(),
  settings: tenantSettings,
  address,
  contact: contactProfile,
  /** Counts the conversations inside the session, from 1. */
  conversation: z.int().positive(),
  language: language.nullable(),
  slots: slotValues,
  state: conversationState,
  /** The task that is under way, such as book, move, cancel. */
  task: z.string().nullable(),
  pending: pendingAction.nullable(),
  frustration: z.int().min(0).max(5),
  /** Turns of this conversation that are closed. */
  turnCount: z.int().nonnegative(),
  /** The last 30 messages, oldest first; those of the current turn are not among them. */
  history: z.array(historyEntry),
  /** The last three principles, oldest first. */
  principles: z.array(z.string()),
  /** How often in a row the contact resisted. */
  resistance: z.int().nonnegative(),
  lease,
  optedOut: z.boolean(),
  /** A/B arms by the name of the experiment. */
  arms: z.record(z.string(), z.string()),
  /** Has this conversation been told that it talks to a machine? */
  introduced: z.boolean(),
  /** The number of the last turn that was opened in the session. */
  lastNumber: z.int().nonnegative(),
  current: currentTurn.nullable(),
  /** The last 15 replies, oldest first. */
  replies: z.array(keptReply),
  /** The last 60 messages that a turn has taken up, oldest first. */
  taken: z.array(z.object({ message: z.uuid(), turn: turnId })),
  lastInboundAt: instant.nullable(),
  /** Did the contact hang up? Then the next message begins a new conversation. */
  ended: z.boolean(),
})
export type SessionValue = z.output<typeof sessionValue>

/** The session as it stands after a turn was opened; travels with the turn, so that nobody on the hot path reads a store. */
export const sessionSnapshot = sessionValue.extend({
  /** Of the bucket: the close writes by compare-and-set on it. */
  revision: z.int().nonnegative(),
})
export type SessionSnapshot = z.output<typeof sessionSnapshot>
