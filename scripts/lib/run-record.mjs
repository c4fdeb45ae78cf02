import { readFileSync, writeFileSync } from 'node:fs'
import { endProcess, markOf } from './processes.mjs'
import { errorCode } from './failure.mjs'

/**
 * @typedef {import('./processes.mjs').ProcessMark & { name: string, signal: NodeJS.Signals }} Recorded
 */

/**
 * The processes that a run has started, on disk, so that the next run can end what a killed launcher left behind.
 * @param {string} file
 */
export function openRunRecord(file) {
  /** @type {Map<number, Recorded>} */
  const running = new Map()
  const save = () => writeFileSync(file, JSON.stringify([...running.values()], null, 2), { mode: 0o600 })
  return {
    /** @param {string} name @param {number} pid @param {NodeJS.Signals} signal the one that ends it politely */
    add(name, pid, signal) {
      const mark = markOf(pid)
      if (mark === undefined) return
      running.set(pid, { ...mark, name, signal })
      save()
    },
    /** @param {number} pid */
    remove(pid) {
      if (running.delete(pid)) save()
    },
    /** Ends what an earlier run left; returns the names. Only processes with the recorded start time are touched. */
    async endLeftovers() {
      const leftovers = readRecord(file).filter((mark) => markOf(mark.pid)?.startedAt === mark.startedAt)
      await Promise.all(leftovers.map((mark) => endProcess(mark, { signal: mark.signal })))
      return leftovers.map((mark) => mark.name)
    },
  }
}

/** @typedef {ReturnType<typeof openRunRecord>} RunRecord */

/** @param {string} file @returns {Recorded[]} */
function readRecord(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    // A run that was killed while writing leaves half a file: then there is nothing to go by.
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return []
    throw error
  }
}
