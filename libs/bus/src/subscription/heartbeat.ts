import type { Acknowledgeable } from './acknowledgeable.ts'

const HEARTBEAT_MS = 2000

/** Tells the broker every two seconds that all that is held is still being worked on, so that only what a dead replica held comes again. */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly held: () => Iterable<Acknowledgeable>) {}

  start(): void {
    this.timer ??= setInterval(() => {
      for (const message of this.held()) message.working()
    }, HEARTBEAT_MS)
  }

  stop(): void {
    clearInterval(this.timer)
    this.timer = undefined
  }
}
