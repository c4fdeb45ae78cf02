import type { Logger } from '@repartee/telemetry'
import { performance } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How long it has to be quiet before, and how busy a quiet process is at most: its share of the time. */
const QUIET_MS = 3000
const QUIET_SHARE = 0.05
/** A process that is busy from its start has grown into its memory by then. */
const TRIES = 30

let timer: NodeJS.Timeout | undefined

/**
 * Gives back to the system what a start has left behind, once, in the first quiet moment: modules and packs that were read take
 * twice the memory of what stays of them, and V8 keeps it for a growth that does not come. It stops the process for about 150 ms,
 * so it waits until nothing is under way. Of several services in one process the last one to start counts.
 */
export function handBackMemory(log: Logger): void {
  clearTimeout(timer)
  let triesLeft = TRIES
  let before = performance.eventLoopUtilization()
  const look = () => {
    const now = performance.eventLoopUtilization()
    const isQuiet = performance.eventLoopUtilization(now, before).utilization < QUIET_SHARE
    before = now
    triesLeft -= 1
    if (isQuiet) collect(log)
    else if (triesLeft > 0) timer = setTimeout(look, QUIET_MS).unref()
  }
  timer = setTimeout(look, QUIET_MS).unref()
}

/** Nothing is handed back any more: the process is about to end. */
export function keepMemory(): void {
  clearTimeout(timer)
}

type Collect = (options: { type: 'major'; flavor: 'last-resort'; execution: 'sync' }) => void

/** `last-resort` is what V8 does when memory runs out: it takes all, also compiled code that ran once, and frees the pages. */
function collect(log: Logger): void {
  const beforeMebibytes = residentMebibytes()
  // A new context sees the flag. The inspector's HeapProfiler.collectGarbage does the same but can hang the process (Node 24.21).
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as Collect
  gc({ type: 'major', flavor: 'last-resort', execution: 'sync' })
  log.debug({ beforeMebibytes, mebibytes: residentMebibytes() }, 'the memory of the start was handed back')
}

function residentMebibytes(): number {
  return Math.round(process.memoryUsage.rss() / 1024 / 1024)
}
