import type {
  BookingChanged,
  Captured,
  ConversationState,
  Detection,
  FollowUpReason,
  LanguageCode,
  Reasoning,
  ReconcileReason,
  ReplyCompleted,
  SlotValues,
} from '@repartee/contracts'

export type Booking = BookingChanged['booking']

/** Where a reply is on its way to the contact, and why it stays behind. Marks only move forward. */
export interface Delivery {
  mark: 'none' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'blocked'
  detail: string | null
}

/** `waiting`: the reply is out, the advice is not. */
export type Advice =
  | { state: 'none' }
  | { state: 'waiting' }
  | { state: 'given'; text: string; source: 'ai' | 'fallback' | 'error_fallback'; tookMs: number | null }

/** The reply of a turn, while it streams and afterwards. */
export interface Reply {
  id: string | null
  text: string
  /** A higher attempt replaces what a lower one streamed. */
  attempt: number
  isStreaming: boolean
  choices: { id: string; title: string }[]
}

/** One thing that the contact said, and the answer to it. */
export interface TurnEntry {
  kind: 'turn'
  /** The turn's id. */
  id: string
  number: number | null
  at: string
  text: string
  /** Ids of the contact's messages in it. */
  messages: string[]
  /** What of ours was waiting for the contact's word. */
  waitedFor: string | null
  captured: Captured | null
  detection: Detection | null
  reconcile: ReconcileReason | null
  reply: Reply | null
  advice: Advice
  reasoning: Reasoning | null
  timings: ReplyCompleted['timings'] | null
  cards: Booking[]
  /** The id of its trace, once it is known. */
  trace: string | null
}

/** A message of the contact that no turn has taken up yet. */
export interface HeardEntry {
  kind: 'heard'
  /** The message's id. */
  id: string
  at: string
  text: string
}

/** A message of ours that answers no turn: a human's, or a follow-up. */
export interface MessageEntry {
  kind: 'message'
  id: string
  at: string
  from: 'human' | 'followup'
  by: string | null
  text: string
}

/** Something that happened to the session. */
export interface NoteEntry {
  kind: 'note'
  id: string
  at: string
  tone: 'plain' | 'warn'
  text: string
}

export type Entry = TurnEntry | HeardEntry | MessageEntry | NoteEntry

export interface FollowUp {
  id: string
  reason: FollowUpReason
  dueAt: string
  status: 'waiting' | 'due' | 'cancelled'
  why: string | null
}

/** All that the live view shows of one session. */
export interface Watched {
  session: string
  name: string | null
  phone: string | null
  channel: string | null
  /** The business' IANA time zone. */
  timeZone: string | undefined
  language: LanguageCode | null
  state: ConversationState
  task: string | null
  frustration: number
  holder: 'ai' | 'human' | 'followup'
  holderName: string | null
  optedOut: boolean
  slots: SlotValues
  /** Slots of the newest turn, to be lit up. */
  fresh: string[]
  missing: string[]
  bookings: Booking[]
  followUps: FollowUp[]
  entries: Entry[]
  /** How far each reply and message of ours got, by its id; the news may come before the message does. */
  deliveries: Record<string, Delivery>
  /** The stream's sequence of the last event that is in here; to go on from. */
  cursor: number
}

/** A session of which nothing is known yet. */
export function unknownSession(session: string): Watched {
  return {
    session,
    name: null,
    phone: null,
    channel: null,
    timeZone: undefined,
    language: null,
    state: 'idle',
    task: null,
    frustration: 0,
    holder: 'ai',
    holderName: null,
    optedOut: false,
    slots: {},
    fresh: [],
    missing: [],
    bookings: [],
    followUps: [],
    entries: [],
    deliveries: {},
    cursor: 0,
  }
}

/** The newest turn, on which the right-hand side looks unless another is chosen. */
export function newestTurn({ entries }: Watched): TurnEntry | null {
  return entries.findLast((entry) => entry.kind === 'turn') ?? null
}

/** The booking cards of a turn as they stand now; a booking shows at the last turn that spoke of it. */
export function cardsOf({ entries, bookings }: Watched, turn: TurnEntry): Booking[] {
  const later = entries.slice(entries.indexOf(turn) + 1)
  const isShownLater = ({ id }: Booking) =>
    later.some((entry) => entry.kind === 'turn' && entry.cards.some((card) => card.id === id))
  return turn.cards
    .filter((card) => !isShownLater(card))
    .map((card) => bookings.find(({ id }) => id === card.id) ?? card)
}
