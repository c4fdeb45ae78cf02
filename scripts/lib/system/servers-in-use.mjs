import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../failure.mjs'
import { tell } from '../progress.mjs'
import { startServers } from '../servers/index.mjs'

/** @type {readonly { name: import('../servers/index.mjs').ServerName, setting: string, title: string, port: number }[]} */
const known = [
  { name: 'nats', setting: 'NATS_URL', title: 'NATS', port: 4222 },
  { name: 'redis', setting: 'REDIS_URL', title: 'Redis', port: 6379 },
  { name: 'postgres', setting: 'DATABASE_URL', title: 'Postgres', port: 5432 },
]

/**
 * The servers that the settings name, after a look whether they can be reached, and our own for the others.
 * @param {NodeJS.ProcessEnv} settings
 * @param {{ dataFolder: string, onNotice: (message: string) => void }} options
 * @returns {Promise<{ urls: Record<string, string>, described: string[], stop: () => Promise<void> }>}
 */
export async function serversInUse(settings, { dataFolder, onNotice }) {
  const own = known.filter(({ setting }) => settings[setting] === undefined)
  const others = known.filter(({ setting }) => settings[setting] !== undefined)
  await Promise.all(others.map((server) => mustAnswer(server, String(settings[server.setting]))))
  const servers = await startServers({
    dataFolder: join(dataFolder, 'servers'),
    only: own.map(({ name }) => name),
    onStarted: (server, milliseconds) => tell(`${titleOf(server.name)} started`, milliseconds),
  })
  /** @type {Record<string, string>} */
  const urls = {}
  for (const { name, setting } of own) {
    const server = servers[name]
    if (server === undefined) continue
    urls[setting] = server.url
    keepRunning(server, onNotice)
  }
  const described = known.map(({ title, setting }) => {
    const { hostname, port } = new URL(String(urls[setting] ?? settings[setting]).split(',')[0] ?? '')
    return `${title} ${hostname}${port ? `:${port}` : ''}${urls[setting] ? '' : ` (${setting})`}`
  })
  return { urls, described, stop: servers.stop }
}

/** @param {string} name */
function titleOf(name) {
  return known.find((server) => server.name === name)?.title ?? name
}

/** @param {import('../servers/index.mjs').ServerProcess} server @param {(message: string) => void} onNotice */
function keepRunning(server, onNotice) {
  const startAgain = async () => {
    for (let attempt = 0; ; attempt++) {
      onNotice(`${titleOf(server.name)} has ended unexpectedly (log ${server.logFile}); it is started again.`)
      await delay(Math.min(30_000, attempt * 1000), undefined, { ref: false })
      try {
        return await server.start()
      } catch (error) {
        onNotice(error instanceof Error ? error.message : String(error))
      }
    }
  }
  server.onUnexpectedEnd = () => void startAgain()
}

/**
 * @param {{ title: string, setting: string, port: number }} server
 * @param {string} url one or, for NATS, several with commas between
 */
async function mustAnswer({ title, setting, port }, url) {
  const addresses = url.split(',').map((one) => parseAddress(one.trim(), setting))
  const answers = await Promise.all(
    addresses.map(({ hostname, port: given }) => isReachable(hostname, Number(given || port))),
  )
  if (answers.some(Boolean)) return
  throw new Failure(
    `${title} does not answer at ${addresses.map(({ host }) => host).join(', ')} (${setting}).`,
    `Start it, or correct ${setting}, or leave ${setting} out: then npm start brings its own.`,
  )
}

/** @param {string} url @param {string} setting */
function parseAddress(url, setting) {
  if (URL.canParse(url)) return new URL(url)
  throw new Failure(
    `${setting} is no address.`,
    `It looks like ${setting === 'NATS_URL' ? 'nats' : 'postgres'}://host:port`,
  )
}

/** @param {string} host @param {number} port @returns {Promise<boolean>} */
function isReachable(host, port) {
  return new Promise((resolve) => {
    const socket = connect({ host: host.replace(/^\[|\]$/g, ''), port, timeout: 3000 })
    /** @param {boolean} answer */
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .once('connect', () => finish(true))
      .once('error', () => finish(false))
      .once('timeout', () => finish(false))
  })
}
