const MINUTE_MS = 60_000
const MOST_KEYS = 20_000

/** How often something may be done in a minute, by key: a sliding window in this process. */
export class ToolBudget {
  private readonly runs = new Map<string, number[]>()

  constructor(private readonly now: () => number = Date.now) {}

  /** Takes one run of `key`. False when there were `perMinute` in the last minute. */
  take(key: string, perMinute: number): boolean {
    const nowMs = this.now()
    const recent = (this.runs.get(key) ?? []).filter((at) => nowMs - at < MINUTE_MS)
    this.runs.delete(key)
    const isAllowed = recent.length < perMinute
    this.runs.set(key, isAllowed ? [...recent, nowMs] : recent)
    for (const [oldest] of this.runs) {
      if (this.runs.size <= MOST_KEYS) break
      this.runs.delete(oldest)
    }
    return isAllowed
  }
}
