import { Bus, type Bucket, BusUnavailableError, RetryLaterError } from '@repartee/bus'
import { SENDS } from '@repartee/contracts'
import { LRUCache } from 'lru-cache'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Letter } from './sender.ts'
import { sendMark, type SendMark } from '../send-mark.ts'

const REMEMBERED = 10_000
const ATTEMPTS = 8
const AGAIN_MS = 250

export interface Begun {
  /** Nothing was handed to the provider under this attempt yet. */
  readonly isNew: boolean
  readonly mark: SendMark
  readonly revision: number
}

/** The marks of our sends: one for each reply, made before it leaves and settled after. */
export class Marks {
  private readonly bucket: Bucket<SendMark>
  /** Replies that this process settled: the one before need not be looked up. */
  private readonly settled = new LRUCache<string, true>({ max: REMEMBERED })
  /** Attempts that this process wrote without hearing whether they stand: it has handed nothing over under them. */
  private readonly unheard = new LRUCache<string, string>({ max: REMEMBERED })

  constructor(private readonly bus: Bus) {
    this.bucket = bus.kv(SENDS, sendMark)
  }

  /** Makes the mark, or finds the one that is there already. */
  async begin({ tenant, session, turn, reply }: Letter, parts: number, now: string): Promise<Begun> {
    const unused = this.unheard.get(reply.id)
    const attempt = unused ?? randomUUID()
    const mark: SendMark = {
      tenant,
      session,
      turn,
      outcome: 'sending',
      parts,
      left: 0,
      providerIds: [],
      receipt: null,
      began: now,
      at: now,
      attempts: 1,
      attempt,
      detail: '',
    }
    this.unheard.set(reply.id, attempt)
    const revision = await this.bucket.createUnused(reply.id, mark)
    if (revision !== null) {
      this.unheard.delete(reply.id)
      return { isNew: true, mark, revision }
    }
    const stored = await this.bucket.get(reply.id)
    if (stored === null) throw new RetryLaterError('the mark of a send is just being written', { delayMs: 100 })
    this.unheard.delete(reply.id)
    const isNew = stored.value.outcome === 'sending' && stored.value.attempt === unused
    return { isNew, mark: stored.value, revision: stored.revision }
  }

  /** Begins one more attempt, unless something else has become known of the send. */
  async again(reply: string, begun: Begun, now: string): Promise<Begun> {
    const attempt = randomUUID()
    this.unheard.set(reply, attempt)
    const again = await this.change(reply, begun, (before) =>
      before.outcome === 'sending' && before.attempts === begun.mark.attempts
        ? { ...before, attempts: before.attempts + 1, attempt, at: now }
        : before,
    )
    this.unheard.delete(reply)
    // Who else began it has it.
    return { ...again, isNew: again.mark.attempt === attempt }
  }

  /** Writes how far a send has come, and keeps what receipts have written meanwhile. */
  async change(reply: string, begun: Begun, change: (mark: SendMark) => SendMark): Promise<Begun> {
    let { mark, revision } = begun
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const next = change(mark)
      const written = next === mark ? revision : await this.bucket.update(reply, next, revision)
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

  /** `change` for what the provider has said, which must not get lost: NATS may be away for as long as `signal` lets it. */
  async changeSurely(
    reply: string,
    begun: Begun,
    change: (mark: SendMark) => SendMark,
    signal: AbortSignal,
  ): Promise<Begun> {
    for (;;) {
      try {
        return await this.change(reply, begun, change)
      } catch (error) {
        if (!(error instanceof BusUnavailableError) || signal.aborted) throw error
        await pause(AGAIN_MS, undefined, { signal })
      }
    }
  }

  /** Says that a send is still on its way, to other replicas that may find its mark. */
  async touch(reply: string, now: string): Promise<void> {
    try {
      const stored = await this.bucket.get(reply)
      if (stored?.value.outcome !== 'sending') return
      await this.bucket.update(reply, { ...stored.value, at: now }, stored.revision)
    } catch (error) {
      // Without NATS nobody else finds the mark either.
      if (!(error instanceof BusUnavailableError)) throw error
    }
  }

  /** Since when this process has heard what others write, in milliseconds since 1970. */
  get heardSinceMs(): number {
    return this.bus.connectedAtMs
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
