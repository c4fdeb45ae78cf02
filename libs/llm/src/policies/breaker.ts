import { setGauge } from '@repartee/telemetry'
import type { Clock } from '../clock.ts'
import { ModelError, type ModelErrorKind } from '../error.ts'
import type { Model, Policy } from '../model.ts'

export type BreakerState = 'closed' | 'half_open' | 'open'
const gaugeValues: Record<BreakerState, number> = { closed: 0, half_open: 1, open: 2 }

/** Kinds that say nothing about the provider's health: our request was wrong, or we went away. */
const innocent = new Set<ModelErrorKind>(['aborted', 'invalid', 'refused'])

/** The state of one provider's breaker: failures in a row open it, after a while one probe goes through, its success closes it. */
export class Breaker {
  private failures = 0
  private openedAt: number | null = null
  private isProbing = false

  constructor(
    readonly provider: string,
    private readonly clock: Clock,
    private readonly limits: { readonly failures: number; readonly openMs: number } = { failures: 5, openMs: 60_000 },
    private readonly onChange: (state: BreakerState) => void = () => undefined,
  ) {
    this.tell()
  }

  get state(): BreakerState {
    if (this.openedAt === null) return 'closed'
    return this.isProbing || this.clock.now() - this.openedAt >= this.limits.openMs ? 'half_open' : 'open'
  }

  /** Lets a call through, or throws `unavailable`. Says whether it is the probe. */
  enter(): { isProbe: boolean } {
    if (this.openedAt === null) return { isProbe: false }
    const waitMs = this.openedAt + this.limits.openMs - this.clock.now()
    if (waitMs > 0 || this.isProbing)
      throw new ModelError('unavailable', `${this.provider} failed too often; its breaker is open`, {
        provider: this.provider,
        retryAfterMs: Math.max(0, waitMs),
      })
    this.isProbing = true
    this.tell()
    return { isProbe: true }
  }

  succeeded(): void {
    if (this.failures === 0 && this.openedAt === null) return
    this.failures = 0
    this.openedAt = null
    this.isProbing = false
    this.tell()
  }

  failed(kind: ModelErrorKind, { isProbe }: { isProbe: boolean }): void {
    if (isProbe) this.isProbing = false
    if (innocent.has(kind)) return isProbe ? this.tell() : undefined
    this.failures++
    if (!isProbe && this.failures < this.limits.failures) return
    this.openedAt = this.clock.now()
    this.tell()
  }

  private tell(): void {
    setGauge('repartee_breaker_state', gaugeValues[this.state], { provider: this.provider })
    this.onChange(this.state)
  }
}

/** Asks a provider only while its breaker lets calls through. */
export function breaker(state: Breaker): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, options) {
      const entry = state.enter()
      let isSettled = false
      const settle = (kind: ModelErrorKind | null): void => {
        if (isSettled) return
        isSettled = true
        if (kind === null) state.succeeded()
        else state.failed(kind, entry)
      }
      try {
        for await (const event of model.send(request, options)) {
          if (event.type === 'done') settle(null)
          yield event
        }
      } catch (error) {
        settle(error instanceof ModelError ? error.kind : 'garbage')
        throw error
      } finally {
        settle('aborted') // the reader went away
      }
    },
  })
}
