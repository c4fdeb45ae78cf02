import type { Channel, ConversationState, CurrentTurn } from '@repartee/contracts'

/** States in which we have asked for something, so that what comes is an answer. */
const asking: readonly ConversationState[] = [
  'booking_confirmation',
  'awaiting_info',
  'booking_new',
  'rescheduling',
  'canceling',
]

export interface BurstQuestion {
  readonly channel: Channel
  readonly text: string
  /** The pack's cap for the channel, in milliseconds. */
  readonly capMs: number
  readonly isRedFlag: boolean
  /** Does something of ours wait for the contact's word? */
  readonly isPending: boolean
  readonly state: ConversationState
  /** The open turn that the message joined; null when it opened a turn of its own. */
  readonly joined: Pick<CurrentTurn, 'receivedAt'> | null
  readonly nowMs: number
}

/** A message of at least so many characters is seldom continued. */
const WHOLE_MESSAGE_CHARACTERS = 60

/**
 * How long to wait, in milliseconds, whether more messages belong to this turn. Nothing for a red flag and for an answer to
 * a question of ours; half the cap after a text that looks whole; and never beyond the cap from the burst's first message.
 */
export function debounceMs(question: BurstQuestion): number {
  const { text, capMs, isRedFlag, isPending, state, joined, nowMs } = question
  if (capMs === 0 || isRedFlag || isPending || asking.includes(state)) return 0
  const isWhole = /[.!?…؟。！？]["'»”)]*\s*$/u.test(text) || text.length >= WHOLE_MESSAGE_CHARACTERS
  const windowMs = isWhole ? capMs / 2 : capMs
  // Clocks of replicas differ, and may jump: the time that has passed is taken for something between nothing and the cap.
  const passedMs = joined === null ? 0 : clamp(nowMs - Date.parse(joined.receivedAt), 0, capMs)
  return Math.round(Math.min(windowMs, capMs - passedMs))
}

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value))
