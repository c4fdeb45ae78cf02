import type { Servers } from './startServers.ts'
import { startThrowawayServers } from './throwawayServers.ts'

// Vitest's hooks can be imported inside a run only, and the other things of this package are used outside as well.
const hooks = process.env['VITEST'] ? await import('vitest') : undefined

/**
 * Gives the calling test file (or `describe`) servers of its own, so that files can run side by side although streams
 * have fixed names. Call it at the top; the properties can be read from the first `beforeAll` on.
 */
export function useServers(): Servers {
  if (!hooks) throw new Error('useServers() works in a vitest run only; elsewhere use startThrowawayServers()')
  let running: Servers | undefined
  hooks.beforeAll(async () => {
    running = await startThrowawayServers()
  }, 120_000)
  hooks.afterAll(async () => {
    await running?.stop()
  }, 60_000)
  return new Proxy({} as Servers, {
    get(_, name) {
      if (running) return Reflect.get(running, name)
      throw new Error('useServers(): the servers are not started yet; read this in a test or in beforeAll')
    },
  })
}
