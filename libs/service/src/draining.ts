/** What a service does between the signal to stop and the closing of its connections. */
export class Draining {
  private readonly hooks = new Map<string, () => Promise<void> | void>()
  private readonly controller = new AbortController()

  /** Aborted when the service begins to stop. */
  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Adds work for the way out, such as telling sockets to reconnect; it runs beside the others and delays the end. */
  onDrain(name: string, drain: () => Promise<void> | void): void {
    this.hooks.set(name, drain)
  }

  /** Begins the way out; returns the names and errors of what failed on it. */
  async run(): Promise<{ name: string; error: unknown }[]> {
    this.controller.abort()
    const failed = await Promise.all(
      [...this.hooks].map(async ([name, drain]) => {
        try {
          await drain()
          return []
        } catch (error) {
          return [{ name, error }]
        }
      }),
    )
    return failed.flat()
  }
}
