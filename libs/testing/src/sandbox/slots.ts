/** Lets at most `most` pieces of work run at once; the others wait in order. */
export class Slots {
  #free: number
  readonly #queue: (() => void)[] = []

  constructor(most: number) {
    this.#free = most
  }

  /** Runs the work when a slot is free, and gives its result. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1
    else await new Promise<void>((resolve) => this.#queue.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next) next()
      else this.#free += 1
    }
  }
}
