import type { StoredEvent } from '@repartee/bus'

const KEPT_MS = 300_000
const MOST_EVENTS = 50_000
const MOST_BYTES = 32 * 1024 * 1024

interface Kept {
  readonly event: StoredEvent
  readonly bytes: number
}

/** The events of the last five minutes, as far as memory allows, for sockets that come back. */
export class Ring {
  private kept: Kept[] = []
  private first = 0
  private bytes = 0
  private readonly bySession = new Map<string, StoredEvent[]>()
  /** Everything from this sequence on is here; undefined before the first event. */
  private completeFrom: number | undefined

  add(heard: StoredEvent, nowMs: number): void {
    const event = heard.detached()
    this.completeFrom ??= event.sequence
    const kept = { event, bytes: event.size }
    this.kept.push(kept)
    this.bytes += kept.bytes
    if (event.session !== null) {
      const others = this.bySession.get(event.session)
      if (others) others.push(event)
      else this.bySession.set(event.session, [event])
    }
    this.forgetOld(nowMs)
  }

  clear(): void {
    this.kept = []
    this.first = 0
    this.bytes = 0
    this.bySession.clear()
    this.completeFrom = undefined
  }

  /** Does it hold all that came after this cursor? */
  covers(cursor: number): boolean {
    // Behind a whole cursor the frame that was made out of its event may be missing.
    return this.completeFrom !== undefined && Math.floor(cursor + 0.5) >= this.completeFrom
  }

  /** The kept events of a session, oldest first. */
  ofSession(session: string): readonly StoredEvent[] {
    return this.bySession.get(session) ?? []
  }

  /** The kept events of a tenant from a cursor on, oldest first. */
  ofTenant(tenant: string, cursor: number): StoredEvent[] {
    let low = this.first
    let high = this.kept.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.kept[middle]!.event.sequence < Math.floor(cursor)) low = middle + 1
      else high = middle
    }
    return this.kept.slice(low).flatMap(({ event }) => (event.tenant === tenant ? [event] : []))
  }

  private forgetOld(nowMs: number): void {
    while (this.first < this.kept.length) {
      const { event, bytes } = this.kept[this.first]!
      const count = this.kept.length - this.first
      if (count <= MOST_EVENTS && this.bytes <= MOST_BYTES && event.publishedAtMs >= nowMs - KEPT_MS) break
      this.first += 1
      this.bytes -= bytes
      this.completeFrom = event.sequence + 1
      if (event.session !== null) this.forgetOldestOf(event.session)
    }
    if (this.first > 1024 && this.first > this.kept.length / 2) {
      this.kept = this.kept.slice(this.first)
      this.first = 0
    }
  }

  private forgetOldestOf(session: string): void {
    const events = this.bySession.get(session)
    events?.shift()
    if (events?.length === 0) this.bySession.delete(session)
  }
}
