import type { Clock } from '../clock.ts'
import { ModelError, abortError } from '../error.ts'
import type { Model, Policy } from '../model.ts'

/** Places for calls that run at the same time; who finds none waits in line for a while. */
export class Bulkhead {
  private running = 0
  private readonly line: (() => void)[] = []

  constructor(
    readonly provider: string,
    private readonly clock: Clock,
    private readonly limits: { readonly concurrent: number; readonly waitMs: number },
  ) {}

  get active(): number {
    return this.running
  }

  /** Takes a place; the returned function gives it back. Throws `overloaded` when none gets free in time. */
  async take(signal: AbortSignal): Promise<() => void> {
    if (this.running < this.limits.concurrent) this.running++
    else await this.wait(signal)
    let isGiven = false
    return () => {
      if (isGiven) return
      isGiven = true
      const next = this.line.shift()
      if (next) next()
      else this.running--
    }
  }

  private wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (error: Error): void => {
        this.line.splice(this.line.indexOf(enter), 1)
        stop()
        signal.removeEventListener('abort', onAbort)
        reject(error)
      }
      const enter = (): void => {
        stop()
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const { provider, limits } = this
      const tooLong = `${provider} has ${limits.concurrent} calls running and none ended within ${limits.waitMs} ms`
      const stop = this.clock.after(limits.waitMs, () => leave(new ModelError('overloaded', tooLong, { provider })))
      const onAbort = (): void => leave(abortError(signal, provider))
      signal.addEventListener('abort', onAbort, { once: true })
      this.line.push(enter)
    })
  }
}

/** Bounds how many calls of a provider run at once. */
export function bulkhead(places: Bulkhead): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, options) {
      const leave = await places.take(options.signal)
      try {
        yield* model.send(request, options)
      } finally {
        leave()
      }
    },
  })
}
