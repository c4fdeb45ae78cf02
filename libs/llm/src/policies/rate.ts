import { pause, type Clock } from '../clock.ts'
import { ModelError, type ModelErrorKind } from '../error.ts'
import type { Model, Policy } from '../model.ts'

/** A call waits this long for its turn; one that would wait longer is refused, and another provider may answer it. */
const MOST_WAIT_MS = 500

/** How fast a provider may be asked: a token bucket, and the rest that the provider asked for by `retry-after`. */
export class Rate {
  private tokens: number
  private filledAt: number
  private restUntil = 0

  constructor(
    readonly provider: string,
    private readonly clock: Clock,
    private readonly limits: { readonly perSecond: number; readonly burst: number },
  ) {
    this.tokens = limits.burst
    this.filledAt = clock.now()
  }

  /** Takes one token and says how long to wait for it, or throws `rate_limited` with the time until there is one. */
  take(): number {
    const now = this.clock.now()
    if (now < this.restUntil) throw this.refusal('asked to be left alone', this.restUntil - now)
    const { perSecond, burst } = this.limits
    this.tokens = Math.min(burst, this.tokens + ((now - this.filledAt) * perSecond) / 1000)
    this.filledAt = now
    const waitMs = Math.max(0, ((1 - this.tokens) * 1000) / perSecond)
    if (waitMs > MOST_WAIT_MS) throw this.refusal('is asked as often as allowed', waitMs)
    this.tokens--
    return waitMs
  }

  /** The provider wants no question for `ms`. */
  rest(ms: number): void {
    this.restUntil = Math.max(this.restUntil, this.clock.now() + ms)
  }

  /** Waits for this call's turn. Throws as `take` does, or the signal's reason. */
  async turn(signal: AbortSignal): Promise<void> {
    const waitMs = this.take()
    if (waitMs > 0) await pause(this.clock, waitMs, signal)
  }

  private refusal(why: string, retryAfterMs: number): ModelError {
    const { provider } = this
    return new ModelError('rate_limited', `${provider} ${why}`, { provider, retryAfterMs })
  }
}

/** The provider's own words; a breaker's are not. */
const asksForRest = new Set<ModelErrorKind>(['rate_limited', 'overloaded'])

/** Keeps a provider's rate, and obeys its `retry-after`. */
export function rate(state: Rate): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, options) {
      await state.turn(options.signal)
      try {
        yield* model.send(request, options)
      } catch (error) {
        if (error instanceof ModelError && asksForRest.has(error.kind)) state.rest(error.retryAfterMs ?? 0)
        throw error
      }
    },
  })
}
