import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { rootFolder } from '../paths.mjs'
import { countsOfReport, none, sum } from './counts.mjs'

/**
 * Runs vitest to its end, with its own output on the console.
 * @param {string} name
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, folder: string, stop: AbortSignal }} options folder: for the report
 * @returns {Promise<import('./counts.mjs').Counts>} a crash, or an exit code that no test explains, is one failure more
 */
export async function runVitest(name, args, { env, folder, stop }) {
  const report = join(folder, `${name}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  // Colours would stand as control characters in a file.
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }
  const ending = await runToEnd(['vitest', 'run', ...args, ...reporters], { ...env, ...plain }, stop)
  const counts = existsSync(report) ? countsOfReport(JSON.parse(readFileSync(report, 'utf8'))) : none
  if (ending === 0 || counts.failed > 0 || stop.aborted) return counts
  console.error(`\n${name}: vitest ended with ${ending}, although no test failed`)
  return sum(counts, { passed: 0, failed: 1, skipped: 0 })
}

/**
 * @param {string[]} command @param {NodeJS.ProcessEnv} env @param {AbortSignal} stop
 * @returns {Promise<number | string>} exit code or signal
 */
function runToEnd([program, ...args], env, stop) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that a stop reaches vitest's workers too, and Ctrl-C only us.
    const child = spawn(String(program), args, {
      cwd: rootFolder,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    const end = () => signalGroup(child.pid, 'SIGTERM')
    if (stop.aborted) end()
    stop.addEventListener('abort', end, { once: true })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      stop.removeEventListener('abort', end)
      signalGroup(child.pid, 'SIGKILL')
      resolve(code ?? String(signal))
    })
  })
}

/** @param {number | undefined} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
