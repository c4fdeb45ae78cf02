import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure, errorCode } from './failure.mjs'
import { isRunning, markOf } from './processes.mjs'

/**
 * Takes a lock file for this process; a lock whose process is gone is taken over.
 * @param {string} file
 * @param {string} what what is locked, for the message ("Repartee in this folder")
 * @returns {() => void} gives the lock back
 * @throws {Failure} when a living process holds it
 */
export function takeLock(file, what) {
  mkdirSync(dirname(file), { recursive: true })
  const mine = JSON.stringify(markOf(process.pid))
  const draft = `${file}.${process.pid}.${lockCount++}`
  for (let attempt = 0; attempt < 50; attempt++) {
    if (createWhole(file, draft, mine)) return () => release(file, mine)
    const holder = readHolder(file)
    if (holder === undefined) continue
    const mark = parseMark(holder)
    if (mark !== undefined && isRunning(mark)) {
      throw new Failure(
        `${what} is already running, as process ${mark.pid} (lock file ${file}).`,
        `Use that one, or stop it first: kill ${mark.pid}`,
      )
    }
    removeStale(file, `${draft}.stale`, holder)
  }
  throw new Failure(`The lock file ${file} can not be taken.`, `Delete it, if nothing runs in this folder: rm ${file}`)
}

/**
 * Does the same as takeLock, but waits a moment for a holder that is just ending.
 * @param {string} file @param {string} what @param {number} patienceMs
 * @returns {Promise<() => void>}
 */
export async function takeLockSoon(file, what, patienceMs) {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      return takeLock(file, what)
    } catch (error) {
      if (!(error instanceof Failure) || performance.now() > deadline) throw error
      await delay(50)
    }
  }
}

let lockCount = 0

/**
 * Makes the file with its content in one step, so that nobody reads a half-written lock.
 * @param {string} file @param {string} draft @param {string} content
 * @returns {boolean} false when it exists
 */
function createWhole(file, draft, content) {
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Moves the stale lock aside; when another process was quicker and it is *its* lock that was moved, puts it back.
 * @param {string} file @param {string} aside @param {string} stale
 */
function removeStale(file, aside, stale) {
  try {
    renameSync(file, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  const moved = readFileSync(aside, 'utf8')
  if (moved !== stale) createWhole(file, `${aside}.back`, moved)
  rmSync(aside, { force: true })
}

/** @param {string} file @param {string} mine */
function release(file, mine) {
  if (readHolder(file) === mine) rmSync(file, { force: true })
}

/** @param {string} file @returns {string | undefined} */
function readHolder(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @param {string} text @returns {import('./processes.mjs').ProcessMark | undefined} */
function parseMark(text) {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
