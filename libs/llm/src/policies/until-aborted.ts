import { abortError } from '../error.ts'
import type { ModelEvent } from '../model.ts'

/** The events, until `signal` aborts: then it throws at once, even when the source does not listen to the signal. */
export async function* untilAborted(
  source: AsyncIterable<ModelEvent>,
  signal: AbortSignal,
): AsyncGenerator<ModelEvent> {
  const iterator = source[Symbol.asyncIterator]()
  let rejectAborted: (error: Error) => void = () => undefined
  const aborted = new Promise<never>((_, reject) => {
    rejectAborted = reject
  })
  aborted.catch(() => undefined) // it may come when nobody waits any more
  const onAbort = (): void => rejectAborted(abortError(signal))
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort, { once: true })
  let isDone = false
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next.done) {
        isDone = true
        return
      }
      yield next.value
    }
  } catch (error) {
    isDone = !signal.aborted
    throw error
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not awaited: a source that does not listen may never come back.
    if (!isDone) void iterator.return?.(undefined).then(undefined, () => undefined)
  }
}
