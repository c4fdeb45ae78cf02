import type { Usage } from '@repartee/contracts'

/** One attempt of one provider that has begun; `book` closes it (if it still runs) and says what it used. */
export interface Attempt {
  book(): Usage
}

/** What the attempts of one call used, in the order in which they began. */
export class Ledger {
  private readonly attempts: Attempt[] = []

  add(attempt: Attempt): void {
    this.attempts.push(attempt)
  }

  /** The usage of all attempts; those that still run (a loser that is just being cut off) are closed. */
  close(): Usage[] {
    return this.attempts.map((attempt) => attempt.book())
  }
}
