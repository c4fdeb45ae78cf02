import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** A file of lines that keeps one predecessor (`….1`) and so never takes more than twice `maxBytes`. */
export class RotatingLog {
  /** @param {string} file @param {number} [maxBytes] */
  constructor(file, maxBytes = 50 * 1024 * 1024) {
    this.file = file
    this.maxBytes = maxBytes
    mkdirSync(dirname(file), { recursive: true })
    this.bytes = existsSync(file) ? statSync(file).size : 0
    this.stream = this.#open()
  }

  /** @param {string} line without its end */
  write(line) {
    if (this.bytes > this.maxBytes) this.#rotate()
    this.bytes += Buffer.byteLength(line) + 1
    this.stream.write(`${line}\n`)
  }

  /** @returns {Promise<void>} when all is on disk */
  close() {
    return new Promise((resolve) => this.stream.end(() => resolve()))
  }

  #rotate() {
    this.stream.end()
    renameSync(this.file, `${this.file}.1`)
    this.bytes = 0
    this.stream = this.#open()
  }

  #open() {
    const stream = createWriteStream(this.file, { flags: 'a' })
    // A full disk must not end the launcher; the system itself says in /health what it can not do any more.
    stream.on('error', (error) => process.stderr.write(`${this.file} can not be written: ${error.message}\n`))
    return stream
  }
}
