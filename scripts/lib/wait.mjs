import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks again and again until the answer is truthy; resolves to that answer, or to undefined after `timeoutMs`.
 * An error thrown by `ask` ends the wait at once.
 * @template T
 * @param {() => T | Promise<T>} ask
 * @param {{ timeoutMs: number, everyMs?: number }} options
 * @returns {Promise<T | undefined>}
 */
export async function until(ask, { timeoutMs, everyMs = 15 }) {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) return undefined
    await delay(everyMs)
  }
}
