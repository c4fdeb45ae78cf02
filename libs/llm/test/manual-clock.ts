import type { Clock } from '../src/index.ts'

/** A clock that stands until it is turned. */
export class ManualClock implements Clock {
  private time = 1_800_000_000_000
  private readonly timers = new Set<{ at: number; fn: () => void }>()

  now(): number {
    return this.time
  }

  after(ms: number, fn: () => void): () => void {
    const timer = { at: this.time + ms, fn }
    this.timers.add(timer)
    return () => this.timers.delete(timer)
  }

  get waiting(): number {
    return this.timers.size
  }

  /** Goes on by `ms`, ringing on the way, and lets what was woken run. */
  async turn(ms: number): Promise<void> {
    const end = this.time + ms
    for (;;) {
      const next = [...this.timers].filter(({ at }) => at <= end).toSorted((one, other) => one.at - other.at)[0]
      if (!next) break
      this.timers.delete(next)
      this.time = next.at
      next.fn()
      await settled()
    }
    this.time = end
    await settled()
  }
}

/** Lets all that is ready run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
