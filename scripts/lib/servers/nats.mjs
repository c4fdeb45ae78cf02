import { mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ServerProcess } from './server-process.mjs'
import { firstAnswer } from './first-answer.mjs'

const gibibyte = 1024 ** 3

/**
 * NATS with JetStream on disk.
 * @param {{ folder: string, port: number, monitorPort: number, program: import('./programs.mjs').Program,
 *   record: import('../run-record.mjs').RunRecord }} options
 */
export function natsServer({ folder, port, monitorPort, program, record }) {
  mkdirSync(folder, { recursive: true })
  const config = join(folder, 'nats.conf')
  return new ServerProcess({
    name: 'nats',
    port,
    url: `nats://127.0.0.1:${port}`,
    logFile: join(folder, 'nats.log'),
    env: program.env,
    record,
    beforeStart: () => writeFileSync(config, render(folder, port, monitorPort)),
    command: () => [program.path, '-c', config],
    isReady: async () => (await firstAnswer(port))?.includes('"jetstream":true') ?? false,
  })
}

/** @param {string} folder @param {number} port @param {number} monitorPort */
function render(folder, port, monitorPort) {
  const disk = statfsSync(folder)
  const freeBytes = disk.bavail * disk.bsize
  const maxFileBytes = Math.floor(Math.min(10 * gibibyte, Math.max(freeBytes / 2, gibibyte / 4)))
  return readFileSync(new URL('nats.conf', import.meta.url), 'utf8')
    .replace('@PORT@', String(port))
    .replace('@MONITOR_PORT@', String(monitorPort))
    .replace('@STORE@', join(folder, 'jetstream'))
    .replace('@MAX_FILE_BYTES@', String(maxFileBytes))
}
