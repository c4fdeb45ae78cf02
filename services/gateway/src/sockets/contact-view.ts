import type { StoredEvent } from '@repartee/bus'
import {
  adviceGiven,
  messageReceived,
  messageSent,
  type ReplyCompleted,
  replyCompleted,
  replySent,
  sessionReleased,
  sessionTakenOver,
} from '@repartee/contracts'
import { LRUCache } from 'lru-cache'
import { coachAdvice, contactEvent, type OutFrame, turnResult } from './frames.ts'
import { clientIdOf } from './web-ids.ts'

const REPLIES_HELD = 50

/**
 * A session as its contact sees it: their own messages, what passed the send gate, humans who come and go; the coach only
 * for trainees. Takes the session's events in order.
 */
export class ContactView {
  /** Replies that have not passed the gate yet, by id. */
  private readonly completed = new LRUCache<string, ReplyCompleted>({ max: REPLIES_HELD })
  private readonly shown = new LRUCache<string, true>({ max: REPLIES_HELD })

  constructor(private readonly role: 'contact' | 'trainee') {}

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
    if (event.is(adviceGiven) && this.role === 'trainee') return [coachAdvice(event.data(), event.sequence)]
    return []
  }

  private letOut(event: StoredEvent, reply: string): OutFrame[] | 'missing' {
    if (this.shown.has(reply)) return []
    const completed = this.completed.get(reply)
    // A human's message has its own event.
    if (completed === undefined) return event.is(replySent) && event.data().kind === 'human' ? [] : 'missing'
    this.shown.set(reply, true)
    this.completed.delete(reply)
    const frames = turnResult(completed, event.sequence)
    if (frames.length > 0) return frames
    const { text } = completed.reply
    return [contactEvent(event, { text, at: completed.completedAt, from: 'followup' })]
  }

  private once(id: string, frames: () => OutFrame[]): OutFrame[] {
    if (this.shown.has(id)) return []
    this.shown.set(id, true)
    return frames()
  }
}
