import { count } from '@repartee/telemetry'
import type { Clock } from '../clock.ts'
import { LostRace, ModelError, abortError } from '../error.ts'
import type { Model, ModelEvent, ModelRequest, SendOptions } from '../model.ts'
import { isMeaningful } from './meaningful.ts'

export interface RaceOptions {
  readonly clock: Clock
  /** How long the next one waits for the ones before it to say something; 0 starts all at once. */
  readonly hedgeMs: (request: ModelRequest) => number
}

/**
 * The first meaningful token wins, the others are aborted at once; one that fails is no failure of the race, and the
 * next one starts then without waiting. Never two texts: what a loser said before is dropped.
 */
export function race(models: readonly Model[], { clock, hedgeMs }: RaceOptions): Model {
  if (models.length === 1) return models[0]!
  return {
    name: `race(${models.map(({ name }) => name).join(', ')})`,
    async *send(request, options) {
      const heat = new Heat(models, request, options, clock, hedgeMs(request))
      try {
        yield* heat.run()
      } finally {
        heat.stop()
      }
    },
  }
}

interface Runner {
  readonly name: string
  readonly control: AbortController
  /** What it said before anybody won. */
  readonly held: ModelEvent[]
}

type News =
  | { readonly from: Runner; readonly event: ModelEvent }
  | { readonly from: Runner; readonly ended: ModelError | null }

/** One race of one request. */
class Heat {
  private readonly running = new Set<Runner>()
  private readonly inbox: News[] = []
  private started = 0
  private winner: Runner | null = null
  private wake: () => void = () => undefined
  private stopHedge: () => void = () => undefined
  private readonly onAbort = (): void => this.stop()

  constructor(
    private readonly models: readonly Model[],
    private readonly request: ModelRequest,
    private readonly options: SendOptions,
    private readonly clock: Clock,
    private readonly hedgeMs: number,
  ) {}

  async *run(): AsyncGenerator<ModelEvent> {
    const { signal } = this.options
    if (signal.aborted) throw abortError(signal)
    signal.addEventListener('abort', this.onAbort, { once: true })
    this.startNext()
    for (;;) {
      const news = await this.next()
      if ('event' in news) yield* this.hear(news.from, news.event)
      else if (this.isOver(news.from, news.ended)) return
      else if (news.ended && this.winner === null) yield { type: 'error', error: news.ended }
    }
  }

  stop(): void {
    this.stopHedge()
    this.options.signal.removeEventListener('abort', this.onAbort)
    const { signal } = this.options
    for (const { control } of this.running) control.abort(signal.aborted ? abortError(signal) : new LostRace(''))
  }

  private *hear(from: Runner, event: ModelEvent): Generator<ModelEvent> {
    if (this.winner === from) yield event
    if (this.winner !== null) return
    from.held.push(event)
    if (!isMeaningful(event) && event.type !== 'done') return
    this.win(from)
    yield* from.held
  }

  private win(runner: Runner): void {
    this.winner = runner
    this.stopHedge()
    const losers = [...this.running].filter((one) => one !== runner)
    for (const { control } of losers) control.abort(new LostRace(runner.name))
    if (losers.length > 0) count('repartee_provider_wins_total', { provider: providerOf(runner.name), policy: 'race' })
  }

  /** Whether the race ends with this runner's end; throws when nobody is left to win it. */
  private isOver(runner: Runner, ended: ModelError | null): boolean {
    this.running.delete(runner)
    if (this.winner !== null) {
      if (runner === this.winner && ended) throw ended
      return runner === this.winner
    }
    if (this.options.signal.aborted) throw abortError(this.options.signal)
    this.startNext()
    if (this.running.size > 0) return false
    throw (
      ended ?? new ModelError('empty', `${runner.name} ended without an answer`, { provider: providerOf(runner.name) })
    )
  }

  /** Starts the next runner now, and the one behind it after the hedge delay. */
  private startNext(): void {
    this.stopHedge()
    const model = this.models[this.started]
    if (!model || this.winner !== null) return
    this.started++
    const runner: Runner = { name: model.name, control: new AbortController(), held: [] }
    this.running.add(runner)
    void this.pump(model, runner)
    if (this.hedgeMs <= 0) this.startNext()
    else if (this.started < this.models.length) this.stopHedge = this.clock.after(this.hedgeMs, () => this.startNext())
  }

  private async pump(model: Model, runner: Runner): Promise<void> {
    try {
      const options = { ...this.options, signal: runner.control.signal }
      for await (const event of model.send(this.request, options)) this.tell({ from: runner, event })
      this.tell({ from: runner, ended: null })
    } catch (error) {
      this.tell({ from: runner, ended: asModelError(error, runner.name) })
    }
  }

  private tell(news: News): void {
    this.inbox.push(news)
    this.wake()
  }

  private async next(): Promise<News> {
    while (this.inbox.length === 0)
      await new Promise<void>((resolve) => {
        this.wake = resolve
      })
    return this.inbox.shift()!
  }
}

function asModelError(error: unknown, name: string): ModelError {
  return error instanceof ModelError
    ? error
    : new ModelError('garbage', `${name} failed: ${String(error)}`, { provider: providerOf(name), cause: error })
}

const providerOf = (name: string): string => name.split('/')[0]!
