import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { takeLock } from '../lock.mjs'
import { freePort } from '../ports.mjs'
import { openRunRecord } from '../run-record.mjs'
import { natsServer } from './nats.mjs'
import { postgresServer } from './postgres.mjs'
import { natsProgram, redisProgram } from './programs.mjs'
import { redisServer } from './redis.mjs'

/** @typedef {import('./server-process.mjs').ServerProcess} ServerProcess */
/** @typedef {'nats' | 'redis' | 'postgres'} ServerName */

/**
 * Starts NATS (JetStream), Redis and Postgres, side by side, with their data, logs and lock in one folder.
 * What an unclean end left there (processes, pid files) is cleared first.
 * @param {object} options
 * @param {string} options.dataFolder
 * @param {Partial<Record<ServerName, number>>} [options.ports] else free ones
 * @param {ServerName[]} [options.only] else all three
 * @param {boolean} [options.isThrowaway] for tests: a database that is quickly made and has a known password
 * @param {(server: ServerProcess, milliseconds: number) => void} [options.onStarted]
 */
export async function startServers({
  dataFolder,
  ports = {},
  only = ['nats', 'redis', 'postgres'],
  isThrowaway = false,
  onStarted,
}) {
  mkdirSync(dataFolder, { recursive: true })
  const unlock = takeLock(join(dataFolder, 'servers.lock'), `A set of servers with the data folder ${dataFolder}`)
  /** @type {ServerProcess[]} */
  const started = []
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()))
    unlock()
  }
  try {
    const record = openRunRecord(join(dataFolder, 'servers.json'))
    await record.endLeftovers()
    /** @param {ServerName} name @param {(port: number) => Promise<ServerProcess>} make */
    const start = async (name, make) => {
      if (!only.includes(name)) return undefined
      const began = performance.now()
      const server = await make(ports[name] ?? (await freePort()))
      started.push(server)
      await server.start()
      onStarted?.(server, performance.now() - began)
      return server
    }
    const monitorPort = await freePort()
    // All three come to an end, also when one fails: then the others are there to be stopped.
    const results = await Promise.allSettled([
      start('nats', async (port) =>
        natsServer({ folder: join(dataFolder, 'nats'), port, monitorPort, program: await natsProgram(), record }),
      ),
      start('redis', async (port) =>
        redisServer({ folder: join(dataFolder, 'redis'), port, program: await redisProgram(), record }),
      ),
      start(
        'postgres',
        async (port) =>
          (await postgresServer({ folder: join(dataFolder, 'postgres'), port, record, isThrowaway })).server,
      ),
    ])
    const [nats, redis, postgres] = results.map((result) => {
      if (result.status === 'rejected') throw result.reason
      return result.value
    })
    return {
      nats,
      redis,
      postgres,
      natsUrl: nats?.url,
      redisUrl: redis?.url,
      databaseUrl: postgres?.url,
      natsMonitorUrl: nats && `http://127.0.0.1:${monitorPort}`,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
