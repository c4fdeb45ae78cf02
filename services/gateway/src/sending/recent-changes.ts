import { sessionOptedOut, sessionReleased, sessionTakenOver } from '@repartee/contracts'
import { LRUCache } from 'lru-cache'
import { Feed } from '../feed/feed.ts'

const KEPT = 10_000
const KEPT_MS = 60_000

/** Sessions whose lease or consent changed in the last minute: what a fresh reply could not know when it was closed. */
export class RecentChanges {
  private readonly sessions = new LRUCache<string, true>({ max: KEPT, ttl: KEPT_MS })
  private unlisten: () => void = () => undefined

  constructor(private readonly feed: Feed) {}

  onModuleInit(): void {
    this.unlisten = this.feed.listen((event) => {
      const isChange = event.is(sessionTakenOver) || event.is(sessionReleased) || event.is(sessionOptedOut)
      if (isChange && event.session !== null) this.sessions.set(event.session, true)
    })
  }

  onApplicationShutdown(): void {
    this.unlisten()
  }

  has(session: string): boolean {
    return this.sessions.has(session)
  }
}
