import { Failure } from '../failure.mjs'
import { isPortFree, nextFreePort } from '../ports.mjs'
import { services } from './services.mjs'
import { portFrom } from './settings.mjs'

const visible = new Set(['GATEWAY_PORT', 'SANDBOX_PORT'])

/**
 * A port for each service and the sandbox: the one that was set, which then must be free, else the default or the next
 * free one after it.
 * @param {NodeJS.ProcessEnv} settings
 * @returns {Promise<{ ports: Record<string, string>, notices: string[] }>} by setting; and what to say about moved ones
 */
export async function choosePorts(settings) {
  /** @type {Record<string, string>} */
  const ports = {}
  const notices = []
  const wanted = [
    ...services,
    { portSetting: 'SANDBOX_PORT', defaultPort: 8090 },
    { portSetting: 'TRACES_PORT', defaultPort: 8091 },
  ]
  const taken = new Set(
    wanted.map(({ portSetting }) => portFrom(settings, portSetting)).filter((port) => port !== undefined),
  )
  for (const { portSetting, defaultPort } of wanted) {
    const explicit = portFrom(settings, portSetting)
    if (explicit !== undefined && !(await isPortFree(explicit))) throw portTaken(portSetting, explicit)
    const port = explicit ?? (await nextFreePort(defaultPort, taken))
    if (port !== defaultPort && explicit === undefined && visible.has(portSetting)) {
      notices.push(`Port ${defaultPort} is taken, so ${port} is used instead (${portSetting} chooses another).`)
    }
    taken.add(port)
    ports[portSetting] = String(port)
  }
  return { ports, notices }
}

/** @param {string} name @param {number} port */
function portTaken(name, port) {
  return new Failure(
    `Port ${port} (${name}) is taken by another program.`,
    `See which: ss -ltnp 'sport = :${port}'. Stop it, or set ${name} to another port, or leave ${name} out.`,
  )
}
