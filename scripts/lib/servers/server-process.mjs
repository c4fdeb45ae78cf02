import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { Failure } from '../failure.mjs'
import { sendSignal, tiedToUs } from '../processes.mjs'
import { lastLines } from '../run-command.mjs'
import { until } from '../wait.mjs'

/**
 * @typedef {object} ServerOptions
 * @property {string} name
 * @property {number} port
 * @property {string} url
 * @property {string} logFile
 * @property {() => string[]} command what to run; asked at each start
 * @property {Record<string, string>} [env]
 * @property {string} [cwd]
 * @property {{ uid: number, gid: number }} [owner] another user to run as
 * @property {NodeJS.Signals} [stopSignal]
 * @property {(pid: number) => Promise<boolean>} isReady tries to talk to the server once
 * @property {() => void | Promise<void>} [beforeStart] clears what an unclean end left
 * @property {(log: string) => boolean} [willPass] whether a failed start has a reason that passes by itself
 * @property {import('../run-record.mjs').RunRecord} record
 */

const mostLogBytes = 20 * 1024 * 1024

/** One server of ours: started, stopped, killed and frozen by name, always on the same port and data. */
export class ServerProcess {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child
  /** @type {Promise<void> | undefined} */
  #exited
  #isExpectedToEnd = false
  #wasReady = false
  /** Called when the server ends although nobody asked it to. @type {((server: ServerProcess) => void) | undefined} */
  onUnexpectedEnd

  /** @param {ServerOptions} options */
  constructor(options) {
    this.options = options
    this.name = options.name
    this.port = options.port
    this.url = options.url
    this.logFile = options.logFile
  }

  get pid() {
    return this.#child?.pid
  }

  get isRunning() {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null
  }

  /**
   * Starts it and waits until it answers. Does nothing when it runs.
   * @throws {Failure} with the end of its log
   */
  async start() {
    if (this.isRunning) return
    await this.options.beforeStart?.()
    let log = ''
    const isUp = await until(
      async () => {
        log = await this.#attempt()
        return this.isRunning || !this.options.willPass?.(log)
      },
      { timeoutMs: 15_000, everyMs: 50 },
    )
    if (isUp && this.isRunning) {
      this.#wasReady = true
      return
    }
    throw new Failure(
      `${this.name} did not start (log ${this.logFile}):\n${lastLines(log, 12)}`,
      explainLog(log, this.port) ?? 'The log lines above say why.',
    )
  }

  /** @returns {Promise<string>} the log of this attempt; the server runs afterwards, or is gone */
  async #attempt() {
    if (existsSync(this.logFile) && statSync(this.logFile).size > mostLogBytes)
      renameSync(this.logFile, `${this.logFile}.1`)
    const logStart = existsSync(this.logFile) ? statSync(this.logFile).size : 0
    this.#spawn()
    const isReady = () => !this.isRunning || this.options.isReady(Number(this.pid))
    if (!(await until(isReady, { timeoutMs: 60_000 }))) await this.kill()
    return this.readLog(logStart)
  }

  /** Ends it politely; kills it after `graceMs`. */
  async stop(graceMs = 15_000) {
    if (!this.isRunning) return
    this.#signal('SIGCONT')
    this.#signal(this.options.stopSignal ?? 'SIGTERM')
    if (!(await this.#endedWithin(graceMs))) await this.kill()
  }

  /** Ends it as a crash would (SIGKILL); data and port stay for the next start(). */
  async kill() {
    if (!this.isRunning) return
    this.#signal('SIGKILL')
    await this.#exited
  }

  async restart() {
    await this.stop()
    await this.start()
  }

  /** Freezes it: connections stay open, nothing is answered. */
  pause() {
    this.#signal('SIGSTOP', false)
  }

  /** Ends pause(). */
  resume() {
    this.#signal('SIGCONT', false)
  }

  /** @param {number} [from] byte offset @returns {string} what it has logged */
  readLog(from = 0) {
    return existsSync(this.logFile) ? readFileSync(this.logFile).subarray(from).toString('utf8') : ''
  }

  #spawn() {
    const { command, env, owner, cwd, record, stopSignal = 'SIGTERM' } = this.options
    const [program, ...args] = tiedToUs(command(), stopSignal)
    const log = openSync(this.logFile, 'a')
    // A session of its own: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
    const child = spawn(String(program), args, {
      stdio: ['ignore', log, log],
      detached: true,
      env: { ...process.env, ...env },
      ...(cwd === undefined ? {} : { cwd }),
      ...owner,
    })
    closeSync(log)
    this.#child = child
    this.#isExpectedToEnd = false
    this.#wasReady = false
    this.#exited = new Promise((resolve) => {
      child.once('error', () => resolve())
      child.once('exit', () => {
        if (child.pid !== undefined) record.remove(child.pid)
        resolve()
        if (!this.#isExpectedToEnd && this.#wasReady) this.onUnexpectedEnd?.(this)
      })
    })
    if (child.pid === undefined)
      throw new Failure(`${this.name} can not be run: ${program}`, `Is it executable? ls -l ${program}`)
    record.add(this.name, child.pid, stopSignal)
  }

  /** @param {NodeJS.Signals} signal @param {boolean} [ends] */
  #signal(signal, ends = true) {
    if (ends) this.#isExpectedToEnd = true
    if (this.pid !== undefined && this.isRunning) sendSignal(this.pid, signal)
  }

  /** @param {number} graceMs */
  async #endedWithin(graceMs) {
    return (await until(() => !this.isRunning, { timeoutMs: graceMs })) === true
  }
}

/** @param {string} log @param {number} port @returns {string | undefined} */
function explainLog(log, port) {
  if (/address already in use/i.test(log))
    return `Port ${port} is taken: stop what listens there (ss -ltnp), then start again.`
  if (/no space left|disk full/i.test(log)) return 'The disk is full: make room (df -h), then start again.'
  if (/permission denied/i.test(log))
    return 'The data folder belongs to another user: chown it, or delete it to begin anew.'
  if (/database files are incompatible/i.test(log))
    return 'The data is from another version of Postgres: dump it with that version, or begin anew by removing the data folder.'
  return undefined
}
