/** A pause that can be cut short. A ring that comes while nobody waits ends the next pause at once. */
export class Alarm {
  #rung = false
  #wake: (() => void) | undefined

  /** Ends the pause, now or when it begins. */
  ring(): void {
    this.#rung = true
    this.#wake?.()
  }

  /** Waits for a ring, at most `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms)
        this.#wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.#wake = undefined
    }
    this.#rung = false
  }
}
