import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { rootFolder } from './lib/paths.mjs'

/** @type {string} */
let folder
/** @type {import('node:child_process').ChildProcess | undefined} */
let launcher

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'servers-'))
})
afterEach(async () => {
  if (launcher?.exitCode === null && launcher.signalCode === null) {
    launcher.kill('SIGTERM')
    await once(launcher, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
})

/** Starts NATS and Redis by the script; resolves to their ports. */
async function start() {
  const script = join(rootFolder, 'scripts/servers.mjs')
  const child = spawn(process.execPath, [script, '--data', folder, '--only', 'nats,redis'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  launcher = child
  const [line] = await once(createInterface({ input: child.stdout }), 'line')
  const { natsUrl, redisUrl } = JSON.parse(line)
  return [natsUrl, redisUrl].map((url) => Number(new URL(url).port))
}

/** @param {number} port @returns {Promise<boolean>} */
function isListening(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** @param {number[]} ports */
async function expectClosed(ports) {
  await vi.waitFor(async () => expect(await Promise.all(ports.map(isListening))).toEqual(ports.map(() => false)), {
    timeout: 10_000,
  })
}

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('%s stops the servers and ends with 0', async (signal) => {
  const ports = await start()
  expect(await Promise.all(ports.map(isListening))).toEqual([true, true])
  launcher?.kill(/** @type {NodeJS.Signals} */ (signal))
  expect(await once(/** @type {import('node:child_process').ChildProcess} */ (launcher), 'exit')).toEqual([0, null])
  await expectClosed(ports)
})

test('the servers die with a launcher that is killed, and the next start in that folder works', async () => {
  const ports = await start()
  launcher?.kill('SIGKILL')
  await expectClosed(ports)
  expect(await Promise.all((await start()).map(isListening))).toEqual([true, true])
})
