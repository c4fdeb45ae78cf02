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
  /** May more be handed over? Else a promise of it; false when nobody takes it any more. */
  room(): Promise<boolean> | boolean
  /** It asks for more than can be held for it. */
  overrun(): void
}

/** What one socket hears: each event once and in order, those that it missed first. */
export class Subscription {
  /** Events that came while the missed ones are read; null when all is read. */
  private held: StoredEvent[] | null = []
  private readsBack = false
  /** Counts streams: what is handed over of an earlier one ends. */
  private round = 0

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

  /** Takes in what was missed as fast as it is read, then what was held back meanwhile. False when even that was not all. */
  async catchUp(missed: readonly StoredEvent[]): Promise<boolean> {
    const { round } = this
    const wasReadingBack = this.readsBack
    let isWhole = await this.deliverAll(missed)
    while (round === this.round && this.held !== null && this.held.length > 0) {
      isWhole = (await this.deliverAll(this.held.splice(0))) && isWhole
    }
    // The stream has begun anew meanwhile.
    if (round !== this.round) return true
    this.held = null
    this.readsBack = false
    if (!wasReadingBack) this.subscriber.resumed(this.seen)
    return isWhole
  }

  /** A new event speaks of what came before all that was taken: from now on events are held back, this one first. */
  readBack(event: StoredEvent): void {
    this.held ??= [event]
    this.readsBack = true
  }

  private async deliverAll(events: readonly StoredEvent[]): Promise<boolean> {
    const { round } = this
    let isWhole = true
    for (const event of events) {
      const room = this.subscriber.room()
      if ((room === true || (room !== false && (await room))) && round === this.round) {
        isWhole = this.deliver(event, () => operatorFrames(event)) && isWhole
      } else return true
    }
    return isWhole
  }

  /** Hands over what has waited long enough for something that did not come. */
  release(nowMs: number): void {
    const { view } = this.scope
    if (view === 'operator') return
    for (const { text } of view.overdue(nowMs)) this.subscriber.frame(text)
  }

  /** The stream begins anew: cursors are void. */
  reset(): void {
    this.seen = 0
    this.held = null
    this.round += 1
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
