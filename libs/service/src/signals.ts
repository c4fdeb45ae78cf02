import { createLogger, shutdownTelemetry } from '@repartee/telemetry'
import { constants } from 'node:os'
import type { RunningService } from './run.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

const running = new Set<RunningService>()
let isListening = false
let isStopping = false

/** Counts a service among those that a signal stops; the first one installs the signal handlers. */
export function remember(service: RunningService): void {
  running.add(service)
  if (isStopping) void service.stop()
  if (isListening) return
  isListening = true
  for (const signal of SIGNALS) process.on(signal, () => void onSignal(signal))
  process.on('uncaughtException', onUncaught)
}

export function forget(service: RunningService): void {
  running.delete(service)
}

/** Drains and closes every service of this process, side by side. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((service) => service.stop()))
}

async function onSignal(signal: (typeof SIGNALS)[number]): Promise<void> {
  if (isStopping) return process.exit(128 + constants.signals[signal])
  isStopping = true
  try {
    await stopAll()
    await shutdownTelemetry()
    process.exit(0)
  } catch (error) {
    process.stderr.write(`stopping failed: ${String(error)}\n`)
    process.exit(1)
  }
}

/** Nobody knows what state the process is in then: it ends, and what it had in hand is taken up elsewhere. Node's own report is not redacted. */
function onUncaught(error: unknown): void {
  createLogger({ service: [...running].map((service) => service.name).join(',') }).fatal(
    { err: error },
    'uncaught error',
  )
  process.exit(1)
}
