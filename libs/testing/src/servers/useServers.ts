import { afterAll, beforeAll } from 'vitest'
import type { Servers } from './startServers.ts'
import { startThrowawayServers } from './throwawayServers.ts'

/**
 * Gives the calling test file (or `describe`) servers of its own, so that files can run side by side although streams
 * have fixed names. Call it at the top; the properties can be read from the first `beforeAll` on.
 */
export function useServers(): Servers {
  let running: Servers | undefined
  beforeAll(async () => {
    running = await startThrowawayServers()
  }, 120_000)
  afterAll(async () => {
    await running?.stop()
  })
  return new Proxy({} as Servers, {
    get(_, name) {
      if (running === undefined)
        throw new Error('useServers(): the servers are not started yet; read this in a test or in beforeAll')
      return Reflect.get(running, name)
    },
  })
}
