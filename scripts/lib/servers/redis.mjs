import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ServerProcess } from './server-process.mjs'
import { firstAnswer } from './first-answer.mjs'

/**
 * Redis without persistence: it holds copies and caches only.
 * @param {{ folder: string, port: number, program: import('./programs.mjs').Program,
 *   record: import('../run-record.mjs').RunRecord }} options
 */
export function redisServer({ folder, port, program, record }) {
  mkdirSync(folder, { recursive: true })
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    appendonly: 'no',
    save: '',
    maxmemory: '256mb',
    'maxmemory-policy': 'allkeys-lru',
  }
  return new ServerProcess({
    name: 'redis',
    port,
    url: `redis://127.0.0.1:${port}`,
    logFile: join(folder, 'redis.log'),
    env: program.env,
    record,
    command: () => [program.path, ...Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])],
    isReady: async () => (await firstAnswer(port, 'PING\r\n'))?.startsWith('+PONG') ?? false,
  })
}
