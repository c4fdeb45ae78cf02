/** Screens need no more than so many frames a second. */
const PERIOD_MS = 40

/** Makes few frames of many small pieces of text: the first at once, then one for each period. */
export class Coalescer {
  private waiting = ''
  private timer: NodeJS.Timeout | undefined
  /** All that went out since the last `drop`. */
  sent = ''

  constructor(private readonly emit: (text: string) => void) {}

  push(text: string): void {
    this.waiting += text
    if (this.timer !== undefined) return
    this.out()
    this.timer = setTimeout(() => {
      this.timer = undefined
      if (this.waiting !== '') this.push('')
    }, PERIOD_MS)
  }

  /** Forgets what waits and what went out: another text begins. */
  drop(): void {
    this.stop()
    this.sent = ''
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.waiting = ''
  }

  private out(): void {
    const text = this.waiting
    this.waiting = ''
    if (text === '') return
    this.sent += text
    this.emit(text)
  }
}
