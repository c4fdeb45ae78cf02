import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cacheFolder, rootFolder } from '../paths.mjs'
import { openRunRecord } from '../run-record.mjs'
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
 * @property {(message: string) => void} [onNotice]
 */

/** How long a service may take to finish its work; the gateway may have calls, which last. */
const drainMs = 35_000
const drainWithCallsMs = 3_660_000

/**
 * Starts the services (and the sandbox) and waits until all are ready.
 * @param {LaunchOptions} options
 */
export async function launchSystem({
  environment,
  dataFolder,
  isSplit = false,
  isVerbose = false,
  withSandbox = false,
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
    env: { NODE_COMPILE_CACHE: join(cacheFolder, 'compiled'), ...environment },
  }
  const groups = isSplit ? services.map((service) => [service]) : [services]
  const programs = groups.map(
    (group) =>
      new Program({
        ...shared,
        name: group.length === 1 ? String(group[0]?.name) : 'services',
        args: [...preload(), join(rootFolder, 'scripts/host.mjs'), ...group.map((service) => service.name)],
        readyUrls: group.map(
          (service) => `http://127.0.0.1:${environment[service.portSetting] ?? service.defaultPort}/ready`,
        ),
      }),
  )
  const sandbox = withSandbox
    ? new Program({
        ...shared,
        name: 'sandbox',
        args: [join(rootFolder, 'libs/testing/dist/sandbox/main.js')],
        readyUrls: [`http://127.0.0.1:${environment.SANDBOX_PORT}/sent`],
      })
    : undefined
  const all = sandbox ? [sandbox, ...programs] : programs

  /** Ends all at once, without waiting for anything. */
  const kill = async () => {
    await Promise.all(all.map((program) => program.kill()))
    await logs.close()
  }
  /** @returns {Promise<boolean>} whether every service finished its work and ended in order */
  const stop = async () => {
    const inOrder = await Promise.all(
      programs.map((program) => program.stop(program.name === 'gateway' || !isSplit ? drainWithCallsMs : drainMs)),
    )
    await sandbox?.stop(5000)
    await logs.close()
    return inOrder.every(Boolean)
  }

  await record.endLeftovers()
  const results = await Promise.allSettled(all.map((program) => program.start()))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed) {
    await kill()
    throw failed.reason
  }
  return { programs, sandbox, logFolder: logs.folder, stop, kill }
}

/** @typedef {Awaited<ReturnType<typeof launchSystem>>} System */

/** Tracing has to be there before the first module that it watches. */
function preload() {
  const file = join(rootFolder, 'libs/telemetry/dist/preload.js')
  return existsSync(file) ? ['--import', pathToFileURL(file).href] : []
}
