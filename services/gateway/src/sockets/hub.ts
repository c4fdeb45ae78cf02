import { type Bus, type LiveFrame, type StoredEvent } from '@repartee/bus'
import { liveAudio, liveReply } from '@repartee/contracts'
import type { Logger } from '@repartee/telemetry'
import type { Feed } from '../feed/feed.ts'
import { operatorFrames } from './frames.ts'
import { Ring } from './ring.ts'
import type { Scope, Subscription } from './subscription.ts'
import { Missed } from './missed.ts'

const BUS_LIMIT_MS = 5000

/** Who hears live frames besides events. */
export interface Listener {
  readonly subscription: Subscription
  reply(frame: LiveFrame<typeof liveReply>['data']): void
  audio(frame: LiveFrame<typeof liveAudio>['data']): void
  /** The stream begins anew; `cursor` is where it stands. */
  reset(cursor: number): void
}

/** Hands what happens to those who listen: found by session or tenant, so that others cost nothing. */
export class Hub {
  private readonly ring = new Ring()
  private readonly bySession = new Map<string, Set<Listener>>()
  private readonly byTenant = new Map<string, Set<Listener>>()
  private readonly missed: Missed
  private listeners = 0
  private unlisten: (() => void)[] = []
  private unwatchLive: (() => void)[] = []

  constructor(
    private readonly feed: Feed,
    private readonly bus: Bus,
    private readonly log: Logger,
  ) {
    this.missed = new Missed(bus, this.ring)
  }

  onModuleInit(): void {
    this.unlisten = [this.feed.listen((event) => this.take(event))]
    this.feed.onReset(() => this.reset())
  }

  onApplicationShutdown(): void {
    for (const stop of [...this.unlisten, ...this.unwatchLive]) stop()
  }

  /** Where the stream stands, as this process has heard it; null while that is not known. */
  get cursor(): number | null {
    const { sequence } = this.feed
    return sequence > 0 || this.bus.isReady() ? sequence : null
  }

  /** Where it stands, as soon as that is known. Rejects when the bus does not come within a moment. */
  async position(): Promise<number> {
    if (this.cursor === null) await this.bus.ready(BUS_LIMIT_MS)
    return this.cursor ?? 0
  }

  /** Lets somebody hear, what they missed first. Rejects when that cannot be read. */
  async join(listener: Listener): Promise<void> {
    const set = this.setOf(listener.subscription.scope)
    set.add(listener)
    this.listeners += 1
    if (this.listeners === 1) this.watchLive()
    await this.catchUp(listener)
  }

  leave(listener: Listener): void {
    const { scope } = listener.subscription
    const set = this.setOf(scope)
    if (!set.delete(listener)) return
    if (set.size === 0) {
      if (scope.session === null) this.byTenant.delete(scope.tenant)
      else this.bySession.delete(scope.session)
    }
    this.listeners -= 1
    if (this.listeners > 0) return
    for (const stop of this.unwatchLive.splice(0)) stop()
  }

  private async catchUp({ subscription }: Listener): Promise<void> {
    const isUpToDate = subscription.cursor >= (this.cursor ?? Infinity) && !subscription.isReadingBack
    if (!(await subscription.catchUp(isUpToDate ? [] : await this.missed.by(subscription)))) {
      this.log.warn({ session: subscription.scope.session }, 'a reply left that the stream does not hold any more')
    }
  }

  private take(event: StoredEvent): void {
    if (event.isSentAgain) return
    this.ring.add(event, Date.now())
    if (this.listeners === 0) return
    let frames: ReturnType<typeof operatorFrames> | undefined
    const shared = () => (frames ??= operatorFrames(event))
    for (const listener of this.listenersOf(event.tenant, event.session)) {
      if (!this.deliver(listener, event, shared)) void this.readBack(listener, event)
    }
  }

  /** False when the listener needs to read what came before. A broken event is nobody's fault who listens. */
  private deliver({ subscription }: Listener, event: StoredEvent, shared: () => ReturnType<typeof operatorFrames>) {
    try {
      return subscription.take(event, shared)
    } catch (error) {
      this.log.error({ err: error, event: event.name, sequence: event.sequence }, 'an event cannot be shown')
      return true
    }
  }

  /** A reply leaves that was made before this listener came: what led to it is read first. */
  private async readBack(listener: Listener, event: StoredEvent): Promise<void> {
    listener.subscription.readBack(event)
    try {
      await this.catchUp(listener)
    } catch (error) {
      this.log.warn({ err: error }, 'what came before cannot be read now')
      listener.reset(this.cursor ?? 0)
    }
  }

  private *listenersOf(tenant: string, session: string | null): Iterable<Listener> {
    for (const listener of (session !== null && this.bySession.get(session)) || []) {
      if (listener.subscription.scope.tenant === tenant) yield listener
    }
    yield* this.byTenant.get(tenant) ?? []
  }

  private setOf({ tenant, session }: Scope): Set<Listener> {
    const [map, key] = session === null ? [this.byTenant, tenant] : [this.bySession, session]
    const known = map.get(key)
    if (known) return known
    const made = new Set<Listener>()
    map.set(key, made)
    return made
  }

  /** Live frames are read while somebody listens: one subscription for each kind. */
  private watchLive(): void {
    this.unwatchLive = [
      this.bus.subscribeLive(liveReply, ({ data }) => {
        for (const listener of this.listenersOf(data.tenant, data.session)) listener.reply(data)
      }),
      this.bus.subscribeLive(liveAudio, ({ data }) => {
        for (const listener of this.listenersOf(data.tenant, data.session)) listener.audio(data)
      }),
    ]
  }

  private reset(): void {
    this.ring.clear()
    for (const set of [...this.bySession.values(), ...this.byTenant.values()]) {
      for (const listener of set) {
        listener.subscription.reset()
        listener.reset(this.cursor ?? 0)
      }
    }
  }
}
