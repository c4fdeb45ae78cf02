import { Bus, type Bucket, RetryLaterError } from '@repartee/bus'
import { SENDS } from '@repartee/contracts'
import { LRUCache } from 'lru-cache'
import type { Letter } from './sender.ts'
import { sendMark, type SendMark } from '../send-mark.ts'

const REMEMBERED = 10_000
const ATTEMPTS = 8

export interface Begun {
  readonly isNew: boolean
  readonly mark: SendMark
  readonly revision: number
}

/** The marks of our sends: one for each reply, made before it leaves and settled after. */
export class Marks {
  private readonly bucket: Bucket<SendMark>
  /** Replies that this process settled: the one before need not be looked up. */
  private readonly settled = new LRUCache<string, true>({ max: REMEMBERED })

  constructor(bus: Bus) {
    this.bucket = bus.kv(SENDS, sendMark)
  }

  /** Makes the mark, or finds the one that is there already. */
  async begin({ tenant, session, turn, reply }: Letter, now: string): Promise<Begun> {
    const mark: SendMark = {
      tenant,
      session,
      turn,
      outcome: 'sending',
      providerIds: [],
      receipt: null,
      at: now,
      attempts: 1,
      detail: '',
    }
    const revision = await this.bucket.createUnused(reply.id, mark)
    if (revision !== null) return { isNew: true, mark, revision }
    const stored = await this.bucket.get(reply.id)
    if (stored === null) throw new RetryLaterError('the mark of a send is just being written', { delayMs: 100 })
    return { isNew: false, mark: stored.value, revision: stored.revision }
  }

  /** Writes how far a send has come, and keeps what receipts have written meanwhile. */
  async change(reply: string, begun: Begun, change: (mark: SendMark) => SendMark): Promise<Begun> {
    let { mark, revision } = begun
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const next = change(mark)
      const written = await this.bucket.update(reply, next, revision)
      if (written !== null) {
        if (next.outcome !== 'sending') this.settled.set(reply, true)
        return { isNew: false, mark: next, revision: written }
      }
      const stored = await this.bucket.get(reply)
      if (stored === null) throw new RetryLaterError('the mark of a send is gone', { delayMs: 1000 })
      mark = stored.value
      revision = stored.revision
    }
    throw new RetryLaterError('the mark of a send was written by others again and again', { delayMs: 500 })
  }

  /** Has the reply left, or been refused for good? */
  async isSettled(reply: string): Promise<boolean> {
    if (this.settled.has(reply)) return true
    const outcome = await this.outcomeOf(reply)
    const isSettled = outcome !== null && outcome !== 'sending'
    if (isSettled) this.settled.set(reply, true)
    return isSettled
  }

  /** How far the send of a reply has come; null before it began. */
  async outcomeOf(reply: string): Promise<SendMark['outcome'] | null> {
    return (await this.bucket.get(reply))?.value.outcome ?? null
  }
}
