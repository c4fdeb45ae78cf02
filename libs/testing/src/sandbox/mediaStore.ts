import { createHash, randomInt } from 'node:crypto'

export type StoredMedia = { id: string; mimeType: string; filename: string; sha256: string; bytes: Buffer }

const MOST_BYTES = 64 * 1024 * 1024

/** Uploaded files, in memory, at most 64 MiB; the oldest go first. */
export class MediaStore {
  readonly #files = new Map<string, StoredMedia>()
  #bytes = 0

  /** Keeps a file and gives it an id of 15 digits, as Meta's are. */
  add(file: { mimeType: string; filename: string; bytes: Buffer }): StoredMedia {
    const sha256 = createHash('sha256').update(file.bytes).digest('base64')
    const stored = { ...file, sha256, id: `${randomInt(1e6, 1e7)}${randomInt(1e7, 1e8)}` }
    this.#files.set(stored.id, stored)
    this.#bytes += file.bytes.length
    for (const oldest of this.#files.keys()) {
      if (this.#bytes <= MOST_BYTES || this.#files.size === 1) break
      this.delete(oldest)
    }
    return stored
  }

  get(id: string): StoredMedia | undefined {
    return this.#files.get(id)
  }

  delete(id: string): boolean {
    this.#bytes -= this.#files.get(id)?.bytes.length ?? 0
    return this.#files.delete(id)
  }
}
