import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { eventually, freePort, WhatsAppContact } from '@repartee/testing'
import { median, type Figure } from '../figures.ts'
import { startRepartee } from '../repartee.ts'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const SERVICE_REACH_S = 1.5
const SYSTEM_REACH_S = 10
const TIMES = 3

/** Row 14: how long one service takes to be ready, and how long `npm start` takes to the first reply when all is warm. */
export async function startRow(): Promise<Figure[]> {
  const service = await serviceSeconds()
  const system = await systemSeconds()
  return [
    {
      name: '14 one service ready',
      figure: service,
      unit: 's',
      against: `median of ${TIMES} starts of capture`,
      ratio: null,
      reach: `< ${SERVICE_REACH_S} s`,
      met: service < SERVICE_REACH_S,
    },
    {
      name: '14 npm start to the first reply',
      figure: system,
      unit: 's',
      against: 'a warm second start',
      ratio: null,
      reach: `< ${SYSTEM_REACH_S} s`,
      met: system < SYSTEM_REACH_S,
    },
  ]
}

async function serviceSeconds(): Promise<number> {
  const repartee = await startRepartee()
  try {
    const taken: number[] = []
    for (let time = 0; time < TIMES; time += 1) {
      const startedAt = performance.now()
      const { program } = await repartee.system.startAnother('capture')
      taken.push((performance.now() - startedAt) / 1000)
      await program.stop(10_000)
    }
    return median(taken)
  } finally {
    await repartee.stop()
  }
}

/** Runs `npm start` in this checkout twice: the first warms everything up, the second is measured. */
async function systemSeconds(): Promise<number> {
  await startOnce()
  return startOnce()
}

async function startOnce(): Promise<number> {
  const [gatewayPort, sandboxPort] = [await freePort(), await freePort()]
  const startedAt = performance.now()
  const program = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { ...process.env, GATEWAY_PORT: String(gatewayPort), SANDBOX_PORT: String(sandboxPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  program.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  program.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  const ended = new Promise<void>((resolve) => program.once('exit', () => resolve()))
  try {
    const gatewayUrl = `http://127.0.0.1:${gatewayPort}`
    await eventually(async () => (await fetch(`${gatewayUrl}/ready`)).ok, {
      withinMs: 180_000,
      what: `npm start to be ready; it said:\n${output.join('').slice(-2000)}`,
    })
    const secrets = JSON.parse(readFileSync(`${ROOT}/.data/secrets.json`, 'utf8')) as { META_APP_SECRET: string }
    const contact = new WhatsAppContact({
      gatewayUrl,
      sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
      appSecret: process.env['META_APP_SECRET'] ?? secrets.META_APP_SECRET,
      from: `3462${Date.now() % 100_000_000}`,
      phoneNumberId: '100000000000001',
    })
    await contact.ask('hello')
    return (performance.now() - startedAt) / 1000
  } finally {
    program.kill('SIGTERM')
    await ended
  }
}
