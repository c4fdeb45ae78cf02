import type { StoredEvent } from '@repartee/bus'
import type { ContactView } from './contact-view.ts'
import { operatorFrames, type OutFrame } from './frames.ts'

/** Whose events somebody may see. */
export type Scope =
  | { readonly tenant: string; readonly session: string | null; readonly view: 'operator' }
  | { readonly tenant: string; readonly session: string; readonly view: ContactView }

/** Events that a subscription holds back while it reads what it missed. */
const MOST_HELD = 20_000

export interface Subscriber {
  /** One frame; each once, in order. */
  frame(text: string): void
  /** What was missed has been handed over, up to this cursor. */
  resumed(cursor: number): void
  /** It asks for more than can be held for it. */
  overrun(): void
}

/** What one socket hears: each event once and in order, those that it missed first. */
export class Subscription {
  /** Events that came while the missed ones are read; null when all is read. */
  private held: StoredEvent[] | null = []
  private readsBack = false

  constructor(
    readonly scope: Scope,
    private readonly subscriber: Subscriber,
    /** Up to here the subscriber has seen all. */
    private seen: number,
  ) {}

  get cursor(): number {
    return this.seen
  }

  /** Does it need what came before its cursor, of which a new event speaks? */
  get isReadingBack(): boolean {
    return this.readsBack
  }

  /** A new event. False when its frames need what came before everything that this subscription took: catch up. */
  take(event: StoredEvent, shared: () => readonly OutFrame[]): boolean {
    if (this.held !== null) {
      this.held.push(event)
      if (this.held.length > MOST_HELD) this.subscriber.overrun()
      return true
    }
    return this.deliver(event, shared)
  }

  /** Takes in what was missed, then what was held back meanwhile. False when even that was not all. */
  catchUp(missed: readonly StoredEvent[]): boolean {
    let isWhole = true
    const wasReadingBack = this.readsBack
    for (const event of missed) isWhole = this.deliver(event, () => operatorFrames(event)) && isWhole
    const held = this.held ?? []
    this.held = null
    this.readsBack = false
    for (const event of held) isWhole = this.deliver(event, () => operatorFrames(event)) && isWhole
    if (!wasReadingBack) this.subscriber.resumed(this.seen)
    return isWhole
  }

  /** A new event speaks of what came before all that was taken: from now on events are held back, this one first. */
  readBack(event: StoredEvent): void {
    this.held ??= [event]
    this.readsBack = true
  }

  /** The stream begins anew: cursors are void. */
  reset(): void {
    this.seen = 0
    this.held = null
  }

  private deliver(event: StoredEvent, shared: () => readonly OutFrame[]): boolean {
    const { view } = this.scope
    // A view needs events that were seen already, to know what later ones speak of.
    if (view === 'operator' && event.sequence < Math.floor(this.seen)) return true
    const frames = view === 'operator' ? shared() : view.take(event)
    if (frames === 'missing') return false
    for (const { cursor, text } of frames) {
      if (cursor <= this.seen) continue
      this.seen = cursor
      this.subscriber.frame(text)
    }
    if (event.sequence > this.seen) this.seen = event.sequence
    return true
  }
}
