/** Thirty a second. */
export const INTERVAL_MS = 34

/** Something whose frames are paced. */
export interface Paced {
  /** Sends what waits; false when something still does. */
  release(): boolean
}

/** Lets streams out thirty times a second, with one timer for all sockets; without streams it rests. */
export class Pacer {
  private readonly waiting = new Set<Paced>()
  private timer: NodeJS.Timeout | undefined

  /** The next beat lets this one out. */
  pace(paced: Paced): void {
    this.waiting.add(paced)
    this.timer ??= setTimeout(() => this.beat(), INTERVAL_MS).unref()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.waiting.clear()
  }

  private beat(): void {
    this.timer = undefined
    for (const paced of this.waiting) if (paced.release()) this.waiting.delete(paced)
    if (this.waiting.size > 0) this.timer = setTimeout(() => this.beat(), INTERVAL_MS).unref()
  }
}
