const REMEMBERED = 5000

/** The turns that this replica closed lately, so that whoever watches one need neither wait for its deadline nor ask the store. */
export class ClosedTurns {
  readonly #closed = new Set<string>()
  readonly #watchers = new Map<string, (isClosed: boolean) => void>()

  add(turn: string): void {
    this.#closed.add(turn)
    for (const oldest of this.#closed) {
      if (this.#closed.size <= REMEMBERED) break
      this.#closed.delete(oldest)
    }
    this.#watchers.get(turn)?.(true)
  }

  /** Whether this replica closed the turn, or closes it within `ms`. */
  async closesWithin(turn: string, ms: number): Promise<boolean> {
    if (this.#closed.has(turn)) return true
    return new Promise((resolve) => {
      const end = (isClosed: boolean) => {
        clearTimeout(timer)
        this.#watchers.delete(turn)
        resolve(isClosed)
      }
      const timer = setTimeout(() => end(false), ms)
      this.#watchers.set(turn, end)
    })
  }
}
