import { Bus, type StoredEvent } from '@repartee/bus'

export type FeedListener = (event: StoredEvent) => void

/** Every event, in stream order, as this replica reads it: one consumer for all in this process who want to hear. */
export class Feed {
  private readonly listeners = new Set<FeedListener>()

  constructor(private readonly bus: Bus) {}

  onModuleInit(): void {
    this.bus.readAll({
      onEvent: (event) => {
        for (const listener of this.listeners) listener(event)
      },
    })
  }

  /** Calls `listener` for each event from now on, until the returned function is called. It must not throw or wait. */
  listen(listener: FeedListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
