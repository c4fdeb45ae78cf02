import type { NatsConnection } from '@nats-io/transport-node'

/** Nothing waits for these, and a message that is delivered again because one was lost runs to the same end. */
const TOGETHER_MS = 10
const MOST_TOGETHER = 256

/**
 * What is said to the broker about deliveries (done, again, still working): gathered for some milliseconds, so that one write to the
 * socket carries many, or the next publish takes them along.
 */
export class Settlements {
  private waiting: { subject: string; answer: Uint8Array }[] = []
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly nats: () => NatsConnection) {}

  add(subject: string, answer: Uint8Array): void {
    this.waiting.push({ subject, answer })
    if (this.waiting.length >= MOST_TOGETHER) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), TOGETHER_MS)
  }

  /** Sends what was gathered, in order. */
  flush(): void {
    if (this.waiting.length === 0) return
    clearTimeout(this.timer)
    this.timer = undefined
    const nats = this.nats()
    const waiting = this.waiting
    this.waiting = []
    if (nats.isClosed()) return
    // All of one go leave with one write.
    for (const { subject, answer } of waiting) nats.publish(subject, answer)
  }
}
