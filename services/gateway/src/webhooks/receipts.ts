import { Bus, type Bucket, BusUnavailableError } from '@repartee/bus'
import {
  type Channel,
  outgoing,
  type Outgoing,
  type ProviderReceipt,
  receiptKept,
  replyDelivered,
  replyFailed,
  replyRead,
  SENDS,
} from '@repartee/contracts'
import type { Redis } from '@repartee/service'
import { sessionIdOf } from '@repartee/session'
import { count, type Logger } from '@repartee/telemetry'
import type { GatewayConfig } from '../config.ts'
import type { ReadStatus } from '../core/reading.ts'
import { movesForward } from '../core/receipts.ts'
import type { Instance } from '../instances/instance.ts'
import { addressOf, Intake } from '../intake/intake.ts'
import { readTravellingId, sendMark, type SendMark, withLeft } from '../send-mark.ts'

const events = { delivered: replyDelivered, read: replyRead, failed: replyFailed }
const ATTEMPTS = 8

/** The key under which Redis knows what travelled with a provider's message, for receipts that do not say it. */
export const sentKey = (instance: string, providerId: string) => `sent:${instance}:${providerId}`

/** What a receipt is about: where its session is known, and whose instance it came to. */
interface Place {
  readonly tenant: string
  readonly session: string | null
  readonly instance: string
  readonly channel: Channel
}

/** Receipts of what we sent: noted on the send's mark, and told when they move it forward. */
export class Receipts {
  private readonly marks: Bucket<SendMark>

  constructor(
    private readonly intake: Intake,
    private readonly redis: Redis,
    private readonly bus: Bus,
    config: GatewayConfig,
    private readonly log: Logger,
  ) {
    this.marks = bus.kv(SENDS, sendMark, { timeoutMs: config.PUBLISH_TIMEOUT_MS })
  }

  /**
   * Takes one receipt; the same one again changes nothing. While its mark cannot be reached it is kept, so that it is noted
   * before anybody sends again. Throws a Problem with 503 when it can not be stored.
   */
  async take(instance: Instance, status: ReadStatus, receivedAt: string): Promise<void> {
    const { to, ...receipt } = status
    const session = to && sessionIdOf(instance.tenant, instance.name, addressOf(instance, to))
    const place = { tenant: instance.tenant, session, instance: instance.name, channel: instance.channel }
    if (!this.bus.isReady() && (await this.keep(place, receipt, receivedAt))) return
    try {
      const told = await this.note(place, receipt, receivedAt)
      for (const { event, id } of told) await this.intake.store(event, id, 'any_order')
    } catch (error) {
      if (!(error instanceof BusUnavailableError) || !(await this.keep(place, receipt, receivedAt))) throw error
    }
  }

  /** The events of a receipt that is news, under ids that a repetition has too. Throws BusUnavailableError when its mark cannot be reached. */
  async note(place: Place, receipt: ProviderReceipt, receivedAt: string): Promise<{ event: Outgoing; id: string }[]> {
    const sent = await this.sendOf(place, receipt)
    const { channel } = place
    if (sent === null) return nothing(channel, 'not_ours')
    const noted = await this.noteOnMark(sent, receipt)
    if (noted === 'stale') return nothing(channel, 'stale')
    count('repartee_receipts_total', { channel, result: receipt.status })
    const { status, providerId, detail, at } = receipt
    if (status === 'sent') return []
    const { tenant, session, turn } = noted ?? { ...place, turn: null }
    if (session === null) return nothing(channel, 'no_session')
    const payload = { tenant, session, turn, reply: sent.reply, at: at ?? receivedAt, providerId, detail }
    return [{ event: outgoing(events[status], payload), id: `${sent.reply}:${status}` }]
  }

  /** Only for a session that is known: what is kept is an event like any other. */
  private async keep({ session, ...place }: Place, receipt: ProviderReceipt, receivedAt: string): Promise<boolean> {
    if (session === null) return false
    const event = outgoing(receiptKept, { ...place, session, receipt, receivedAt })
    await this.intake.store(event, `receipt:${receipt.reply ?? receipt.providerId}:${receipt.status}`)
    return true
  }

  /** What travelled with a provider's message, as Redis knows it; null when it is not ours, or Redis is away. */
  async travelledWith(instance: string, providerId: string): Promise<string | null> {
    try {
      return await this.redis.get(sentKey(instance, providerId))
    } catch (error) {
      this.log.debug({ err: error }, 'a receipt without our id cannot be placed, since Redis is away')
      return null
    }
  }

  private async sendOf({ instance }: Place, { reply, providerId }: ProviderReceipt) {
    const travelled = reply ?? (await this.travelledWith(instance, providerId))
    return travelled === null ? null : readTravellingId(travelled)
  }

  /** The mark when the receipt is news (or said again); null when there is no mark any more. */
  private async noteOnMark(
    { reply, part }: { reply: string; part: number },
    receipt: ProviderReceipt,
  ): Promise<SendMark | 'stale' | null> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const stored = await this.marks.get(reply)
      if (stored === null) return null
      const { value, revision } = stored
      const isNews = movesForward(value.receipt, receipt.status)
      const next = withLeft(value, { left: part, providerIds: [receipt.providerId] })
      if (isNews) next.receipt = receipt.status
      const changes = isNews || next.left !== value.left || next.providerIds.length !== value.providerIds.length
      const isKept = !changes || (await this.marks.update(reply, next, revision)) !== null
      if (isKept) return isNews || value.receipt === receipt.status ? next : 'stale'
    }
    throw new BusUnavailableError('the mark of a send was written by others again and again')
  }
}

function nothing(channel: Channel, result: string): [] {
  count('repartee_receipts_total', { channel, result })
  return []
}
