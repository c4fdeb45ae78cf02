import type { StoredEvent } from '@repartee/bus'
import {
  adviceGiven,
  messageReceived,
  messageSent,
  type Payload,
  type ReplyCompleted,
  replyCompleted,
  replySent,
  sessionReleased,
  sessionTakenOver,
} from '@repartee/contracts'
import { LRUCache } from 'lru-cache'
import { BESIDE, coachAdvice, contactEvent, DERIVED, type OutFrame, reasoningOf, turnResult } from './frames.ts'
import { clientIdOf } from './web-ids.ts'

type Given = Payload<typeof adviceGiven>

const REPLIES_HELD = 50
/** The longest that a reply waits for its advice, where it does. */
const LONGEST_ADVICE_MS = 6000

interface Waiting {
  readonly completed: ReplyCompleted
  readonly cursor: number
  readonly untilMs: number
}

/**
 * A session as its contact sees it: their own messages, what passed the send gate, humans who come and go; the coach only
 * for trainees. Takes the session's events in order.
 */
export class ContactView {
  /** Replies that have not passed the gate yet, by id. */
  private readonly completed = new LRUCache<string, ReplyCompleted>({ max: REPLIES_HELD })
  private readonly shown = new LRUCache<string, true>({ max: REPLIES_HELD })
  /** Advice that came before its reply was sent, by the reply's id. */
  private readonly early = new LRUCache<string, Given>({ max: REPLIES_HELD })
  /** Replies that wait for their advice, by turn, with the cursor of their sending. */
  private readonly waiting = new Map<string, Waiting>()

  constructor(
    private readonly role: 'contact' | 'trainee',
    private readonly wants: { readonly reasoning: boolean } = { reasoning: false },
  ) {}

  /** The frames of one event. `missing` when the reply that it lets out came before all that this view has taken. */
  take(event: StoredEvent): OutFrame[] | 'missing' {
    if (event.is(replyCompleted)) {
      const completed = event.data()
      this.completed.set(completed.reply.id, completed)
      return []
    }
    if (event.is(replySent)) return this.letOut(event, event.data().reply)
    if (event.is(messageReceived)) {
      const { session, message } = event.data()
      const id = clientIdOf(session, message.providerId)
      return this.once(message.id, () => [contactEvent(event, { id, text: message.text, at: message.at })])
    }
    if (event.is(messageSent)) {
      const { message } = event.data()
      return this.once(message.id, () => [contactEvent(event, { text: message.text, at: message.at, from: 'human' })])
    }
    if (event.is(sessionTakenOver) || event.is(sessionReleased)) return [contactEvent(event, { at: event.data().at })]
    if (event.is(adviceGiven) && this.role === 'trainee') return this.advise(event.data(), event.sequence)
    return []
  }

  /** Replies that have waited for their advice long enough. */
  overdue(nowMs: number): OutFrame[] {
    const due = [...this.waiting].filter(([, { untilMs }]) => untilMs <= nowMs)
    for (const [turn] of due) this.waiting.delete(turn)
    return due.flatMap(([, { completed, cursor }]) => this.result(completed, cursor))
  }

  /** Advice never comes before its reply: what is not sent yet lets it wait. */
  private advise(given: Given, cursor: number): OutFrame[] {
    if (this.completed.has(given.reply)) {
      this.early.set(given.reply, given)
      return []
    }
    const waiting = this.waiting.get(given.turn)
    if (waiting === undefined) return [coachAdvice(given, cursor)]
    this.waiting.delete(given.turn)
    return this.result(waiting.completed, cursor, given)
  }

  private letOut(event: StoredEvent, reply: string): OutFrame[] | 'missing' {
    if (this.shown.has(reply)) return []
    const completed = this.completed.get(reply)
    // A human's message has its own event.
    if (completed === undefined) return event.is(replySent) && event.data().kind === 'human' ? [] : 'missing'
    this.shown.set(reply, true)
    this.completed.delete(reply)
    const given = this.early.get(reply)
    if (given !== undefined) {
      if (completed.adviceMode === 'sync') return this.result(completed, event.sequence, given)
      return [...this.result(completed, event.sequence), coachAdvice(given, event.sequence + DERIVED)]
    }
    if (this.role === 'trainee' && completed.adviceMode === 'sync' && completed.turn !== null) {
      const untilMs = event.publishedAtMs + LONGEST_ADVICE_MS
      this.waiting.set(completed.turn, { completed, cursor: event.sequence, untilMs })
      return []
    }
    const frames = this.result(completed, event.sequence)
    if (frames.length > 0) return frames
    const { text } = completed.reply
    return [contactEvent(event, { text, at: completed.completedAt, from: 'followup' })]
  }

  /** The reply, and why it is what it is, where somebody wants to know. */
  private result(completed: ReplyCompleted, cursor: number, given: Given | null = null): OutFrame[] {
    const result = turnResult(completed, cursor, given)
    const isWanted = this.wants.reasoning && result.length > 0
    return isWanted ? [...result, reasoningOf(completed, cursor + BESIDE)] : result
  }

  private once(id: string, frames: () => OutFrame[]): OutFrame[] {
    if (this.shown.has(id)) return []
    this.shown.set(id, true)
    return frames()
  }
}
