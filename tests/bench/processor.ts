import { readFileSync, readdirSync } from 'node:fs'

/** A process by name, with all that it started counted to it. */
export interface Measured {
  readonly name: string
  readonly pid: number
}

/** Of Linux, wherever it runs: `USER_HZ`. */
const TICKS_A_SECOND = 100

/** Milliseconds of processor time that each process and its children have taken so far, by name. From /proc: Linux only. */
export function processorTimes(processes: readonly Measured[]): Map<string, number> {
  const stats = allStats()
  const ofTree = (pid: number): number =>
    (stats.get(pid)?.ms ?? 0) +
    [...stats].filter(([, { parent }]) => parent === pid).reduce((sum, [child]) => sum + ofTree(child), 0)
  return new Map(processes.map(({ name, pid }) => [name, ofTree(pid)]))
}

/** Parent, and user and system time, of every process: proc(5), fields 4, 14 and 15 of `stat`. */
function allStats(): Map<number, { parent: number; ms: number }> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(
    pids.flatMap((pid) => {
      const fields = statOf(pid)?.split(') ').at(-1)?.split(' ')
      if (fields === undefined) return []
      const ticks = Number(fields[11]) + Number(fields[12])
      return [[Number(pid), { parent: Number(fields[1]), ms: (ticks * 1000) / TICKS_A_SECOND }]]
    }),
  )
}

/** Undefined when the process has ended since it was listed. */
function statOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined
  }
}

/** `VmRSS` of proc(5), in MiB. */
export function residentMebibytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024
}
