import { RetryLaterError, type Incoming } from '@repartee/bus'
import {
  outgoing,
  replyBlocked,
  replyHeld,
  replySent,
  type Outgoing,
  type ReplyCompleted,
  type replyCompleted,
} from '@repartee/contracts'
import { Packs } from '@repartee/packs'
import { SessionStore } from '@repartee/session'
import { attributeNames, count, spanNames, withSpan, type Logger } from '@repartee/telemetry'
import { judge, type Standing, type Verdict } from '../core/gate.ts'
import { wallClock } from '../core/wall-clock.ts'
import type { SendMark } from '../send-mark.ts'
import { Delivery, type Delivered } from './delivery.ts'
import { Marks, type Begun } from './marks.ts'
import { RecentChanges } from './recent-changes.ts'

const FRESH_MS = 2000
const ORDER_RETRY_MS = 250
const ORDER_LIMIT_MS = 10_000
const RECEIPT_WAIT_MS = 5000
const MOST_ATTEMPTS = 2

type Refusal = Extract<Delivered, { outcome: 'refused' }>['reason'] | 'unknown_outcome'

/** The one way out: every reply passes here at the moment of sending, and its verdict is an event. */
export class Gate {
  constructor(
    private readonly marks: Marks,
    private readonly delivery: Delivery,
    private readonly changes: RecentChanges,
    private readonly sessions: SessionStore,
    private readonly packs: Packs,
    private readonly log: Logger,
  ) {}

  /** Sends, holds or blocks a reply. Throws RetryLaterError while the one before is under way or the provider says wait. */
  async pass(incoming: Incoming<typeof replyCompleted>): Promise<Outgoing[]> {
    const completed = incoming.data
    await this.waitForPrevious(incoming)
    const verdict = judge(await this.standing(incoming))
    if (verdict.do === 'hold') return [this.held(completed, verdict)]
    const begun = await this.marks.begin(completed, new Date().toISOString())
    const { mark } = begun
    if (mark.outcome === 'sent') return [this.sent(completed, mark)]
    if (mark.outcome === 'blocked' || mark.outcome === 'unknown') return [this.blockedAgain(completed, mark)]
    if (verdict.do === 'block') return [await this.block(completed, begun, verdict.reason, verdict.detail)]
    if (!begun.isNew) await this.takeUp(completed, begun)
    return this.send(completed, begun, incoming.signal)
  }

  /** Replies leave in the order of their turns; one that is stuck holds the next for at most ten seconds. */
  private async waitForPrevious({ data, publishedAtMs }: Incoming<typeof replyCompleted>): Promise<void> {
    if (data.previousReply === null || (await this.marks.isSettled(data.previousReply))) return
    if (Date.now() - publishedAtMs > ORDER_LIMIT_MS) return
    throw new RetryLaterError('the reply before has not left yet', { delayMs: ORDER_RETRY_MS })
  }

  /** A fresh reply was closed under the lease that still stands, unless this replica has heard of a change; else the session is read. */
  private async standing({ data, deliveryCount }: Incoming<typeof replyCompleted>): Promise<Standing> {
    const now = new Date()
    const isFresh = deliveryCount === 1 && now.getTime() - Date.parse(data.completedAt) < FRESH_MS
    const isKnown = isFresh && data.kind !== 'followup' && !this.changes.has(data.session)
    const session = isKnown ? null : await this.sessions.get(data.tenant, data.session)
    return {
      kind: data.kind,
      channel: data.address.channel,
      consent: data.consent,
      leaseHolder: session?.lease.holder ?? 'ai',
      optedOut: session?.optedOut ?? false,
      lastInboundAt: session?.lastInboundAt ?? null,
      now: now.toISOString(),
      clock: wallClock(now, data.settings.timeZone),
      quietHours: this.packs.of(data.settings).followUps.quietHours,
    }
  }

  /** A send whose outcome nobody noted: a receipt may tell; if none does within five seconds it is sent once more. */
  private async takeUp(completed: ReplyCompleted, { mark, revision }: Begun): Promise<void> {
    if (mark.attempts === 0) return
    const waitedMs = Date.now() - Date.parse(mark.at)
    if (waitedMs < RECEIPT_WAIT_MS) {
      throw new RetryLaterError('a receipt may tell whether it has left', { delayMs: RECEIPT_WAIT_MS - waitedMs })
    }
    this.log.warn({ attempts: mark.attempts, revision }, 'nobody knows whether a reply has left')
    count('repartee_sends_total', { channel: completed.address.channel, verdict: 'taken_up' })
  }

  private async send(completed: ReplyCompleted, begun: Begun, signal: AbortSignal): Promise<Outgoing[]> {
    if (!begun.isNew && begun.mark.attempts >= MOST_ATTEMPTS) {
      return [
        await this.block(completed, begun, 'unknown_outcome', 'the provider did not say whether it took the reply'),
      ]
    }
    const again = begun.isNew ? begun : await this.countAttempt(completed, begun)
    const { channel } = completed.address
    const delivered = await withSpan(spanNames.send, { attributes: { [attributeNames.channel]: channel } }, () =>
      this.delivery.deliver(completed, again.mark.providerIds, signal),
    )
    const withIds = (before: SendMark): SendMark => ({
      ...before,
      providerIds: [...new Set([...before.providerIds, ...delivered.providerIds])],
    })
    switch (delivered.outcome) {
      case 'delivered': {
        const mark = await this.marks.settle(completed.reply.id, again, (before) => ({
          ...withIds(before),
          outcome: 'sent',
        }))
        return [this.sent(completed, mark, delivered.as)]
      }
      case 'wait':
        // It has certainly not left: the mark begins anew when it is tried again.
        await this.marks.settle(completed.reply.id, again, (before) => ({
          ...before,
          at: new Date(0).toISOString(),
          attempts: 0,
        }))
        count('repartee_sends_total', { channel, verdict: 'wait' })
        throw new RetryLaterError(`the provider says wait: ${delivered.detail}`, { delayMs: delivered.delayMs })
      case 'unknown':
        await this.marks.settle(completed.reply.id, again, withIds)
        throw new RetryLaterError(`nobody knows whether the reply has left: ${delivered.detail}`, {
          delayMs: RECEIPT_WAIT_MS,
        })
      case 'refused':
        if (delivered.reason === 'not_authorised') {
          this.log.error(
            { channel, account: completed.address.account, detail: delivered.detail },
            'the provider does not let us send: check its access token',
          )
        }
        return [await this.block(completed, again, delivered.reason, delivered.detail)]
    }
  }

  private async countAttempt(completed: ReplyCompleted, begun: Begun): Promise<Begun> {
    await this.marks.settle(completed.reply.id, begun, (before) => ({
      ...before,
      attempts: before.attempts + 1,
      at: new Date().toISOString(),
    }))
    const next = await this.marks.begin(completed, begun.mark.at)
    return { ...next, isNew: false }
  }

  private sent(
    completed: ReplyCompleted,
    mark: SendMark,
    as?: 'text' | 'interactive' | 'speech' | 'web' | 'template',
  ): Outgoing {
    const { address, kind, reply } = completed
    count('repartee_sends_total', { channel: address.channel, verdict: 'sent' })
    const guess = reply.choices.length > 0 ? 'interactive' : 'text'
    return outgoing(replySent, {
      ...referenceOf(completed),
      kind,
      as: as ?? (address.channel === 'phone' ? 'speech' : address.channel === 'web' ? 'web' : guess),
      providerIds: mark.providerIds,
    })
  }

  private async block(
    completed: ReplyCompleted,
    begun: Begun,
    reason: Extract<Verdict, { do: 'block' }>['reason'] | Refusal,
    detail: string,
  ): Promise<Outgoing> {
    const outcome = reason === 'unknown_outcome' ? 'unknown' : 'blocked'
    await this.marks.settle(completed.reply.id, begun, (before) => ({
      ...before,
      outcome,
      detail: `${reason}: ${detail}`,
    }))
    count('repartee_sends_total', { channel: completed.address.channel, verdict: reason })
    return outgoing(replyBlocked, { ...referenceOf(completed), reason, detail })
  }

  private blockedAgain(completed: ReplyCompleted, mark: SendMark): Outgoing {
    const [reason = '', ...detail] = mark.detail.split(': ')
    const known = replyBlocked.payload.shape.reason.safeParse(reason)
    return outgoing(replyBlocked, {
      ...referenceOf(completed),
      reason: known.success ? known.data : 'unknown_outcome',
      detail: detail.join(': '),
    })
  }

  private held(completed: ReplyCompleted, { forMinutes, reason }: Extract<Verdict, { do: 'hold' }>): Outgoing {
    count('repartee_sends_total', { channel: completed.address.channel, verdict: 'held' })
    const until = new Date(Date.now() + forMinutes * 60_000).toISOString()
    return outgoing(replyHeld, { ...referenceOf(completed), until, reason, occurrence: completed.occurrence })
  }
}

function referenceOf({ tenant, session, turn, reply }: ReplyCompleted) {
  return { tenant, session, turn, reply: reply.id, at: new Date().toISOString() }
}
