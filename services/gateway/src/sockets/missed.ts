import type { Bus, StoredEvent } from '@repartee/bus'
import type { Ring } from './ring.ts'
import type { Subscription } from './subscription.ts'

/** Readings of the stream that run side by side; after a restart all sockets come at once. */
const AT_ONCE = 16
/** In a subject it stands for every session, also for none. */
const ANY = '*'

/** Finds what somebody missed: in the ring of the last minutes, else in the stream. */
export class Missed {
  private running = 0
  private readonly queue: (() => void)[] = []

  constructor(
    private readonly bus: Bus,
    private readonly ring: Ring,
  ) {}

  /** The events behind the subscription's cursor, in order; for a contact also those before it, of which later ones speak. */
  async by({ scope, cursor }: Subscription): Promise<readonly StoredEvent[]> {
    const { tenant, session } = scope
    if (this.ring.covers(cursor)) {
      if (session === null) return this.ring.ofTenant(tenant, cursor)
      return this.ring.ofSession(session).filter((event) => event.tenant === tenant)
    }
    const startSequence = scope.view === 'operator' ? Math.max(1, Math.floor(cursor)) : 1
    return this.limited(() => this.bus.readSession({ tenant, session: session ?? ANY, startSequence }))
  }

  private async limited<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve))
    this.running += 1
    try {
      return await work()
    } finally {
      this.running -= 1
      this.queue.shift()?.()
    }
  }
}
