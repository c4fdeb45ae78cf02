import { setTimeout as pause } from 'node:timers/promises'

/** What is left of a type when the check has become truthy. */
export type Truthy<Value> = Exclude<Value, false | 0 | '' | null | undefined>

/**
 * Asks `check` again and again until it gives something truthy, and returns that; a throw counts as "not yet".
 * After `withinMs` (5 s when left out) throws with `what` was awaited and what was seen last.
 */
export async function eventually<Value>(
  check: () => Value | Promise<Value>,
  { withinMs = 5000, everyMs = 20, what }: { withinMs?: number; everyMs?: number; what: string },
): Promise<Truthy<Value>> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const seen = await attempt(check)
    if ('value' in seen && seen.value) return seen.value as Truthy<Value>
    if (performance.now() >= deadline)
      throw new Error(`not within ${withinMs} ms: ${what} (${lastSeen(seen)})`, {
        cause: 'error' in seen ? seen.error : undefined,
      })
    await pause(everyMs)
  }
}

type Seen<Value> = { value: Value } | { error: unknown }

async function attempt<Value>(check: () => Value | Promise<Value>): Promise<Seen<Value>> {
  try {
    return { value: await check() }
  } catch (error) {
    return { error }
  }
}

function lastSeen(seen: Seen<unknown>): string {
  if ('error' in seen) return `last error: ${seen.error instanceof Error ? seen.error.message : String(seen.error)}`
  return `last value: ${JSON.stringify(seen.value)?.slice(0, 300) ?? 'undefined'}`
}
