import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Failure } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'
import { startServers } from '../servers/index.mjs'

/** @typedef {{ DATABASE_URL: string, NATS_URL: string, REDIS_URL: string }} Addresses */
/** @typedef {Awaited<ReturnType<typeof openStores>>} Stores */

/** Where a running launcher notes its servers. @param {string} dataFolder */
export function addressesFile(dataFolder) {
  return join(dataFolder, 'addresses.json')
}

/**
 * The stores of this checkout: those that the settings name, else those of the launcher that runs, else its servers, started for now.
 * @param {NodeJS.ProcessEnv} settings
 * @param {string} dataFolder
 */
export async function openStores(settings, dataFolder) {
  const { addresses, stop } = await addressesOf(settings, dataFolder)
  const tenants = await load('libs/tenants/dist/index.js')
  const { Database } = await load('libs/service/dist/index.js')
  const { createLogger } = await load('libs/telemetry/dist/index.js')
  const log = createLogger({ service: 'gateway', level: 'error' })
  const database = new Database({ url: addresses.DATABASE_URL, log, poolSize: 2 })
  return {
    addresses,
    database,
    library: tenants,
    tenants: new tenants.Tenants(database),
    /** All stores that may hold something of a contact. */
    beside: async () => [
      await tenants.openStreams(addresses.NATS_URL),
      await tenants.openBuckets(addresses.NATS_URL),
      tenants.openRedis(addresses.REDIS_URL),
    ],
    async close() {
      await database.close()
      await stop?.()
    },
  }
}

/**
 * @param {NodeJS.ProcessEnv} settings @param {string} dataFolder
 * @returns {Promise<{ addresses: Addresses, stop?: () => Promise<void> }>}
 */
async function addressesOf(settings, dataFolder) {
  const { DATABASE_URL, NATS_URL = '', REDIS_URL = '' } = settings
  if (DATABASE_URL) return { addresses: { DATABASE_URL, NATS_URL, REDIS_URL } }
  const running = await runningAddresses(dataFolder)
  if (running) return { addresses: running }
  if (!existsSync(join(dataFolder, 'servers')))
    throw new Failure('There is no database yet.', 'Run npm start once, or set DATABASE_URL.')
  const servers = await startServers({ dataFolder: join(dataFolder, 'servers') })
  const { databaseUrl, natsUrl, redisUrl } = servers
  return {
    addresses: { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, REDIS_URL: redisUrl },
    stop: () => servers.stop(),
  }
}

/** @param {string} dataFolder @returns {Promise<Addresses | undefined>} undefined where no launcher runs */
async function runningAddresses(dataFolder) {
  const file = addressesFile(dataFolder)
  if (!existsSync(file)) return undefined
  const noted = /** @type {Addresses} */ (JSON.parse(readFileSync(file, 'utf8')))
  return (await answers(noted.DATABASE_URL)) ? noted : undefined
}

/** @param {string} address @returns {Promise<boolean>} */
function answers(address) {
  const { hostname, port } = new URL(address)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 1000 })
    const end = (/** @type {boolean} */ isThere) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
    socket.once('timeout', () => end(false))
  })
}

/** @param {string} path */
function load(path) {
  return import(pathToFileURL(join(rootFolder, path)).href)
}
