import { EventSource } from 'eventsource'
import type { ChatChoice, ChatLine } from '../state/chat.ts'
import { bodyOf } from './problem.ts'

/** A message as the sandbox lists it in a conversation. */
interface Line {
  sequence: number
  at: string
  direction: 'in' | 'out'
  id: string
  kind: string
  text: string
  choices: ChatChoice[]
}

/** A message as the sandbox's stream sends it: the provider's request as it came. */
interface Sent {
  sequence: number
  at: string
  id: string
  kind: string
  text: string
  body: unknown
}

export interface CustomerListener {
  arrived(line: ChatLine, sequence: number): void
  /** The business has read this message of the contact and types. */
  read(messageId: string): void
  /** Whether replies arrive; false while the stream is being made again. */
  connected(isConnected: boolean): void
}

/** The sandbox that plays the provider, with the operators' token: it lets the page write as any contact. */
export class Sandbox {
  constructor(private readonly token: string) {}

  /** Sends as the contact: the sandbox posts it to the gateway as the provider would, signed. Throws a `RefusedError`. */
  async send(message: { from: string; name: string; id: string; text?: string; choice?: string }): Promise<void> {
    const response = await this.fetch('/sandbox/customer/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(15_000),
    })
    const answer = (await bodyOf(response)) as { status: number }
    if (answer.status >= 300) throw new Error(`The gateway did not take the message: it answered ${answer.status}.`)
  }

  /** Both sides of the conversation so far. */
  async conversation(phone: string): Promise<(ChatLine & { sequence: number })[]> {
    const response = await this.fetch(`/sandbox/customer/conversation?contact=${encodeURIComponent(phone)}`, {
      signal: AbortSignal.timeout(10_000),
    })
    const lines = (await bodyOf(response)) as Line[]
    return lines.filter(({ kind }) => kind !== 'read').map(lineOf)
  }

  /** Listens to what the business sends to this contact, from a sequence on, until stopped. */
  listen(phone: string, after: number, listener: CustomerListener): { stop: () => void } {
    const messages = this.stream(`to=${encodeURIComponent(phone)}&after=${after}`)
    messages.addEventListener('open', () => listener.connected(true))
    messages.addEventListener('error', () => listener.connected(false))
    messages.addEventListener('sent', ({ data }) => {
      const sent = JSON.parse(data) as Sent
      const { sequence, at, id, text } = sent
      listener.arrived(
        { id, from: 'business', text, at, choices: choicesIn(sent), mark: null, problem: null },
        sequence,
      )
    })
    // A read mark names the contact's message, not the contact.
    const reads = this.stream(`kind=read&after=${after}`)
    reads.addEventListener('sent', ({ data }) => {
      const { message_id: messageId } = (JSON.parse(data) as Sent).body as { message_id?: string }
      if (messageId !== undefined) listener.read(messageId)
    })
    return {
      stop: () => {
        messages.close()
        reads.close()
      },
    }
  }

  /** The browser's own EventSource cannot carry a token. */
  private stream(query: string): EventSource {
    return new EventSource(`/sandbox/sent/stream?${query}`, { fetch: (url, init) => this.fetch(String(url), init) })
  }

  private fetch(url: string, init: RequestInit): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${this.token}` }
    return fetch(url, { ...init, headers })
  }
}

function lineOf({ sequence, at, direction, id, text, choices }: Line): ChatLine & { sequence: number } {
  const isIn = direction === 'in'
  const from = isIn ? 'contact' : 'business'
  return { sequence, at, id, text, choices, problem: null, from, mark: isIn ? 'sent' : null }
}

/** Buttons and rows of a message in Meta's form. */
function choicesIn({ kind, body }: Sent): ChatChoice[] {
  if (kind !== 'interactive') return []
  const { action } = (body as { interactive: { action: MetaAction } }).interactive
  const buttons = (action.buttons ?? []).map(({ reply }) => ({ ...reply, kind: 'button' as const }))
  const rows = (action.sections ?? []).flatMap((section) =>
    section.rows.map((row) => ({ ...row, kind: 'row' as const })),
  )
  return [...buttons, ...rows]
}

interface MetaAction {
  buttons?: { reply: { id: string; title: string } }[]
  sections?: { rows: { id: string; title: string; description?: string }[] }[]
}
