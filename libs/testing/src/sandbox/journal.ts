import { EventEmitter } from 'node:events'

export type Provider = 'meta' | 'twilio' | 'evolution'

/** One message that went through the sandbox. `out` left the business, `in` came from the contact. */
export type JournalEntry = {
  /** Rises by one with each entry, also over `DELETE /sent`. */
  sequence: number
  at: string
  direction: 'in' | 'out'
  provider: Provider
  /** The provider's id of the message; for phone calls the call's. */
  id: string
  from: string
  to: string
  kind: string
  /** What a person reads or hears of it; empty where there is nothing to read. */
  text: string
  /** The request as it came. */
  body: unknown
  /** The last delivery report that was sent for it. */
  status?: string
}
export type NewEntry = Omit<JournalEntry, 'sequence' | 'at'>

type Kept = { entry: JournalEntry; contact: string; size: number }

const MOST_BYTES = 64 * 1024 * 1024

/**
 * The messages of both directions in order, bounded in number and bytes. Emits `entry` and `status` (with the contact's
 * plain address) and `cleared`.
 */
export class Journal extends EventEmitter<{
  entry: [JournalEntry, string]
  status: [JournalEntry, string]
  cleared: []
}> {
  #kept: Kept[] = []
  #bytes = 0
  #sequence = 0
  readonly #keep: number

  constructor(keep: number) {
    super()
    this.setMaxListeners(0)
    this.#keep = keep
  }

  /** Writes an entry down and tells the listeners. */
  add(entry: NewEntry, now = new Date()): JournalEntry {
    const written: JournalEntry = { sequence: ++this.#sequence, at: now.toISOString(), ...entry }
    const contact = contactOf(written)
    const size = JSON.stringify(written).length
    this.#kept.push({ entry: written, contact, size })
    this.#bytes += size
    this.#dropOldest()
    this.emit('entry', written, contact)
    return written
  }

  /** The entries of one direction after a sequence number, with one contact or all. */
  list(direction: 'in' | 'out', after = 0, contact?: string): JournalEntry[] {
    return this.#from(after)
      .filter((kept) => kept.entry.direction === direction && (contact === undefined || kept.contact === contact))
      .map(({ entry }) => entry)
  }

  /** Both directions with one contact, in order. */
  conversation(address: string): JournalEntry[] {
    const contact = plainAddress(address)
    return this.#kept.filter((kept) => kept.contact === contact).map(({ entry }) => entry)
  }

  /** Notes a delivery report. */
  setStatus(entry: JournalEntry, status: string): void {
    entry.status = status
    this.emit('status', entry, contactOf(entry))
  }

  /** Forgets everything; sequence numbers go on. */
  clear(): void {
    this.#kept = []
    this.#bytes = 0
    this.emit('cleared')
  }

  /** Sequence numbers have no gaps, so that what is new is found without looking at the old. */
  #from(after: number): Kept[] {
    const first = this.#kept[0]?.entry.sequence ?? 0
    return this.#kept.slice(Math.max(0, after - first + 1))
  }

  #dropOldest(): void {
    let drop = 0
    while (drop < this.#kept.length - 1 && (this.#kept.length - drop > this.#keep || this.#bytes > MOST_BYTES)) {
      this.#bytes -= this.#kept[drop]?.size ?? 0
      drop += 1
    }
    if (drop > 0) this.#kept.splice(0, drop)
  }
}

/** An address without its channel's decoration: digits of a phone, or the id as it is (a BSUID). */
export function plainAddress(address: string): string {
  const bare = address.replace(/^whatsapp:/, '').replace(/@(s\.whatsapp\.net|c\.us)$/, '')
  return /^\+?[\d\s().-]+$/.test(bare) ? bare.replaceAll(/\D/g, '') : bare
}

/** The contact's plain address in an entry. */
export function contactOf(entry: Pick<JournalEntry, 'direction' | 'from' | 'to'>): string {
  return plainAddress(entry.direction === 'in' ? entry.from : entry.to)
}
