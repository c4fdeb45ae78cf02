const BACKOFF_MS = [250, 1000, 5000, 15_000, 30_000] as const

/** How long a message waits after its `failures`-th failure (from 1). */
export function backoffMs(failures: number): number {
  return BACKOFF_MS[Math.min(failures, BACKOFF_MS.length) - 1] ?? BACKOFF_MS[0]
}
