/** How much somebody may do: so many at once, and so many more each second. */
export class Allowance {
  private left: number
  private atMs: number | undefined

  constructor(private readonly limit: { readonly burst: number; readonly perSecond: number }) {
    this.left = limit.burst
  }

  /** Takes one. False when nothing is left now. */
  take(nowMs: number): boolean {
    const { burst, perSecond } = this.limit
    this.left = Math.min(burst, this.left + ((nowMs - (this.atMs ?? nowMs)) / 1000) * perSecond)
    this.atMs = nowMs
    if (this.left < 1) return false
    this.left -= 1
    return true
  }
}
