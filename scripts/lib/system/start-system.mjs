import { join } from 'node:path'
import { freePort } from '../ports.mjs'
import { startServers } from '../servers/index.mjs'
import { espeakProgram } from '../servers/programs.mjs'
import { prepareDatabase } from './database.mjs'
import { systemEnvironment } from './environment.mjs'
import { launchSystem } from './launch.mjs'
import { generatedSecrets } from './secrets.mjs'
import { services } from './services.mjs'

/** What a program needs of the machine; a test must not meet the API keys of whoever runs it. */
const inherited = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LD_LIBRARY_PATH', 'ESPEAK_PATH', 'ESPEAK_DATA_PATH', 'NODE_ENV']

/**
 * Starts the whole compiled system on free ports, with throwaway servers and the sandbox, for tests and benchmarks.
 * @param {object} options
 * @param {string} options.dataFolder
 * @param {boolean} [options.isSplit]
 * @param {Record<string, string>} [options.settings] on top of the generated ones
 * @param {(message: string) => void} [options.onNotice]
 */
export async function startSystem({ dataFolder, isSplit = false, settings = {}, onNotice = console.error }) {
  const given = {
    ...Object.fromEntries(inherited.map((name) => [name, process.env[name]]).filter(([, value]) => value)),
    ...settings,
  }
  const servers = await startServers({ dataFolder: join(dataFolder, 'servers'), isThrowaway: true })
  try {
    const portSettings = [...services.map((service) => service.portSetting), 'SANDBOX_PORT', 'TRACES_PORT']
    const ports = Object.fromEntries(
      await Promise.all(portSettings.map(async (name) => [name, String(await freePort())])),
    )
    const urls = {
      NATS_URL: String(servers.natsUrl),
      REDIS_URL: String(servers.redisUrl),
      DATABASE_URL: String(servers.databaseUrl),
    }
    const secrets = generatedSecrets(join(dataFolder, 'secrets.json'), given)
    const speaker = given.ESPEAK_PATH ? undefined : await espeakProgram()
    const { environment, gatewayUrl, sandboxUrl, tracesUrl } = systemEnvironment({
      given,
      secrets,
      ports,
      urls,
      dataFolder,
      ...(speaker ? { speaker } : {}),
    })
    await prepareDatabase(environment)
    const system = await launchSystem({
      environment,
      dataFolder,
      isSplit,
      withSandbox: true,
      withTraces: tracesUrl !== undefined,
      onNotice,
    })
    return {
      servers,
      environment,
      gatewayUrl,
      sandboxUrl,
      tracesUrl,
      logFolder: system.logFolder,
      programs: Object.fromEntries(system.programs.map((program) => [program.name, program])),
      startAnother: system.startAnother,
      async stop() {
        const endedInOrder = await system.stop()
        await servers.stop()
        return endedInOrder
      },
      async kill() {
        await system.kill()
        await servers.stop()
      },
    }
  } catch (error) {
    await servers.stop()
    throw error
  }
}
