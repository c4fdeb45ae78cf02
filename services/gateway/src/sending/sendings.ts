import { RetryLaterError } from '@repartee/bus'
import { type Payload, replyBlocked } from '@repartee/contracts'
import { attributeNames, count, spanNames, withSpan, type Logger } from '@repartee/telemetry'
import type { Verdict } from '../core/gate.ts'
import type { Intake } from '../intake/intake.ts'
import { type SendMark, withLeft } from '../send-mark.ts'
import { type Delivered, type Delivery, partsOf } from './delivery.ts'
import type { Flights } from './flights.ts'
import type { Begun, Marks } from './marks.ts'
import type { Letter } from './sender.ts'

const RECEIPT_WAIT_MS = 5000
/** While the spool holds receipts they may tell; this soon it is looked at again. */
const SPOOL_LOOK_MS = 1000
const MOST_ATTEMPTS = 2
/** A provider that has hung for so long will not answer any more; what it did then is known within a minute. */
const ANSWER_LIMIT_MS = 40_000
const LAST_ANSWER_LIMIT_MS = 10_000

type Reason = Payload<typeof replyBlocked>['reason']
type Leave = Extract<Verdict, { do: 'send' | 'block' }>

/** How the send of a letter ended. */
export type Ended =
  | { readonly outcome: 'sent'; readonly at: string; readonly providerIds: readonly string[] }
  | { readonly outcome: 'blocked'; readonly at: string; readonly reason: Reason; readonly detail: string }

/**
 * Sends each letter once, as far as the provider allows: its mark is made before and settled after. On the way of a healthy
 * send these two are all that is written.
 */
export class Sendings {
  private readonly stopping = new AbortController()
  private spooledAtMs = 0

  constructor(
    private readonly marks: Marks,
    private readonly flights: Flights,
    private readonly delivery: Delivery,
    private readonly intake: Intake,
    private readonly log: Logger,
  ) {}

  onApplicationShutdown(): void {
    this.stopping.abort()
  }

  /** Sends a letter, or notes that it may not leave; one that is settled already stays as it is. Throws RetryLaterError while it is under way. */
  async settle(letter: Letter, verdict: Leave): Promise<Ended> {
    const flying = this.flights.rejoin(letter.reply.id)
    if (flying !== undefined) return flying
    const begun = await this.marks.begin(letter, partsOf(letter).length, new Date().toISOString())
    const { mark } = begun
    if (mark.outcome !== 'sending') return endOf(mark)
    // What may have left already is not called blocked.
    const hasMaybeLeft = !begun.isNew && (mark.attempts > 0 || mark.left > 0)
    if (verdict.do === 'block' && !hasMaybeLeft) return this.block(letter, begun, verdict.reason, verdict.detail)
    if (begun.isNew) return this.send(letter, begun)
    return this.takeUp(letter, begun, verdict)
  }

  /** A send whose outcome nobody noted: a receipt may tell, else the provider; if neither does it is sent once more. */
  private async takeUp(letter: Letter, begun: Begun, verdict: Leave): Promise<Ended> {
    const { mark } = begun
    if (mark.attempts > 0) {
      this.waitForReceipts(mark)
      const { channel } = letter.address
      this.log.warn({ attempts: mark.attempts, channel }, 'nobody knows whether a reply has left')
      count('repartee_sends_total', { channel, verdict: 'taken_up' })
      const found = await this.askProvider(letter, begun)
      if (found.mark.outcome !== 'sending') return endOf(found.mark)
      if (mark.attempts >= MOST_ATTEMPTS || verdict.do === 'block') {
        return this.block(letter, found, 'unknown_outcome', 'the provider did not say whether it took the reply')
      }
    }
    const again = await this.marks.again(letter.reply.id, begun, new Date().toISOString())
    if (again.mark.outcome !== 'sending') return endOf(again.mark)
    if (!again.isNew) throw new RetryLaterError('somebody else sends it', { delayMs: RECEIPT_WAIT_MS })
    return this.send(letter, again)
  }

  /** Receipts get their time: from the last sign of the send, from the moment when we could hear, and while they are spooled. */
  private waitForReceipts(mark: SendMark): void {
    const now = Date.now()
    if (this.intake.isSpooling) {
      this.spooledAtMs = now
      throw new RetryLaterError('receipts wait in the spool', { delayMs: SPOOL_LOOK_MS })
    }
    const sinceMs = Math.max(Date.parse(mark.at), this.marks.heardSinceMs, this.spooledAtMs)
    const delayMs = sinceMs + RECEIPT_WAIT_MS - now
    if (delayMs > 0) throw new RetryLaterError('a receipt may tell whether it has left', { delayMs })
  }

  /** Writes what the provider itself tells of a part whose send was never answered, where one can ask it. */
  private async askProvider(letter: Letter, begun: Begun): Promise<Begun> {
    const { mark } = begun
    const providerId = await this.delivery.find(letter, mark)
    if (providerId === null) return begun
    const left = Math.min(mark.left + 1, mark.parts)
    return this.note(letter, begun, (before) => withLeft(before, { left, providerIds: [providerId] }))
  }

  private send(letter: Letter, begun: Begun): Promise<Ended> {
    const { id } = letter.reply
    return this.flights.board(
      id,
      () => this.attempt(letter, begun),
      () => this.marks.touch(id, new Date().toISOString()),
    )
  }

  private async attempt(letter: Letter, begun: Begun): Promise<Ended> {
    const delivered = await this.deliver(letter, begun)
    const gone = (before: SendMark) => withLeft(before, delivered)
    switch (delivered.outcome) {
      case 'delivered': {
        const { mark } = await this.note(letter, begun, (before) => ({ ...gone(before), outcome: 'sent' }))
        return endOf(mark)
      }
      case 'wait':
        // It has certainly not left: when it is tried again, that is the first time.
        await this.note(letter, begun, (before) => ({ ...gone(before), attempts: 0 }))
        count('repartee_sends_total', { channel: letter.address.channel, verdict: 'wait' })
        throw new RetryLaterError(`the provider says wait: ${delivered.detail}`, { delayMs: delivered.delayMs })
      case 'unknown': {
        const at = new Date().toISOString()
        const { mark } = await this.note(letter, begun, (before) => ({ ...gone(before), at }))
        if (mark.outcome === 'sent') return endOf(mark)
        throw new RetryLaterError(`nobody knows whether the reply has left: ${delivered.detail}`, {
          delayMs: RECEIPT_WAIT_MS,
        })
      }
      case 'refused':
        return this.refused(letter, begun, delivered)
    }
  }

  private deliver(letter: Letter, { mark }: Begun): Promise<Delivered> {
    const attributes = { [attributeNames.channel]: letter.address.channel }
    const limitMs = mark.attempts < MOST_ATTEMPTS ? ANSWER_LIMIT_MS : LAST_ANSWER_LIMIT_MS
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(limitMs)])
    return withSpan(spanNames.send, { kind: 'client', attributes }, () =>
      this.delivery.deliver(letter, mark.left, signal),
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
    const { mark } = await this.note(letter, begun, (before) =>
      // A receipt may have come at the last moment.
      before.outcome === 'sent' ? before : { ...before, outcome, detail: `${reason}: ${detail}` },
    )
    return endOf(mark)
  }

  private note(letter: Letter, begun: Begun, change: (mark: SendMark) => SendMark): Promise<Begun> {
    return this.marks.changeSurely(letter.reply.id, begun, change, this.stopping.signal)
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
