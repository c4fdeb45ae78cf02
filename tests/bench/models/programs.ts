import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { eventually, freePort } from '@repartee/testing'

export interface Program {
  readonly url: string
  stop(): Promise<void>
}

/** Starts the simulator of providers in its own process. */
export async function startSimulator(latency: {
  medianMs: number
  sigma?: number
  pieceMs?: number
}): Promise<Program> {
  const file = fileURLToPath(new URL('simulator.ts', import.meta.url))
  const { medianMs, sigma = 0, pieceMs = 0 } = latency
  const child = fork(file, [medianMs, sigma, pieceMs].map(String))
  const [url] = (await once(child, 'message')) as [string]
  return { url, stop: () => end(child) }
}

export const portkeyVersion = (
  JSON.parse(readFileSync(packageOf('@portkey-ai/gateway'), 'utf8')) as { version: string }
).version

/** Starts the Portkey gateway, a peer that stands between a program and its provider. */
export async function startPortkey(): Promise<Program> {
  const port = await freePort()
  const program = fileURLToPath(new URL('build/start-server.js', `file://${packageOf('@portkey-ai/gateway')}`))
  const child = spawn(process.execPath, [program, `--port=${port}`, '--headless'], { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  await eventually(async () => (await fetch(url)).ok, { withinMs: 20_000, what: 'Portkey answers' })
  return { url, stop: () => end(child) }
}

function packageOf(name: string): string {
  const require = createRequire(import.meta.url)
  const folder = require.resolve.paths(name)!.map((path) => `${path}/${name}/package.json`)
  return folder.find((path) => isThere(path))!
}

function isThere(path: string): boolean {
  try {
    readFileSync(path)
    return true
  } catch {
    return false
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
