import { join } from 'node:path'
import { RotatingLog } from './rotating-log.mjs'

/**
 * Sorts log lines into one file per service, by the line's own `service` field.
 * @param {string} folder
 * @param {{ isVerbose?: boolean }} [options] verbose: also to the console
 */
export function openLogFiles(folder, { isVerbose = false } = {}) {
  /** @type {Map<string, RotatingLog>} */
  const logs = new Map()
  return {
    folder,
    /** @param {string} line @param {string} writer the process, for lines that name no service */
    write(line, writer) {
      const name = /^\{.*?"service":"([a-z]+)"/.exec(line)?.[1] ?? writer
      const log = logs.get(name) ?? new RotatingLog(join(folder, `${name}.log`))
      logs.set(name, log)
      log.write(line)
      if (isVerbose) console.log(line.startsWith('{') ? line : `${writer}: ${line}`)
    },
    async close() {
      await Promise.all([...logs.values()].map((log) => log.close()))
    },
  }
}

/** @typedef {ReturnType<typeof openLogFiles>} LogFiles */
