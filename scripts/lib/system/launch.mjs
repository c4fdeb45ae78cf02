import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { rootFolder } from '../paths.mjs'
import { freePort } from '../ports.mjs'
import { openRunRecord } from '../run-record.mjs'
import { withCompileCache } from './compile-cache.mjs'
import { openLogFiles } from './log-files.mjs'
import { Program } from './program.mjs'
import { services } from './services.mjs'

/**
 * @typedef {object} LaunchOptions
 * @property {NodeJS.ProcessEnv} environment all settings, with every port and the servers' addresses
 * @property {string} dataFolder for logs and the record of processes
 * @property {boolean} [isSplit] each service as its own process; else one process hosts all
 * @property {boolean} [isVerbose]
 * @property {boolean} [withSandbox]
 * @property {boolean} [withTraces] the local trace view
 * @property {(message: string) => void} [onNotice]
 */

/** How long a service may take to finish its work; the gateway may have calls, which last. */
const drainMs = 35_000
const drainWithCallsMs = 3_660_000

/**
 * Starts the services, and what is wanted beside them, and waits until all are ready.
 * @param {LaunchOptions} options
 */
export async function launchSystem({
  environment,
  dataFolder,
  isSplit = false,
  isVerbose = false,
  withSandbox = false,
  withTraces = false,
  onNotice = console.error,
}) {
  mkdirSync(dataFolder, { recursive: true })
  const logs = openLogFiles(join(dataFolder, 'logs'), { isVerbose })
  const record = openRunRecord(join(dataFolder, 'run.json'))
  const shared = {
    cwd: rootFolder,
    logs,
    record,
    onNotice,
    env: withCompileCache(environment),
  }
  const groups = isSplit ? services.map((service) => [service]) : [services]
  const programs = groups.map((group) =>
    serviceProgram(group.length === 1 ? String(group[0]?.name) : 'services', group, shared),
  )
  const besides = [
    ...(withSandbox
      ? [companion('sandbox', 'libs/testing/dist/sandbox/main.js', `${environment.SANDBOX_PORT}/sent`, shared)]
      : []),
    ...(withTraces ? [companion('traces', 'scripts/traces.mjs', `${environment.TRACES_PORT}/ready`, shared)] : []),
  ]
  /** @type {Program[]} */
  const further = []
  const all = () => [...besides, ...programs, ...further]
  /** Ends all at once, without waiting for anything. */
  const kill = async () => {
    await Promise.all(all().map((program) => program.kill()))
    await logs.close()
  }
  /** @returns {Promise<boolean>} whether every service finished its work and ended in order */
  const stop = async () => {
    const inOrder = await Promise.all(
      [...programs, ...further].map((program) =>
        program.stop(program.name.startsWith('gateway') || !isSplit ? drainWithCallsMs : drainMs),
      ),
    )
    await Promise.all(besides.map((program) => program.stop(5000)))
    await logs.close()
    return inOrder.every(Boolean)
  }

  await record.endLeftovers()
  const results = await Promise.allSettled(all().map((program) => program.start()))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) {
    await kill()
    throw failed.reason
  }
  /** One more process of a service, on a free port. @param {import('./services.mjs').ServiceName} name */
  const startAnother = async (name) => {
    const service = services.find((one) => one.name === name)
    if (service === undefined) throw new Error(`there is no service ${name}`)
    const port = String(await freePort())
    const env = { ...shared.env, [service.portSetting]: port }
    const program = serviceProgram(`${name}-${further.length + 2}`, [service], { ...shared, env })
    further.push(program)
    await program.start()
    return { url: `http://127.0.0.1:${port}`, program }
  }
  return { programs, logFolder: logs.folder, stop, kill, startAnother }
}

/** @typedef {Awaited<ReturnType<typeof launchSystem>>} System */

/**
 * @param {string} name
 * @param {readonly (typeof services)[number][]} group hosted by one process
 * @param {Omit<import('./program.mjs').ProgramOptions, 'name' | 'args' | 'readyUrls'>} shared
 */
function serviceProgram(name, group, shared) {
  return new Program({
    ...shared,
    name,
    args: [...preload(), join(rootFolder, 'scripts/host.mjs'), ...group.map((service) => service.name)],
    readyUrls: group.map(
      (service) => `http://127.0.0.1:${shared.env[service.portSetting] ?? service.defaultPort}/ready`,
    ),
  })
}

/**
 * A program beside the services.
 * @param {string} name
 * @param {string} file below the root
 * @param {string} readyAt port and path
 * @param {Omit<import('./program.mjs').ProgramOptions, 'name' | 'args' | 'readyUrls'>} shared
 */
function companion(name, file, readyAt, shared) {
  return new Program({ ...shared, name, args: [join(rootFolder, file)], readyUrls: [`http://127.0.0.1:${readyAt}`] })
}

/** Tracing has to be there before the first module that it watches. */
function preload() {
  const file = join(rootFolder, 'libs/telemetry/dist/preload.js')
  return existsSync(file) ? ['--import', pathToFileURL(file).href] : []
}
