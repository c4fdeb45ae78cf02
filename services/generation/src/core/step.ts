import type {
  Choice,
  ConversationState,
  PendingAction,
  QuestionAnswer,
  QuestionRequest,
  SlotValues,
  bookingAvailability,
  bookingCancel,
  bookingConfirm,
  bookingHold,
  bookingList,
  bookingMove,
  Decision,
  journalFind,
} from '@repartee/contracts'
import type { MessageParameters } from '@repartee/packs'

/** The questions that a decision may ask, by the tool's name in the pack. */
export interface Tools {
  'booking.availability': typeof bookingAvailability
  'booking.hold': typeof bookingHold
  'booking.confirm': typeof bookingConfirm
  'booking.move': typeof bookingMove
  'booking.cancel': typeof bookingCancel
  'booking.list': typeof bookingList
  'journal.find': typeof journalFind
}
export type ToolName = keyof Tools

/** A question to another service. `tenant` and who asks are added by whoever carries it out. */
type Asked<Name extends ToolName> = Omit<
  QuestionRequest<Tools[Name]>,
  'tenant' | 'session' | 'settings' | 'address' | 'contact' | 'language'
>

export type Ask = { [Name in ToolName]: { do: 'ask'; tool: Name; request: Asked<Name> } }[ToolName]

/** What came of a question; `unavailable` when nobody answered in time or the calendar could not be reached. */
export type ToolAnswer<Name extends ToolName> = QuestionAnswer<Tools[Name]> | { outcome: 'unavailable' }
export type ToolResult = { [Name in ToolName]: { tool: Name; answer: ToolAnswer<Name> } }[ToolName]

/** A message of the pack with its parameters, or words that are ready. */
export type Part = { key: string; params?: MessageParameters; variant?: number } | { text: string }

/** What is said, and what the session is afterwards. */
export interface Plan {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
  readonly state: ConversationState
  readonly task: string | null
  readonly pending: PendingAction | null
  readonly slots: SlotValues
  /** A human is needed, and why. */
  readonly escalate: 'red_flag' | 'asked_for_human' | 'frustration' | 'level_transfer' | null
  /** What the contact decided with this turn, for the journal. */
  readonly decision: Decision | null
  /** Something was asked that the pack has no answer to. */
  readonly hasUnansweredQuestion: boolean
  readonly sidecar: readonly { kind: string; data: Record<string, unknown> }[]
  /** Of the customer whom a trainee practises on. */
  readonly practice?: {
    readonly mood: number
    readonly stage: string
    /** What their words mean. */
    readonly intent: string
  }
}

export type Say = { do: 'say'; plan: Plan }

/** The next step of a turn: ask a tool, or say something and be done. */
export type Step = Ask | Say

/** The answer of a tool that was asked in this turn; the last, where it was asked more than once. */
export function resultOf<Name extends ToolName>(results: readonly ToolResult[], tool: Name): ToolAnswer<Name> | null {
  const found = results.findLast((result) => result.tool === tool)
  return (found?.answer as ToolAnswer<Name> | undefined) ?? null
}
