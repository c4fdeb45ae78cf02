import type { Delivery } from './delivery.ts'

/** Longer waits go back to the broker: what is parked is in this process' hands, which may end. */
const LONGEST_MS = 5000
const MOST_PARKED = 1000

/**
 * Where messages wait whose handler asked for a short wait: here, kept alive, and neither in a lane nor in the place of another message.
 * Unlike a nak this does not raise the broker's count, which other replicas could not tell from failures.
 */
export class Parking {
  private readonly timers = new Map<Delivery, NodeJS.Timeout>()

  constructor(private readonly resume: (delivery: Delivery) => void) {}

  get size(): number {
    return this.timers.size
  }

  has(delivery: Delivery): boolean {
    return this.timers.has(delivery)
  }

  /** Takes the delivery in until it is resumed, or refuses: too long, or no room. */
  park(delivery: Delivery, delayMs: number): boolean {
    if (delayMs > LONGEST_MS || this.timers.size >= MOST_PARKED) return false
    delivery.waits += 1
    const timer = setTimeout(() => {
      this.timers.delete(delivery)
      this.resume(delivery)
    }, delayMs)
    this.timers.set(delivery, timer)
    return true
  }

  /** Takes all out, unresumed. */
  takeAll(): Delivery[] {
    const parked = [...this.timers.keys()]
    for (const timer of this.timers.values()) clearTimeout(timer)
    this.timers.clear()
    return parked
  }
}
