import type { Delivery, Entry, Reply, TurnEntry, Watched } from './watched.ts'

export const notSent: Delivery = { mark: 'none', detail: null }

const RANK: Record<Delivery['mark'], number> = {
  none: 0,
  held: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
  blocked: 5,
}

/** Adds an entry at the end; one with the same id stands already and is left as it is. */
export function add(watched: Watched, entry: Entry): Watched {
  if (watched.entries.some(({ id }) => id === entry.id)) return watched
  return { ...watched, entries: [...watched.entries, entry] }
}

/** Changes one turn; nothing happens when the screen does not have it. */
export function changeTurn(watched: Watched, id: string | null, change: (turn: TurnEntry) => TurnEntry): Watched {
  const entries = watched.entries.map((entry) => (entry.kind === 'turn' && entry.id === id ? change(entry) : entry))
  return { ...watched, entries }
}

/**
 * Puts a turn into the list. Messages that it takes up leave the list, and so does a turn without an answer whose
 * messages it took over: that one was superseded.
 */
export function openTurn(watched: Watched, turn: TurnEntry): Watched {
  if (watched.entries.some(({ id }) => id === turn.id)) return watched
  const isTaken = (entry: Entry) =>
    (entry.kind === 'heard' && turn.messages.includes(entry.id)) ||
    (entry.kind === 'turn' &&
      (entry.reply === null || entry.reply.isStreaming) &&
      entry.messages.length > 0 &&
      entry.messages.every((message) => turn.messages.includes(message)))
  return { ...watched, entries: [...watched.entries.filter((entry) => !isTaken(entry)), turn] }
}

/** A turn of which only the contact's words are known. */
export function newTurn(known: Pick<TurnEntry, 'id' | 'number' | 'at' | 'text' | 'messages' | 'waitedFor'>): TurnEntry {
  return {
    kind: 'turn',
    ...known,
    captured: null,
    detection: null,
    reconcile: null,
    reply: null,
    reasoning: null,
    timings: null,
    cards: [],
    trace: null,
    advice: { state: 'none' },
  }
}

/** Notes how far a reply or a message of ours got. Marks only move forward, whatever order the news come in. */
export function deliver(watched: Watched, reply: string, to: Delivery): Watched {
  const before = watched.deliveries[reply] ?? notSent
  if (RANK[to.mark] < RANK[before.mark]) return watched
  return { ...watched, deliveries: { ...watched.deliveries, [reply]: to } }
}

/** What a piece of the stream makes of the text so far; a piece of an attempt that was replaced makes nothing. */
export function stream(
  reply: Reply | null,
  piece: { attempt: number; type: 'start' | 'delta' | 'end' | 'error'; text: string },
): Reply | null {
  if (reply !== null && (piece.attempt < reply.attempt || !reply.isStreaming)) return reply
  const isNew = reply === null || piece.attempt > reply.attempt
  const begun: Reply = isNew ? { id: null, text: '', attempt: piece.attempt, isStreaming: true, choices: [] } : reply
  return piece.type === 'delta' ? { ...begun, text: begun.text + piece.text } : begun
}
