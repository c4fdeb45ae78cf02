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

const MOST_BYTES = 64 * 1024 * 1024

/** The messages of both directions in order, bounded in number and bytes. Emits `entry`, `status` and `cleared`. */
export class Journal extends EventEmitter<{ entry: [JournalEntry]; status: [JournalEntry]; cleared: [] }> {
  #entries: JournalEntry[] = []
  #sizes: number[] = []
  #bytes = 0
  #sequence = 0
  readonly #keep: number

  constructor(keep: number) {
    super({ captureRejections: false })
    this.setMaxListeners(0)
    this.#keep = keep
  }

  /** Writes an entry down and tells the listeners. */
  add(entry: NewEntry, now = new Date()): JournalEntry {
    const kept: JournalEntry = { sequence: ++this.#sequence, at: now.toISOString(), ...entry }
    const size = JSON.stringify(kept).length
    this.#entries.push(kept)
    this.#sizes.push(size)
    this.#bytes += size
    this.#dropOldest()
    this.emit('entry', kept)
    return kept
  }

  /** The entries of one direction after a sequence number. */
  list(direction: 'in' | 'out', after = 0): JournalEntry[] {
    return this.#entries.filter((entry) => entry.sequence > after && entry.direction === direction)
  }

  /** Both directions with one contact, in order. */
  conversation(contact: string): JournalEntry[] {
    const address = plainAddress(contact)
    return this.#entries.filter((entry) => contactOf(entry) === address)
  }

  /** Notes a delivery report. */
  setStatus(entry: JournalEntry, status: string): void {
    entry.status = status
    this.emit('status', entry)
  }

  /** Forgets everything; sequence numbers go on. */
  clear(): void {
    this.#entries = []
    this.#sizes = []
    this.#bytes = 0
    this.emit('cleared')
  }

  #dropOldest(): void {
    let drop = Math.max(0, this.#entries.length - this.#keep)
    let freed = this.#sizes.slice(0, drop).reduce((sum, size) => sum + size, 0)
    while (this.#bytes - freed > MOST_BYTES && drop < this.#entries.length - 1) freed += this.#sizes[drop++] ?? 0
    if (drop === 0) return
    this.#entries.splice(0, drop)
    this.#sizes.splice(0, drop)
    this.#bytes -= freed
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
