import type { Trace } from '../state/waterfall.ts'
import type { Api } from './api.ts'
import { RefusedError } from './problem.ts'

/** A trace as far as its spans have arrived; null when none is kept. */
export async function readTrace(api: Api, id: string, signal: AbortSignal): Promise<Trace | null> {
  try {
    return (await api.get(`/traces/${id}`, signal)) as Trace
  } catch (error) {
    if (error instanceof RefusedError && error.status === 404) return null
    throw error
  }
}
