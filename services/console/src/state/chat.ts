/** A button or list row under a message of the business. */
export interface ChatChoice {
  id: string
  title: string
  description?: string
  kind: 'button' | 'row'
}

/** What became of the contact's own message, in the order in which it happens. */
export type Mark = 'sending' | 'sent' | 'read' | 'failed'

/** One bubble of the customer's chat. */
export interface ChatLine {
  /** The provider's id of the message. */
  id: string
  from: 'contact' | 'business'
  text: string
  at: string
  choices: ChatChoice[]
  mark: Mark | null
  /** Why it could not be sent. */
  problem: string | null
}

/** The customer's chat as their phone shows it. */
export interface Chat {
  lines: ChatLine[]
  /** Does the business type at the moment? */
  isTyping: boolean
  /** The sandbox's number of the last message, to go on from. */
  sequence: number
}

export type ChatChange =
  | { type: 'opened'; lines: (ChatLine & { sequence: number })[] }
  | { type: 'sending'; id: string; text: string; at: string }
  | { type: 'accepted'; id: string }
  | { type: 'refused'; id: string; problem: string }
  | { type: 'arrived'; line: ChatLine; sequence: number }
  | { type: 'read'; id: string }

export const emptyChat: Chat = { lines: [], isTyping: false, sequence: 0 }

/** The chat after one change. The same message twice, from the history and the stream, is one bubble. */
export function changeChat(chat: Chat, change: ChatChange): Chat {
  switch (change.type) {
    case 'opened':
      return change.lines.reduce((all, { sequence, ...line }) => arrive(all, line, sequence), chat)
    case 'sending':
      return append(without(chat, change.id), {
        ...change,
        from: 'contact',
        choices: [],
        mark: 'sending',
        problem: null,
      })
    case 'accepted':
      return mark(chat, change.id, 'sent')
    case 'refused':
      return update(chat, change.id, (line) => ({ ...line, mark: 'failed', problem: change.problem }))
    case 'arrived':
      return { ...arrive(chat, change.line, change.sequence), isTyping: false }
    case 'read':
      return hasLine(chat, change.id) ? { ...markUpTo(chat, change.id), isTyping: isLast(chat, change.id) } : chat
  }
}

/** What may be tapped now: the choices of the last message, as long as it is the business' and nothing was answered. */
export function openChoices(chat: Chat): ChatChoice[] {
  const last = chat.lines.findLast((line) => line.mark !== 'failed')
  return last?.from === 'business' ? last.choices : []
}

const RANK = { sending: 0, sent: 1, read: 2, failed: 3 } as const

function arrive(chat: Chat, line: ChatLine, sequence: number): Chat {
  const next = { ...chat, sequence: Math.max(chat.sequence, sequence) }
  if (hasLine(chat, line.id)) return next
  // Who answers has read what was said before.
  const said = chat.lines.at(-1)
  return append(line.from === 'business' && said !== undefined ? markUpTo(next, said.id) : next, line)
}

function append(chat: Chat, { id, from, text, at, choices, mark: state, problem }: ChatLine): Chat {
  return { ...chat, lines: [...chat.lines, { id, from, text, at, choices, mark: state, problem }] }
}

function without(chat: Chat, id: string): Chat {
  return { ...chat, lines: chat.lines.filter((line) => line.id !== id) }
}

function hasLine(chat: Chat, id: string): boolean {
  return chat.lines.some((line) => line.id === id)
}

/** Marks only move forward, whatever order the news come in. */
function mark(chat: Chat, id: string, to: Exclude<Mark, 'failed'>): Chat {
  return update(chat, id, (line) =>
    line.mark === 'failed' || RANK[line.mark ?? 'read'] < RANK[to] ? { ...line, mark: to, problem: null } : line,
  )
}

/** Who reads a message has read those before it. */
function markUpTo(chat: Chat, id: string): Chat {
  const last = chat.lines.findIndex((line) => line.id === id)
  const isRead = (line: ChatLine, index: number) =>
    index <= last && (line.mark === 'sent' || line.mark === 'sending') ? { ...line, mark: 'read' as const } : line
  return { ...chat, lines: chat.lines.map(isRead) }
}

/** Nothing of the business stands below it. */
function isLast(chat: Chat, id: string): boolean {
  const index = chat.lines.findIndex((line) => line.id === id)
  return chat.lines.slice(index).every(({ from }) => from === 'contact')
}

function update(chat: Chat, id: string, change: (line: ChatLine) => ChatLine): Chat {
  return { ...chat, lines: chat.lines.map((line) => (line.id === id ? change(line) : line)) }
}
