import type { SessionValue } from '@repartee/contracts'

const HISTORY_KEPT = 30

export type Note =
  | { kind: 'human_message'; text: string; at: string }
  /** What a contact heard of a reply before they spoke or hung up. */
  | { kind: 'heard'; turn: string; text: string }
  | { kind: 'hang_up' }

/** Notes something that happened beside the turns; the session's turn and lease stay as they are. */
export function note(session: SessionValue, what: Note): SessionValue {
  switch (what.kind) {
    case 'human_message':
      return {
        ...session,
        history: [...session.history, { role: 'human' as const, text: what.text, at: what.at, turn: null }].slice(
          -HISTORY_KEPT,
        ),
      }
    case 'heard':
      return {
        ...session,
        history: session.history.map((entry) =>
          entry.role === 'ai' && entry.turn === what.turn ? { ...entry, text: what.text } : entry,
        ),
      }
    case 'hang_up':
      return { ...session, ended: true }
  }
}
