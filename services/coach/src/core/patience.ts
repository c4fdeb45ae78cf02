const REMEMBERED = 50
const ENOUGH_TO_JUDGE = 10
const MARGIN = 1.25
const PERCENTILE = 0.95

/** How long to wait for a model: a little more than 95 of 100 answers took lately, within bounds. */
export class Patience {
  readonly #leastMs: number
  readonly #mostMs: number
  readonly #tookMs: number[] = []

  constructor({ leastMs, mostMs }: { leastMs: number; mostMs: number }) {
    this.#leastMs = Math.min(leastMs, mostMs)
    this.#mostMs = mostMs
  }

  /** An answer came after so many milliseconds. One that was not waited for counts with the time that was waited. */
  observe(tookMs: number): void {
    this.#tookMs.push(tookMs)
    if (this.#tookMs.length > REMEMBERED) this.#tookMs.shift()
  }

  get deadlineMs(): number {
    if (this.#tookMs.length < ENOUGH_TO_JUDGE) return this.#mostMs
    const sorted = this.#tookMs.toSorted((a, b) => a - b)
    const p95 = sorted[Math.ceil(sorted.length * PERCENTILE) - 1] ?? this.#mostMs
    return Math.min(this.#mostMs, Math.max(this.#leastMs, Math.round(p95 * MARGIN)))
  }
}
