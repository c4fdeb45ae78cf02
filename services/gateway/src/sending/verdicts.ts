import { replyBlocked, replySent } from '@repartee/contracts'
import type { Feed } from '../feed/feed.ts'
import type { Marks } from './marks.ts'

/** What the gate said about replies, for those who wait for it. */
export class Verdicts {
  constructor(
    private readonly feed: Feed,
    private readonly marks: Marks,
  ) {}

  /** Has the reply left? Waits up to `timeoutMs`; null when that is not known by then. */
  async of(session: string, reply: string, timeoutMs: number): Promise<boolean | null> {
    const { promise, resolve } = Promise.withResolvers<boolean | null>()
    const unlisten = this.feed.listen((event) => {
      if (event.session !== session) return
      if (event.is(replySent) && event.data().reply === reply) resolve(true)
      if (event.is(replyBlocked) && event.data().reply === reply) resolve(false)
    })
    const timer = setTimeout(() => resolve(null), timeoutMs)
    try {
      const outcome = await this.marks.outcomeOf(reply)
      if (outcome === 'sent') return true
      if (outcome === 'blocked' || outcome === 'unknown') return false
      return await promise
    } finally {
      clearTimeout(timer)
      unlisten()
    }
  }
}
