import type { EventFrame } from './frames.ts'

/** One conversation in the list. */
export interface InboxRow {
  session: string
  name: string | null
  phone: string | null
  channel: string | null
  /** The last words of either side. */
  lastText: string
  lastAt: string
  holder: 'ai' | 'human' | 'followup'
  /** A person is needed and nobody has taken over yet. */
  isWaiting: boolean
  /** A turn is open. */
  isAnswering: boolean
  frustration: number
  /** Messages of the contact since the page looked last. */
  unread: number
}

/** The conversations of the tenant; each event is counted once. */
export interface Inbox {
  rows: InboxRow[]
  cursor: number
}

export const emptyInbox: Inbox = { rows: [], cursor: 0 }

/** The inbox after a frame; conversations that say something move to the top. */
export function changeInbox(inbox: Inbox, frame: EventFrame, watching: string | null): Inbox {
  const { session, cursor } = frame
  if (session === null || cursor <= inbox.cursor) return inbox
  const row = inbox.rows.find((one) => one.session === session) ?? unknownRow(session)
  const changed = changeRow(row, frame, session === watching)
  if (changed === row) return { ...inbox, cursor }
  return { rows: sorted([...inbox.rows.filter((one) => one !== row), changed]), cursor }
}

/** The list with the conversations that the archive knows; what the events have told meanwhile is newer and stays. */
export function readArchive(inbox: Inbox, archived: InboxRow[]): Inbox {
  const known = new Set(inbox.rows.map(({ session }) => session))
  return { ...inbox, rows: sorted([...inbox.rows, ...archived.filter(({ session }) => !known.has(session))]) }
}

/** A conversation was looked at. */
export function lookAt(inbox: Inbox, session: string): Inbox {
  return { ...inbox, rows: inbox.rows.map((row) => (row.session === session ? { ...row, unread: 0 } : row)) }
}

/** The conversation with this phone number, whatever decoration it has. */
export function sessionOfPhone({ rows }: Inbox, phone: string): string | null {
  const digits = phone.replaceAll(/\D/g, '')
  return rows.find((row) => row.phone?.replaceAll(/\D/g, '') === digits)?.session ?? null
}

function changeRow(row: InboxRow, frame: EventFrame, isWatched: boolean): InboxRow {
  switch (frame.type) {
    case 'message.received': {
      const { contact, address, message } = frame.data
      const known = { ...row, name: contact.name ?? row.name, phone: contact.phone ?? row.phone }
      const unread = isWatched ? 0 : row.unread + 1
      return { ...known, channel: address.channel, lastText: message.text, lastAt: message.at, unread }
    }
    case 'turn.received':
      return { ...row, isAnswering: true, holder: frame.data.snapshot.lease.holder }
    case 'turn.understood':
      return { ...row, frustration: frame.data.detection.frustration }
    case 'reply.completed':
      return { ...row, isAnswering: false, lastText: frame.data.reply.text, lastAt: frame.data.completedAt }
    case 'message.sent':
      return { ...row, isAnswering: false, lastText: frame.data.message.text, lastAt: frame.data.message.at }
    case 'session.escalated':
      return { ...row, isWaiting: true }
    case 'session.taken-over':
      return { ...row, holder: 'human', isWaiting: false, isAnswering: false }
    case 'session.released':
      return { ...row, holder: 'ai', isWaiting: false }
    default:
      return row
  }
}

function unknownRow(session: string): InboxRow {
  return {
    session,
    name: null,
    phone: null,
    channel: null,
    lastText: '',
    lastAt: '',
    holder: 'ai',
    isWaiting: false,
    isAnswering: false,
    frustration: 0,
    unread: 0,
  }
}

function sorted(rows: InboxRow[]): InboxRow[] {
  return rows.toSorted((a, b) => Number(b.isWaiting) - Number(a.isWaiting) || b.lastAt.localeCompare(a.lastAt))
}
