import type {
  ConversationState,
  HistoryEntry,
  KeptReply,
  LanguageCode,
  PendingAction,
  SessionValue,
  SlotValues,
} from '@repartee/contracts'

const REPLIES_KEPT = 15
const HISTORY_KEPT = 30
const PRINCIPLES_KEPT = 3

/** What a turn leaves behind. */
export interface AfterTurn {
  readonly language: LanguageCode
  readonly slots: SlotValues
  readonly state: ConversationState
  readonly task: string | null
  readonly pending: PendingAction | null
  readonly frustration: number
  /** The principle that chose the words; null when none did. */
  readonly principle: string | null
  readonly resistance: number
  /** A/B arms that the turn was given, by experiment; those of before stay. */
  readonly arms?: Readonly<Record<string, string>>
}

export type CloseDecision =
  | { do: 'close'; session: SessionValue; reply: KeptReply | null }
  /** The turn was closed before: this is what was said then. */
  | { do: 'repeat'; reply: KeptReply }
  /** The turn is not current any more: it was superseded, or closed without a reply. */
  | { do: 'drop'; why: 'superseded' | 'human_holds_lease' }

/**
 * Marks that the turn is about to have an effect outside, so that it cannot be superseded any more.
 * Null when the turn is not current.
 */
export function commit(session: SessionValue | null, turn: string): SessionValue | null {
  if (session?.current?.turn !== turn) return null
  return { ...session, current: { ...session.current, status: 'committed' } }
}

/**
 * Closes a turn with its reply, or without one (null) when a human answers. Fails unless the turn is current and the
 * lease lets the AI speak; a turn that is closed already gives its stored reply.
 */
export function close(
  session: SessionValue | null,
  input: { turn: string; reply: KeptReply | null; after: AfterTurn; now: string },
): CloseDecision {
  const before = session?.replies.find(({ turn }) => turn === input.turn)
  if (before) return { do: 'repeat', reply: before }
  if (session?.current?.turn !== input.turn) return { do: 'drop', why: 'superseded' }
  if (input.reply !== null && session.lease.holder === 'human') return { do: 'drop', why: 'human_holds_lease' }

  const reply = input.reply && { ...input.reply, previousReply: session.replies.at(-1)?.reply.id ?? null }
  const { after } = input
  return {
    do: 'close',
    reply,
    session: {
      ...withReply(session, reply, contactEntries(session), input.now),
      current: null,
      language: after.language,
      slots: after.slots,
      state: after.state,
      task: after.task,
      pending: after.pending,
      frustration: after.frustration,
      resistance: after.resistance,
      arms: { ...session.arms, ...after.arms },
      turnCount: session.turnCount + 1,
      principles: after.principle
        ? [...session.principles, after.principle].slice(-PRINCIPLES_KEPT)
        : session.principles,
      introduced: session.introduced || reply !== null,
    },
  }
}

export type FollowUpCloseDecision =
  | { do: 'close'; session: SessionValue; reply: KeptReply }
  | { do: 'repeat'; reply: KeptReply }
  | { do: 'drop'; why: 'turn_is_open' | 'human_holds_lease' | 'opted_out' | 'contact_wrote' | 'no_session' }

/**
 * Closes a follow-up, which has no turn: by its occurrence, and only if no turn is open, no human holds the lease, and
 * nothing that cancels it came since it was armed.
 */
export function closeFollowUp(
  session: SessionValue | null,
  input: {
    reply: KeptReply
    armedAt: string
    /** Does a message of the contact after `armedAt` cancel it? */
    cancelledByMessage: boolean
    pending: PendingAction | null
    now: string
  },
): FollowUpCloseDecision {
  if (session === null) return { do: 'drop', why: 'no_session' }
  const before = session.replies.find(({ occurrence }) => occurrence === input.reply.occurrence)
  if (before) return { do: 'repeat', reply: before }
  if (session.current !== null) return { do: 'drop', why: 'turn_is_open' }
  if (session.lease.holder === 'human') return { do: 'drop', why: 'human_holds_lease' }
  if (session.optedOut) return { do: 'drop', why: 'opted_out' }
  if (input.cancelledByMessage && session.lastInboundAt !== null && session.lastInboundAt > input.armedAt) {
    return { do: 'drop', why: 'contact_wrote' }
  }
  const reply = { ...input.reply, previousReply: session.replies.at(-1)?.reply.id ?? null }
  return {
    do: 'close',
    reply,
    session: { ...withReply(session, reply, [], input.now), pending: input.pending ?? session.pending },
  }
}

function contactEntries(session: SessionValue): HistoryEntry[] {
  const { current } = session
  if (current === null) return []
  return current.messages.map(({ message }) => ({
    role: 'contact',
    text: message.text,
    at: message.at,
    turn: current.turn,
  }))
}

function withReply(session: SessionValue, reply: KeptReply | null, said: HistoryEntry[], now: string): SessionValue {
  const answer: HistoryEntry[] =
    reply === null
      ? []
      : [{ role: reply.kind === 'followup' ? 'followup' : 'ai', text: reply.reply.text, at: now, turn: reply.turn }]
  return {
    ...session,
    history: [...session.history, ...said, ...answer].slice(-HISTORY_KEPT),
    replies: reply === null ? session.replies : [...session.replies, reply].slice(-REPLIES_KEPT),
  }
}
