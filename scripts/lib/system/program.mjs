import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { Failure } from '../failure.mjs'
import { sendSignal, tiedToUs } from '../processes.mjs'
import { until } from '../wait.mjs'

/**
 * @typedef {object} ProgramOptions
 * @property {string} name
 * @property {string[]} args what Node runs
 * @property {NodeJS.ProcessEnv} env
 * @property {string} cwd
 * @property {readonly string[]} readyUrls each answers 200 when it may take work
 * @property {import('./log-files.mjs').LogFiles} logs
 * @property {import('../run-record.mjs').RunRecord} record
 * @property {(message: string) => void} onNotice what the person at the keyboard should know (a crash, a restart)
 */

const keptLines = 15
const longestBackoffMs = 30_000

/** A Node program of ours that is kept running: one service, all of them, or the sandbox. */
export class Program {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child
  #isWanted = false
  #crashes = 0
  #isClosed = true
  /** @type {NodeJS.Timeout | undefined} */
  #restart
  /** @type {string[]} */
  #lastLines = []

  /** @param {ProgramOptions} options */
  constructor(options) {
    this.options = options
    this.name = options.name
  }

  get pid() {
    return this.#child?.pid
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /**
   * Starts it and waits until it is ready; from then on it is started again when it dies.
   * @throws {Failure} with its last log lines
   */
  async start() {
    this.#spawn()
    const timeoutMs = 90_000
    const isUp = await until(async () => !this.isRunning || (await this.isReady()), { timeoutMs, everyMs: 30 })
    if (isUp && this.isRunning) {
      this.#isWanted = true
      return
    }
    const reason = isUp ? `ended with ${this.#ending()}` : `was not ready after ${timeoutMs / 1000} s`
    const log = this.#lastLines.join('\n')
    await this.kill()
    throw new Failure(
      `${this.name} did not start: it ${reason}.\n${log}`,
      `The whole log is in ${this.options.logs.folder}.`,
    )
  }

  /** @returns {Promise<boolean>} whether all of its services may take work */
  async isReady() {
    const answers = await Promise.all(this.options.readyUrls.map(isOk))
    return answers.every(Boolean)
  }

  /**
   * Asks it to finish its work and end (SIGTERM).
   * @param {number} limitMs after this it is killed
   * @returns {Promise<boolean>} whether it ended in order
   */
  async stop(limitMs) {
    this.#isWanted = false
    clearTimeout(this.#restart)
    if (!this.isRunning) return true
    this.signal('SIGCONT')
    this.signal('SIGTERM')
    const hasEnded = await until(() => !this.isRunning, { timeoutMs: limitMs })
    if (!hasEnded) await this.kill()
    // Its last lines may still be on the way.
    await until(() => this.#isClosed, { timeoutMs: 1000 })
    return this.#child?.exitCode === 0
  }

  /** Ends it for good, at once. */
  async kill() {
    this.#isWanted = false
    clearTimeout(this.#restart)
    this.signal('SIGKILL')
    await until(() => !this.isRunning, { timeoutMs: 5000 })
  }

  /** @param {NodeJS.Signals} signal */
  signal(signal) {
    if (this.pid !== undefined && this.isRunning) sendSignal(this.pid, signal)
  }

  #spawn() {
    const { args, env, cwd, record } = this.options
    // Killed with the launcher, however that dies: without servers there is nothing left to finish.
    const [program, ...rest] = tiedToUs([process.execPath, ...args], 'SIGKILL')
    const child = spawn(String(program), rest, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    this.#child = child
    this.#isClosed = false
    this.#lastLines = []
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output, crlfDelay: Infinity }).on('line', (line) => this.#keep(line))
    }
    if (child.pid !== undefined) record.add(this.name, child.pid, 'SIGTERM')
    const startedAt = performance.now()
    child.once('error', (error) => this.#keep(error.message))
    child.once('close', () => {
      this.#isClosed = true
      if (child.pid !== undefined) record.remove(child.pid)
      if (this.#isWanted) this.#startAgain(performance.now() - startedAt)
    })
  }

  /** @param {string} line */
  #keep(line) {
    this.options.logs.write(line, this.name)
    this.#lastLines.push(line)
    if (this.#lastLines.length > keptLines) this.#lastLines.shift()
  }

  /** @param {number} livedMs */
  #startAgain(livedMs) {
    this.#crashes = livedMs > 60_000 ? 0 : this.#crashes + 1
    const delayMs = this.#crashes <= 1 ? 0 : Math.min(longestBackoffMs, 250 * 2 ** this.#crashes)
    const when = delayMs === 0 ? 'now' : `in ${delayMs / 1000} s`
    this.options.onNotice(
      `${this.name} ended with ${this.#ending()}; it is started again ${when}. Its last lines:\n${this.#lastLines.slice(-5).join('\n')}`,
    )
    this.#restart = setTimeout(() => this.#spawn(), delayMs)
  }

  #ending() {
    return this.#child?.signalCode ?? `exit code ${this.#child?.exitCode}`
  }
}

/** @param {string} url @returns {Promise<boolean>} */
async function isOk(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(3000) })
    await response.body?.cancel()
    return response.ok
  } catch {
    return false // not listening yet
  }
}
