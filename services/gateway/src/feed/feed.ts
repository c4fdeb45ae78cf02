import { type AllEvents, Bus, type StoredEvent } from '@repartee/bus'

export type FeedListener = (event: StoredEvent) => void

/** Every event, in stream order, as this replica reads it: one consumer for all in this process who want to hear. */
export class Feed {
  private readonly listeners = new Set<FeedListener>()
  private readonly resetListeners = new Set<() => void>()
  private reader: AllEvents | undefined

  constructor(private readonly bus: Bus) {}

  onModuleInit(): void {
    this.reader = this.bus.readAll({
      onEvent: (event) => {
        for (const listener of this.listeners) listener(event)
      },
      onReset: () => {
        for (const listener of this.resetListeners) listener()
      },
    })
  }

  /** The position up to which all has been heard; 0 while that is not known. */
  get sequence(): number {
    return this.reader?.sequence ?? 0
  }

  /** Calls `listener` when the stream begins anew, so that positions in it are void. */
  onReset(listener: () => void): void {
    this.resetListeners.add(listener)
  }

  /** Calls `listener` for each event from now on, until the returned function is called. It must not throw or wait. */
  listen(listener: FeedListener): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
