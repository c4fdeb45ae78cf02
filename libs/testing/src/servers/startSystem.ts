import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type RunningSystem,
  type SystemOptions,
  startSystem as startIn,
} from '../../../../scripts/lib/system/start-system.mjs'

export type { RunningProgram, RunningSystem, ServiceName } from '../../../../scripts/lib/system/start-system.mjs'

/**
 * Starts the whole compiled system (`tsc -b` first) on free ports: own servers, the demo clinic, all services, the
 * sandbox. stop() and kill() also remove its folder.
 */
export async function startSystem(options: Omit<SystemOptions, 'dataFolder'> = {}): Promise<RunningSystem> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'repartee-system-'))
  await chmod(dataFolder, 0o711) // Postgres may have to run as another user
  const remove = () => rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
  try {
    const system = await startIn({ ...options, dataFolder })
    const stop = async () => {
      const endedInOrder = await system.stop()
      await remove()
      return endedInOrder
    }
    const kill = async () => {
      await system.kill()
      await remove()
    }
    return { ...system, stop, kill }
  } catch (error) {
    await remove()
    throw error
  }
}
