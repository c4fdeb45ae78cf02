import type { HistoryEntry } from '@repartee/contracts'
import type { ModelMessage } from '@repartee/llm'
import type { Context } from '../context.ts'
import { line, quoted } from './data.ts'

const MOST_MESSAGES = 10
const LONGEST_MESSAGE = 4000
const LONGEST_EARLIER = 600

/** The last ten messages and what the contact says now: theirs as blocks of data, ours as they were said. */
export function conversationOf({ turn }: Pick<Context, 'turn'>): ModelMessage[] {
  const earlier = turn.snapshot.history.slice(-MOST_MESSAGES).filter(({ text }) => text.trim() !== '')
  return [...earlier.map(messageOf), { role: 'contact', text: quoted(turn.text, LONGEST_MESSAGE) }]
}

function messageOf({ role, text }: HistoryEntry): ModelMessage {
  return role === 'contact'
    ? { role, text: quoted(text, LONGEST_EARLIER) }
    : { role: 'business', text: line(text, LONGEST_EARLIER) }
}
