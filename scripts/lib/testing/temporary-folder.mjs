import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '../failure.mjs'
import { endProcess, markOf } from '../processes.mjs'

/** A folder for all that a test run writes; what is started below it must be gone before it is. */
export function openTemporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'repartee-'))
  chmodSync(path, 0o711) // Postgres may have to run as another user
  return {
    path,
    /** Ends what still runs with this folder in its command line or environment, removes the folder, and names what ran. */
    async close() {
      const left = processesThatMention(path)
      await Promise.all(left.map((mark) => endProcess(mark, { signal: 'SIGTERM', graceMs: 3000 })))
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
      return left.map((mark) => mark.command)
    },
  }
}

/** @param {string} text */
function processesThatMention(text) {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter(
      (name) =>
        readIfMine(`/proc/${name}/cmdline`).includes(text) || readIfMine(`/proc/${name}/environ`).includes(text),
    )
    .map((name) => markOf(Number(name)))
    .filter((mark) => mark !== undefined)
}

/** @param {string} file */
function readIfMine(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(String(errorCode(error)))) return ''
    throw error
  }
}
