import { startServers } from '@repartee/testing'
import type { ServerProcess } from '@repartee/testing'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** A NATS server of the calling file's own, on a free port with an empty store. */
export function useNats(): { readonly url: string; readonly server: ServerProcess; readonly folder: string } {
  let folder = ''
  let servers: Awaited<ReturnType<typeof start>> | undefined
  const start = (dataFolder: string) => startServers({ dataFolder, only: ['nats'], isThrowaway: true })
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'repartee-bus-'))
    servers = await start(folder)
  }, 120_000)
  afterAll(async () => {
    await servers?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return {
    get url() {
      return servers!.natsUrl!
    },
    get server() {
      return servers!.nats!
    },
    get folder() {
      return folder
    },
  }
}
