import type { Clock } from '../clock.ts'
import { ModelError, abortError } from '../error.ts'
import { Ledger } from '../ledger.ts'
import type { Model, ModelEvent, ModelRequest, Policy } from '../model.ts'

export interface WholeCallOptions {
  readonly clock: Clock
  /** How long all attempts together may take; the request's own deadline may be sooner. */
  readonly limitMs: (request: ModelRequest) => number
}

/**
 * The outermost policy: ends the whole call in time, however many attempts it has, and gives the usage of all of them
 * before the end, be it `done` or an error. The attempts inside obey its signal at once (see `patience`).
 */
export function wholeCall({ clock, limitMs }: WholeCallOptions): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, { signal }) {
      if (signal.aborted) throw abortError(signal)
      const within = Math.min(limitMs(request), request.deadlineAt - clock.now())
      if (within <= 0) throw new ModelError('timeout', 'the deadline had passed before a model was asked')
      const ledger = new Ledger()
      const control = new AbortController()
      const stop = clock.after(within, () =>
        control.abort(new ModelError('timeout', `no whole answer within ${Math.round(within)} ms`)),
      )
      const onAbort = (): void => control.abort(signal.reason)
      signal.addEventListener('abort', onAbort, { once: true })
      let last: ModelEvent | undefined
      try {
        for await (const event of model.send(request, { signal: control.signal, ledger })) {
          if (event.type === 'done') last = event
          else yield event
        }
        if (!last) throw new ModelError('connection', 'the answer ended before it was whole')
      } catch (error) {
        for (const usage of ledger.close()) yield { type: 'usage', usage }
        throw error
      } finally {
        stop()
        signal.removeEventListener('abort', onAbort)
        if (!last) control.abort(new ModelError('aborted', 'nobody reads the answer any more'))
        ledger.close()
      }
      for (const usage of ledger.close()) yield { type: 'usage', usage }
      yield last
    },
  })
}
