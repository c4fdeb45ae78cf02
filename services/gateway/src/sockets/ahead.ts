/** Another replica may have heard more than this one, for a moment; after so long a cursor is of another stream. */
const MOST_AHEAD_MS = 10_000

/** Tells a client's cursor of a stream that is no more from one that is merely ahead of us. */
export class Ahead {
  private sinceMs: number | undefined

  /** Is the cursor of a lost stream? `heard` is how far this process has come. Asked again and again. */
  isLost(cursor: number, heard: number, nowMs: number): boolean {
    if (cursor <= heard + 1) this.sinceMs = undefined
    else this.sinceMs ??= nowMs
    return this.sinceMs !== undefined && nowMs - this.sinceMs > MOST_AHEAD_MS
  }
}
