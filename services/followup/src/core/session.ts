import type { Happening, Way } from './input.ts'

/** What is known of a session. Sequences are positions in the stream; 0 is before all. */
export interface SessionState {
  /** The newest message of the contact. */
  readonly messageSequence: number
  readonly isTakenOver: boolean
  readonly leaseSequence: number
  readonly isOptedOut: boolean
  readonly consentSequence: number
  readonly way: Way | null
  readonly waySequence: number
}

export const unknownSession: SessionState = {
  messageSequence: 0,
  isTakenOver: false,
  leaseSequence: 0,
  isOptedOut: false,
  consentSequence: 0,
  way: null,
  waySequence: 0,
}

/** The session after something happened at a place in the stream. What is older than what is known changes nothing. */
export function follow(state: SessionState, happening: Happening, sequence: number): SessionState {
  const known = 'way' in happening && happening.way !== null ? withWay(state, happening.way, sequence) : state
  switch (happening.kind) {
    case 'message':
      return { ...known, messageSequence: Math.max(known.messageSequence, sequence) }
    case 'taken_over':
    case 'released':
      if (sequence < known.leaseSequence) return known
      return { ...known, isTakenOver: happening.kind === 'taken_over', leaseSequence: sequence }
    case 'opted_out':
    case 'opted_in':
      if (sequence < known.consentSequence) return known
      return { ...known, isOptedOut: happening.kind === 'opted_out', consentSequence: sequence }
    case 'reply':
    case 'human_message':
    case 'escalated':
    case 'call_dropped':
    case 'booked':
    case 'booking_moved':
    case 'booking_cancelled':
      return known
  }
}

function withWay(state: SessionState, way: Way, sequence: number): SessionState {
  return sequence < state.waySequence ? state : { ...state, way, waySequence: sequence }
}
