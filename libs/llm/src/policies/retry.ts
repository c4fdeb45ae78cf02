import { pause, type Clock } from '../clock.ts'
import { ModelError, isTransient } from '../error.ts'
import type { Model, ModelEvent, Policy } from '../model.ts'

export interface RetryOptions {
  readonly clock: Clock
  /** How often it asks again: 2 times. */
  readonly times: number
  /** The first pause, doubled each time, with jitter; `retry-after` counts when it is longer. */
  readonly firstPauseMs: number
  readonly random: () => number
}

/** Asks again while nothing was shown, after failures that may pass, if the pause fits before the deadline. */
export function retry({ clock, times, firstPauseMs, random }: RetryOptions): Policy {
  return (model: Model): Model => ({
    name: model.name,
    async *send(request, options) {
      for (let attempt = 0; ; attempt++) {
        let hasShown = false
        try {
          for await (const event of model.send(request, options)) {
            hasShown ||= isShown(event)
            yield event
          }
          return
        } catch (error) {
          const pauseMs = firstPauseMs * 2 ** attempt * (0.5 + random() / 2)
          const waitMs = Math.max(pauseMs, retryAfter(error))
          const isInTime = clock.now() + waitMs < request.deadlineAt
          if (hasShown || attempt >= times || !isInTime || options.signal.aborted || !mayPass(error)) throw error
          yield { type: 'error', error }
          await pause(clock, waitMs, options.signal)
        }
      }
    },
  })
}

const isShown = (event: ModelEvent): boolean => event.type === 'text' || event.type === 'tool_call'

const retryAfter = (error: unknown): number => (error instanceof ModelError ? (error.retryAfterMs ?? 0) : 0)

function mayPass(error: unknown): error is ModelError {
  return error instanceof ModelError && isTransient(error)
}
