import { ModelError, type Model, type ModelErrorKind, type ModelEvent } from '../src/index.ts'

/** A text, an event, an error to throw, or `wait`: say nothing until it is cut off. */
export type Step = string | ModelEvent | ModelError

/** A model that says what it is told, once for each script; the last script again and again. */
export function scripted(name: string, ...scripts: Step[][]): Model & { asked: number; aborted: number } {
  const model = {
    name,
    asked: 0,
    aborted: 0,
    async *send(
      request: Parameters<Model['send']>[0],
      { signal }: { signal: AbortSignal },
    ): AsyncGenerator<ModelEvent> {
      const script = scripts[Math.min(model.asked, scripts.length - 1)]!
      model.asked++
      yield { type: 'meta', provider: name.split('/')[0]!, model: name, tier: request.tier }
      for (const step of script) {
        if (step instanceof ModelError) throw step
        if (step === 'wait') await cutOff(signal, () => model.aborted++)
        else if (typeof step === 'string') yield { type: 'text', text: step }
        else yield step
      }
      yield { type: 'done', finish: 'stop' }
    },
  }
  return model
}

export function fails(kind: ModelErrorKind, provider = 'a', retryAfterMs?: number): ModelError {
  return new ModelError(kind, `it is ${kind}`, { provider, retryAfterMs })
}

function cutOff(signal: AbortSignal, onAbort: () => void): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => {
      onAbort()
      reject(signal.reason as Error)
    }
    if (signal.aborted) abort()
    else signal.addEventListener('abort', abort, { once: true })
  })
}
