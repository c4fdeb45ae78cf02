import type { Clock } from '../clock.ts'
import { ModelError, abortError } from '../error.ts'
import type { Model, ModelEvent, ModelRequest, Policy } from '../model.ts'
import { isMeaningful } from './meaningful.ts'
import { untilAborted } from './until-aborted.ts'

export interface PatienceLimits {
  /** From the question to the open stream. */
  readonly connectMs: number
  /** From the question to the first meaningful token. */
  readonly firstTokenMs: number
  /** Between two signs of life after that. */
  readonly stallMs: number
  /** Slower than this, after `paceAfterMs`, is a drip. */
  readonly charactersPerSecond: number
  readonly paceAfterMs: number
}

export interface PatienceOptions {
  readonly clock: Clock
  readonly limits: (request: ModelRequest) => PatienceLimits
  /** The part of the time to the deadline that this attempt may wait for its first token, so that another one has a chance. */
  readonly share: number
}

/** Ends one attempt that does not connect, says nothing, falls silent, or drips. */
export function patience({ clock, limits, share }: PatienceOptions): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, options) {
      if (options.signal.aborted) throw abortError(options.signal)
      const watch = new Watch(model.name, limits(request), clock, (request.deadlineAt - clock.now()) * share)
      const onAbort = (): void => watch.control.abort(options.signal.reason)
      options.signal.addEventListener('abort', onAbort, { once: true })
      const { signal } = watch.control
      let isWhole = false
      try {
        for await (const event of untilAborted(model.send(request, { ...options, signal }), signal)) {
          watch.see(event)
          isWhole ||= event.type === 'done'
          yield event
        }
      } finally {
        watch.stop()
        options.signal.removeEventListener('abort', onAbort)
        if (!isWhole) watch.control.abort(new ModelError('aborted', 'nobody reads the answer any more'))
      }
    },
  })
}

class Watch {
  readonly control = new AbortController()
  private readonly startedAt: number
  private firstTokenAt: number | null = null
  private characters = 0
  private dueAt: number
  private late: () => ModelError
  private stopTimer: () => void

  constructor(
    private readonly name: string,
    private readonly limits: PatienceLimits,
    private readonly clock: Clock,
    mostMs: number,
  ) {
    this.startedAt = clock.now()
    this.firstTokenMs = Math.min(limits.firstTokenMs, Math.max(1, mostMs))
    this.dueAt = this.startedAt + Math.min(limits.connectMs, this.firstTokenMs)
    this.late = () => this.error('timeout', `did not connect within ${this.dueAt - this.startedAt} ms`)
    this.stopTimer = this.arm()
  }

  private readonly firstTokenMs: number

  see(event: ModelEvent): void {
    if (event.type === 'meta') {
      this.moveTo(this.startedAt + this.firstTokenMs, () =>
        this.error('timeout', `gave no first token within ${this.firstTokenMs} ms`),
      )
      return
    }
    if (this.firstTokenAt === null && !isMeaningful(event)) return
    const now = this.clock.now()
    this.firstTokenAt ??= now
    if (event.type === 'text') this.characters += event.text.length
    const { stallMs } = this.limits
    this.moveTo(now + stallMs, () => this.error('stalled', `fell silent for ${stallMs} ms`))
    if (event.type === 'text' && this.isDripping(now)) this.control.abort(this.error('stalled', 'drips'))
  }

  stop(): void {
    this.stopTimer()
  }

  private isDripping(now: number): boolean {
    const { charactersPerSecond, paceAfterMs } = this.limits
    const tookMs = now - (this.firstTokenAt ?? now)
    return tookMs > paceAfterMs && (this.characters * 1000) / tookMs < charactersPerSecond
  }

  private moveTo(dueAt: number, late: () => ModelError): void {
    const isSooner = dueAt < this.dueAt
    this.dueAt = dueAt
    this.late = late
    if (isSooner) {
      this.stopTimer()
      this.stopTimer = this.arm()
    }
  }

  /** One timer for each attempt: when it rings early, because life was seen, it is set again. */
  private arm(): () => void {
    return this.clock.after(Math.max(0, this.dueAt - this.clock.now()), () => {
      if (this.clock.now() >= this.dueAt) this.control.abort(this.late())
      else this.stopTimer = this.arm()
    })
  }

  private error(kind: 'timeout' | 'stalled', what: string): ModelError {
    return new ModelError(kind, `${this.name} ${what}`, { provider: this.name.split('/')[0] })
  }
}
