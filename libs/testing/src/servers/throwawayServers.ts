import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Servers, startServers } from './startServers.ts'

/** A NATS, a Redis and a Postgres of one's own, empty, on free ports; stop() also removes their folder. About 0.4 s. */
export async function startThrowawayServers(): Promise<Servers> {
  const folder = await mkdtemp(join(tmpdir(), 'repartee-test-'))
  await chmod(folder, 0o711) // Postgres may have to run as another user
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  try {
    const servers = await startServers({ dataFolder: folder, isThrowaway: true })
    const stop = async () => {
      await servers.stop()
      await remove()
    }
    return { ...servers, stop }
  } catch (error) {
    await remove()
    throw error
  }
}
