// npm start [-- --split] [--verbose]: sets everything up and runs it, until Ctrl-C.
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Failure, describeFailure } from './lib/failure.mjs'
import { takeLockSoon } from './lib/lock.mjs'
import { dataFolder, rootFolder } from './lib/paths.mjs'
import { red, step, tell } from './lib/progress.mjs'
import { espeakProgram } from './lib/servers/programs.mjs'
import { build } from './lib/setup/build.mjs'
import { installDependencies } from './lib/setup/install.mjs'
import { onRightNode } from './lib/setup/node.mjs'
import { onStopRequest } from './lib/stopping.mjs'
import { prepareDatabase } from './lib/system/database.mjs'
import { systemEnvironment } from './lib/system/environment.mjs'
import { launchSystem } from './lib/system/launch.mjs'
import { modelsInUse } from './lib/system/models.mjs'
import { choosePorts } from './lib/system/ports.mjs'
import { generatedSecrets } from './lib/system/secrets.mjs'
import { serversInUse } from './lib/system/servers-in-use.mjs'
import { readSettings } from './lib/system/settings.mjs'
import { summary } from './lib/system/summary.mjs'
import { addressesFile } from './lib/tenants/stores.mjs'

/** What has been started, in order; stopped in the opposite order. @type {(() => unknown)[]} */
const toStop = []
/** @type {import('./lib/system/launch.mjs').System | undefined} */
let system
let isStopping = false

try {
  await installDependencies()
  if (await onRightNode()) await run(readOptions())
} catch (error) {
  await fail(error)
}

function readOptions() {
  try {
    const options = /** @type {const} */ ({
      split: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    })
    return parseArgs({ options }).values
  } catch (error) {
    throw new Failure(String(error instanceof Error ? error.message : error), 'npm start [-- --split] [--verbose]', {
      cause: error,
    })
  }
}

/** @param {{ split: boolean, verbose: boolean }} options */
async function run({ split, verbose }) {
  onStopRequest({ drain: (reason) => void drain(reason), endNow })
  mkdirSync(dataFolder, { recursive: true })
  needDisk()
  toStop.push(await takeLockSoon(join(dataFolder, 'launcher.lock'), 'Repartee', 3000))
  const given = readSettings(join(rootFolder, '.env'))
  const { ports, notices } = await choosePorts(given)
  notices.forEach((notice) => tell(notice))
  const secretsFile = join(dataFolder, 'secrets.json')
  const secrets = generatedSecrets(secretsFile, given)

  // Side by side; if one fails, the others come to an end first, so that they can be stopped.
  const [compiled, servers, espeak] = await Promise.allSettled([
    build(),
    startedServers(given),
    given.ESPEAK_PATH ? undefined : espeakProgram(),
  ])
  if (isStopping) return
  for (const result of [compiled, servers, espeak]) if (result.status === 'rejected') throw result.reason
  const { urls, described } = settled(servers)
  const speaker = settled(espeak)

  const { environment, sandboxUrl, tracesUrl, played } = systemEnvironment({
    given,
    secrets,
    ports,
    urls,
    dataFolder,
    ...(speaker ? { speaker } : {}),
  })
  await step('Database ready, with the demo clinic', () => prepareDatabase(environment))
  noteAddresses(environment)
  if (isStopping) return
  const withSandbox = played.length > 0
  system = await step(split ? 'Services started, each in a process' : 'Services started', () =>
    launchSystem({
      environment,
      dataFolder,
      isSplit: split,
      isVerbose: verbose,
      withSandbox,
      withTraces: tracesUrl !== undefined,
      onNotice: notice,
    }),
  )
  toStop.push(finishWork)
  if (isStopping) return
  console.log(
    summary({
      settings: given,
      pageUrl: `http://localhost:${ports.GATEWAY_PORT}/#token=${environment.ADMIN_TOKEN}`,
      servers: described,
      isSplit: split,
      played,
      sandboxUrl,
      tracesUrl,
      espeak: environment.ESPEAK_PATH,
      models: await modelsInUse(ports.GENERATION_PORT),
      generated: Object.keys(secrets),
      secretsFile: relative(rootFolder, secretsFile),
      logFolder: relative(rootFolder, system.logFolder),
    }),
  )
}

/** Says where the servers are, for other commands of this checkout. @param {NodeJS.ProcessEnv} environment */
function noteAddresses({ DATABASE_URL, NATS_URL, REDIS_URL }) {
  const file = addressesFile(dataFolder)
  writeFileSync(file, JSON.stringify({ DATABASE_URL, NATS_URL, REDIS_URL }), { mode: 0o600 })
  toStop.push(() => rmSync(file, { force: true }))
}

/** @param {NodeJS.ProcessEnv} given */
async function startedServers(given) {
  const servers = await serversInUse(given, { dataFolder, onNotice: notice })
  toStop.push(servers.stop)
  return servers
}

/** @template T @param {PromiseSettledResult<T>} result @returns {T} */
function settled(result) {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

/** @param {string} message */
function notice(message) {
  if (!isStopping) console.error(red(message))
}

/** @param {string} reason */
async function drain(reason) {
  isStopping = true
  console.log(`\n  Stopping (${reason}): what is being answered is finished first. Ctrl-C again ends everything now.`)
  await stopAll()
  console.log('  Stopped.')
  process.exit()
}

/** Lets the services finish, and says now and then which are still at it. */
async function finishWork() {
  const reminder = setInterval(() => {
    const names = system?.programs.filter((program) => program.isRunning).map((program) => program.name) ?? []
    if (names.length > 0) console.log(`  Still finishing: ${names.join(', ')}`)
  }, 5000)
  const endedInOrder = await system?.stop()
  clearInterval(reminder)
  if (endedInOrder === false) {
    console.error(red(`A service did not end in order; ${system?.logFolder} says why.`))
    process.exitCode = 1
  }
}

async function stopAll() {
  for (const stop of toStop.toReversed()) await stop()
}

function endNow() {
  console.error('  Ended at once.')
  void system?.kill()
  process.exit(1)
}

/** @param {unknown} error */
async function fail(error) {
  if (isStopping) return
  isStopping = true
  console.error(`\n${red(describeFailure(error))}\n`)
  await stopAll()
  process.exit(1)
}

function needDisk() {
  const disk = statfsSync(dataFolder)
  const freeMegabytes = Math.floor((disk.bavail * disk.bsize) / 1024 ** 2)
  if (freeMegabytes < 300)
    throw new Failure(
      `Only ${freeMegabytes} MB are free on the disk of ${dataFolder}.`,
      'Make room for at least 300 MB (df -h).',
    )
}
