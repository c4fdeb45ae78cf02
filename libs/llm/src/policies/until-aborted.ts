import { abortError } from '../error.ts'
import type { ModelEvent } from '../model.ts'

/** The events, until `signal` aborts: then it throws at once, even when the source does not listen to the signal. */
export function untilAborted(source: AsyncIterable<ModelEvent>, signal: AbortSignal): AsyncIterable<ModelEvent> {
  return { [Symbol.asyncIterator]: () => new Abortable(source[Symbol.asyncIterator](), signal) }
}

type Next = IteratorResult<ModelEvent, undefined>

/** An iterator by hand: it runs once for each token, and racing promises would cost more than all policies together. */
class Abortable implements AsyncIterator<ModelEvent, undefined> {
  private reject: ((error: Error) => void) | null = null
  private readonly onAbort = (): void => this.reject?.(this.cutOff())

  constructor(
    private readonly source: AsyncIterator<ModelEvent>,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', this.onAbort, { once: true })
  }

  next(): Promise<Next> {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) return reject(this.cutOff())
      this.reject = reject
      this.source.next().then(
        (result) => {
          if (result.done) this.leave()
          resolve(result as Next)
        },
        (error: unknown) => {
          this.leave()
          reject(error as Error)
        },
      )
    })
  }

  async return(): Promise<Next> {
    this.leave()
    await this.source.return?.()
    return { done: true, value: undefined }
  }

  private leave(): void {
    this.reject = null
    this.signal.removeEventListener('abort', this.onAbort)
  }

  /** Lets go of the source without waiting: one that does not listen may never come back. */
  private cutOff(): Error {
    this.leave()
    void this.source.return?.().then(undefined, () => undefined)
    return abortError(this.signal)
  }
}
