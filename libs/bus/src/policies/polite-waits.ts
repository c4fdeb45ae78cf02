/** Messages remembered; beyond it the oldest are forgotten, whose waits then count as failures. */
const MOST_REMEMBERED = 20_000

/** How often this replica sent a message back to the broker because its handler asked for a long wait: those deliveries are no failures. */
export class PoliteWaits {
  private readonly counts = new Map<number, number>()

  of(sequence: number): number {
    return this.counts.get(sequence) ?? 0
  }

  add(sequence: number): void {
    const before = this.of(sequence)
    this.counts.delete(sequence)
    this.counts.set(sequence, before + 1)
    if (this.counts.size <= MOST_REMEMBERED) return
    for (const oldest of this.counts.keys()) {
      this.counts.delete(oldest)
      return
    }
  }

  forget(sequence: number): void {
    this.counts.delete(sequence)
  }
}
