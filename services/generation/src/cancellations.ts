import { Bus } from '@repartee/bus'
import { liveCancel } from '@repartee/contracts'

/** Tells whoever works on a turn that it was superseded, or that the contact hung up. */
export class Cancellations {
  private readonly running = new Map<string, AbortController>()
  private unsubscribe: () => void = () => undefined

  constructor(private readonly bus: Bus) {}

  onApplicationBootstrap(): void {
    this.unsubscribe = this.bus.subscribeLive(liveCancel, ({ data }) => this.running.get(data.turn)?.abort(data.reason))
  }

  onApplicationShutdown(): void {
    this.unsubscribe()
  }

  /** Works on a turn with a signal that aborts when the turn is cancelled, or when `outer` aborts. */
  async during<T>(turn: string, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController()
    this.running.set(turn, controller)
    try {
      return await work(AbortSignal.any([outer, controller.signal]))
    } finally {
      if (this.running.get(turn) === controller) this.running.delete(turn)
    }
  }
}
