/**
 * What leaves in one round of the event loop leaves with one write to the socket: nats.js alone writes once for each handler or
 * request that publishes, and under load that is a sixth of what it costs to take a webhook. In the order of the calls.
 */
export class Writes {
  private waiting: (() => void)[] = []
  private planned: NodeJS.Immediate | undefined

  /** `last` runs behind the others, for what may ride along. */
  constructor(private readonly last: () => void) {}

  /** Runs `publish`, which must not throw, when the round is over. */
  add(publish: () => void): void {
    this.waiting.push(publish)
    this.planned ??= setImmediate(() => this.flush())
  }

  flush(): void {
    if (this.planned) clearImmediate(this.planned)
    this.planned = undefined
    const waiting = this.waiting
    this.waiting = []
    for (const publish of waiting) publish()
    this.last()
  }
}
