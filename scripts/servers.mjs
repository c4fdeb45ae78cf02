// Starts NATS, Redis and Postgres alone and prints one JSON line with their URLs; stops them on Ctrl-C or SIGTERM.
//   node scripts/servers.mjs [--data <folder>] [--only nats,redis]
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { describeFailure } from './lib/failure.mjs'
import { dataFolder } from './lib/paths.mjs'
import { startServers } from './lib/servers/index.mjs'

const { values } = parseArgs({ options: { data: { type: 'string' }, only: { type: 'string' } } })

try {
  const starting = startServers({
    dataFolder: resolve(values.data ?? join(dataFolder, 'servers')),
    ...(values.only
      ? { only: /** @type {import('./lib/servers/index.mjs').ServerName[]} */ (values.only.split(',')) }
      : {}),
  })
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    await (await starting).stop()
    process.exit(0)
  }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void stop())

  const servers = await starting
  for (const server of [servers.nats, servers.redis, servers.postgres]) {
    if (server)
      server.onUnexpectedEnd = ({ name, logFile }) =>
        console.error(`${name} has ended unexpectedly; its log: ${logFile}`)
  }
  const { natsUrl, redisUrl, databaseUrl, natsMonitorUrl } = servers
  console.log(JSON.stringify({ natsUrl, redisUrl, databaseUrl, natsMonitorUrl, pid: process.pid }))
} catch (error) {
  console.error(describeFailure(error))
  process.exitCode = 1
}
