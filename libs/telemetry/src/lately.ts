const SLOT_MS = 10_000
const SLOTS = 6

interface Slot {
  readonly number: number
  sum: number
  count: number
}

/** The average of what was recorded in the last minute. */
export class Lately {
  private readonly slots: Slot[] = []

  add(value: number, nowMs: number): void {
    const number = Math.floor(nowMs / SLOT_MS)
    const newest = this.slots.at(-1)
    if (newest?.number === number) {
      newest.sum += value
      newest.count += 1
      return
    }
    this.slots.push({ number, sum: value, count: 1 })
    if (this.slots.length > SLOTS) this.slots.shift()
  }

  /** Null when nothing was recorded for a minute. */
  average(nowMs: number): number | null {
    const oldest = Math.floor(nowMs / SLOT_MS) - SLOTS
    const recent = this.slots.filter(({ number }) => number > oldest)
    const count = recent.reduce((total, slot) => total + slot.count, 0)
    return count === 0 ? null : recent.reduce((total, slot) => total + slot.sum, 0) / count
  }
}
