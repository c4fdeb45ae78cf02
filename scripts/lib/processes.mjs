import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { until } from './wait.mjs'
import { errorCode } from './failure.mjs'

/**
 * @typedef {{ pid: number, startedAt: string, command: string }} ProcessMark
 * A process that can be told from a later one with the same pid.
 */

/**
 * @param {number} pid
 * @returns {ProcessMark | undefined} undefined when there is no such process (or it is a zombie)
 */
export function markOf(pid) {
  try {
    if (process.platform !== 'linux') return markByPs(pid)
    // The fields after the name, which may itself hold spaces and brackets: state is the 1st, start time the 20th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    return { pid, startedAt: fields[19] ?? '', command }
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined
    throw error
  }
}

/** @param {number} pid @returns {ProcessMark | undefined} */
function markByPs(pid) {
  const result = spawnSync('ps', ['-o', 'lstart=,command=', '-p', String(pid)], { encoding: 'utf8' })
  const line = result.stdout?.trim()
  return line ? { pid, startedAt: line.slice(0, 24), command: line.slice(24).trim() } : undefined
}

/**
 * @param {ProcessMark} mark
 * @returns {boolean} whether that very process still runs
 */
export function isRunning(mark) {
  return markOf(mark.pid)?.startedAt === mark.startedAt
}

/**
 * Ends a process that is not our child: asks first, kills after `graceMs`.
 * @param {ProcessMark} mark
 * @param {{ signal?: NodeJS.Signals, graceMs?: number }} [options]
 */
export async function endProcess(mark, { signal = 'SIGTERM', graceMs = 5000 } = {}) {
  if (!isRunning(mark)) return
  sendSignal(mark.pid, signal)
  if (await until(() => !isRunning(mark), { timeoutMs: graceMs })) return
  sendSignal(mark.pid, 'SIGCONT')
  sendSignal(mark.pid, 'SIGKILL')
  await until(() => !isRunning(mark), { timeoutMs: 5000 })
}

/**
 * Sends a signal; a process that is already gone is no error.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function sendSignal(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error
  }
}

/** @type {boolean | undefined} */
let hasSetpriv

/**
 * Wraps a command so that the kernel signals it when we die, however we die (Linux; elsewhere unchanged).
 * @param {string[]} command
 * @param {NodeJS.Signals} signal
 * @returns {string[]}
 */
export function tiedToUs(command, signal) {
  hasSetpriv ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
  return hasSetpriv ? ['setpriv', '--pdeathsig', signal.replace('SIG', ''), ...command] : command
}

/**
 * @param {string} program
 * @returns {string | undefined} its path; also looks where Debian keeps servers, which is on few people's PATH
 */
export function findProgram(program) {
  const path = `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/opt/homebrew/bin`
  const result = spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', program], {
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
  })
  return result.status === 0 ? result.stdout.trim() : undefined
}
