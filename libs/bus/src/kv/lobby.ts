import { isInDelivery, whenSettled } from '../policies/settled.ts'

interface Waiting {
  readonly part: string
  readonly value: unknown
  /** The other half came; after it is settled this one has nothing to do, and else goes its own way. */
  readonly metBy: (settled: Promise<boolean>) => void
}

/** How long a half waits here for the other. */
const WAIT_MS = 100
/** The share of halves that met here lately, below which waiting costs more than it saves; then a few try it still. */
const WORTH_IT = 0.8
const TRIES = 50
/** How much one meeting says about the next. */
const WEIGHT = 0.1

/**
 * Where halves of one piece of work that run in the same process meet, before either is written anywhere. The half that waits is kept
 * unacknowledged until the other has stored what both of them give, so that whatever ends the process brings both again.
 */
export class Lobby {
  private readonly waiting = new Map<string, Waiting>()
  private shareMet = 1
  private leftOut = 0

  /**
   * The value of the other half, when it waits here; 'done' when the other half came, went on and is settled; null when this half
   * has to go elsewhere.
   */
  async meet(key: string, part: string, value: unknown): Promise<{ other: unknown } | 'done' | null> {
    if (!isInDelivery()) return null
    const other = this.waiting.get(key)
    if (other && other.part !== part) {
      this.waiting.delete(key)
      const settled = Promise.withResolvers<boolean>()
      whenSettled(settled.resolve)
      other.metBy(settled.promise)
      return { other: other.value }
    }
    if (other || !this.isWorthIt()) return null
    const met = await this.wait(key, part, value)
    this.shareMet += ((met === null ? 0 : 1) - this.shareMet) * WEIGHT
    return met !== null && (await met.settled) ? 'done' : null
  }

  private isWorthIt(): boolean {
    if (this.shareMet >= WORTH_IT) return true
    this.leftOut = (this.leftOut + 1) % TRIES
    return this.leftOut === 0
  }

  /** Null when nobody came in time; else how the other half ends. */
  private wait(key: string, part: string, value: unknown): Promise<{ settled: Promise<boolean> } | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(key)
        resolve(null)
      }, WAIT_MS)
      const metBy = (settled: Promise<boolean>) => {
        clearTimeout(timer)
        resolve({ settled })
      }
      this.waiting.set(key, { part, value, metBy })
    })
  }
}
