import { count } from '@repartee/telemetry'
import { ModelError } from '../error.ts'
import type { Model, ModelRequest } from '../model.ts'

/**
 * Asks the first; when it fails, the next one whose provider has not failed yet. What was shown by then is never said
 * again: the next one goes on from where it stands. After a tool call was given out nobody is asked: the caller decides.
 */
export function failover(models: readonly Model[]): Model {
  if (models.length === 1) return models[0]!
  return {
    name: `failover(${models.map(({ name }) => name).join(', ')})`,
    async *send(request, options) {
      const failed = new Set<string>()
      let shown = ''
      let hasCalledTool = false
      let last: ModelError | undefined
      for (const model of models) {
        if (failed.has(providerOf(model.name))) continue
        if (last) yield { type: 'error', error: last }
        let speaker = ''
        try {
          for await (const event of model.send(goingOn(request, shown), options)) {
            if (event.type === 'meta') speaker = event.provider
            else if (event.type === 'error') failed.add(event.error.provider)
            else if (event.type === 'text') shown += event.text
            else if (event.type === 'tool_call') hasCalledTool = true
            else if (event.type === 'done' && last)
              count('repartee_provider_wins_total', { provider: speaker, policy: 'failover' })
            yield event
          }
          return
        } catch (error) {
          if (options.signal.aborted || hasCalledTool || !isReplaceable(error)) throw error
          failed.add(error.provider).add(speaker)
          last = error
        }
      }
      throw last ?? new ModelError('unavailable', 'there is no other provider to ask')
    },
  }
}

function goingOn(request: ModelRequest, shown: string): ModelRequest {
  return shown === '' ? request : { ...request, shown: (request.shown ?? '') + shown }
}

/** A model that declined will hardly be contradicted by asking around; a request that was wrong for one may suit another. */
function isReplaceable(error: unknown): error is ModelError {
  return error instanceof ModelError && error.kind !== 'aborted' && error.kind !== 'refused'
}

const providerOf = (name: string): string => name.split('/')[0]!
