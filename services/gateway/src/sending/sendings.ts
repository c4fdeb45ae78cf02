import { RetryLaterError } from '@repartee/bus'
import { type Payload, replyBlocked } from '@repartee/contracts'
import { attributeNames, count, spanNames, withSpan, type Logger } from '@repartee/telemetry'
import type { Verdict } from '../core/gate.ts'
import type { SendMark } from '../send-mark.ts'
import type { Delivered, Delivery } from './delivery.ts'
import type { Begun, Marks } from './marks.ts'
import type { Letter } from './sender.ts'

const RECEIPT_WAIT_MS = 5000
const MOST_ATTEMPTS = 2

type Reason = Payload<typeof replyBlocked>['reason']

/** How the send of a letter ended. */
export type Ended =
  | { readonly outcome: 'sent'; readonly at: string; readonly providerIds: readonly string[] }
  | { readonly outcome: 'blocked'; readonly at: string; readonly reason: Reason; readonly detail: string }

/**
 * Sends each letter once, as far as the provider allows: its mark is made before and settled after. On the way of a healthy
 * send these two are all that is written.
 */
export class Sendings {
  constructor(
    private readonly marks: Marks,
    private readonly delivery: Delivery,
    private readonly log: Logger,
  ) {}

  /** Sends a letter, or notes that it may not leave; one that is settled already stays as it is. Throws RetryLaterError while it is under way. */
  async settle(
    letter: Letter,
    verdict: Extract<Verdict, { do: 'send' | 'block' }>,
    signal: AbortSignal,
  ): Promise<Ended> {
    const begun = await this.marks.begin(letter, new Date().toISOString())
    const { mark } = begun
    if (mark.outcome !== 'sending') return endOf(mark)
    // What may have left already is not called blocked.
    const hasMaybeLeft = !begun.isNew && (mark.attempts > 0 || mark.providerIds.length > 0)
    if (verdict.do === 'block' && !hasMaybeLeft) return this.block(letter, begun, verdict.reason, verdict.detail)
    if (begun.isNew) return this.send(letter, begun, signal)
    return this.takeUp(letter, begun, verdict, signal)
  }

  /** A send whose outcome nobody noted: a receipt may tell; if none does within five seconds it is sent once more. */
  private async takeUp(
    letter: Letter,
    begun: Begun,
    verdict: Extract<Verdict, { do: 'send' | 'block' }>,
    signal: AbortSignal,
  ): Promise<Ended> {
    const { mark } = begun
    if (mark.attempts > 0) {
      const waitedMs = Date.now() - Date.parse(mark.at)
      if (waitedMs < RECEIPT_WAIT_MS) {
        throw new RetryLaterError('a receipt may tell whether it has left', { delayMs: RECEIPT_WAIT_MS - waitedMs })
      }
      this.log.warn({ attempts: mark.attempts }, 'nobody knows whether a reply has left')
      count('repartee_sends_total', { channel: letter.address.channel, verdict: 'taken_up' })
      if (mark.attempts >= MOST_ATTEMPTS || verdict.do === 'block') {
        return this.block(letter, begun, 'unknown_outcome', 'the provider did not say whether it took the reply')
      }
    }
    const again = await this.marks.change(letter.reply.id, begun, (before) => ({
      ...before,
      attempts: before.attempts + 1,
      at: new Date().toISOString(),
    }))
    // A receipt has settled it meanwhile.
    return again.mark.outcome === 'sending' ? this.send(letter, again, signal) : endOf(again.mark)
  }

  private async send(letter: Letter, begun: Begun, signal: AbortSignal): Promise<Ended> {
    const { id } = letter.reply
    const delivered = await this.deliver(letter, begun, signal)
    const withIds = (before: SendMark): SendMark => ({
      ...before,
      providerIds: [...new Set([...before.providerIds, ...delivered.providerIds])],
    })
    switch (delivered.outcome) {
      case 'delivered': {
        const { mark } = await this.marks.change(id, begun, (before) => ({ ...withIds(before), outcome: 'sent' }))
        return endOf(mark)
      }
      case 'wait':
        // It has certainly not left: when it is tried again, that is the first time.
        await this.marks.change(id, begun, (before) => ({ ...withIds(before), attempts: 0 }))
        count('repartee_sends_total', { channel: letter.address.channel, verdict: 'wait' })
        throw new RetryLaterError(`the provider says wait: ${delivered.detail}`, { delayMs: delivered.delayMs })
      case 'unknown': {
        const { mark } = await this.marks.change(id, begun, withIds)
        if (mark.outcome === 'sent') return endOf(mark)
        throw new RetryLaterError(`nobody knows whether the reply has left: ${delivered.detail}`, {
          delayMs: RECEIPT_WAIT_MS,
        })
      }
      case 'refused':
        return this.refused(letter, begun, delivered)
    }
  }

  private deliver(letter: Letter, { mark }: Begun, signal: AbortSignal): Promise<Delivered> {
    const attributes = { [attributeNames.channel]: letter.address.channel }
    return withSpan(spanNames.send, { kind: 'client', attributes }, () =>
      this.delivery.deliver(letter, mark.providerIds, signal),
    )
  }

  private refused(letter: Letter, begun: Begun, { reason, detail }: Extract<Delivered, { outcome: 'refused' }>) {
    if (reason === 'not_authorised') {
      const { channel, account } = letter.address
      this.log.error({ channel, account, detail }, 'the provider does not let us send: check its access token')
    }
    return this.block(letter, begun, reason, detail)
  }

  private async block(letter: Letter, begun: Begun, reason: Reason, detail: string): Promise<Ended> {
    const outcome = reason === 'unknown_outcome' ? 'unknown' : 'blocked'
    const { mark } = await this.marks.change(letter.reply.id, begun, (before) =>
      // A receipt may have come at the last moment.
      before.outcome === 'sent' ? before : { ...before, outcome, detail: `${reason}: ${detail}` },
    )
    return endOf(mark)
  }
}

function endOf({ outcome, at, providerIds, detail }: SendMark): Ended {
  if (outcome === 'sent') return { outcome, at, providerIds }
  const [reason, ...rest] = detail.split(': ')
  const known = replyBlocked.payload.shape.reason.safeParse(reason)
  return {
    outcome: 'blocked',
    at,
    reason: known.success ? known.data : 'unknown_outcome',
    detail: rest.join(': '),
  }
}
