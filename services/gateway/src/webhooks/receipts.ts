import { Bus, type Bucket, BusUnavailableError } from '@repartee/bus'
import { outgoing, replyDelivered, replyFailed, replyRead, SENDS } from '@repartee/contracts'
import type { Redis } from '@repartee/service'
import { sessionIdOf } from '@repartee/session'
import { count, type Logger } from '@repartee/telemetry'
import { z } from 'zod'
import type { GatewayConfig } from '../config.ts'
import type { ReadStatus } from '../core/reading.ts'
import { movesForward } from '../core/receipts.ts'
import type { Instance } from '../instances/instance.ts'
import { addressOf, Intake } from '../intake/intake.ts'
import { sendMark, type SendMark } from '../send-mark.ts'

const events = { delivered: replyDelivered, read: replyRead, failed: replyFailed }
const ATTEMPTS = 8
const uuid = z.uuid()

/** The key under which Redis knows which reply a provider's message id belongs to, for receipts that do not say it. */
export const sentKey = (instance: string, providerId: string) => `sent:${instance}:${providerId}`

/** Receipts of what we sent: noted on the send's mark, and told when they move it forward. */
export class Receipts {
  private readonly marks: Bucket<SendMark>

  constructor(
    private readonly intake: Intake,
    private readonly redis: Redis,
    bus: Bus,
    config: GatewayConfig,
    private readonly log: Logger,
  ) {
    this.marks = bus.kv(SENDS, sendMark, { timeoutMs: config.PUBLISH_TIMEOUT_MS })
  }

  /** Takes one receipt; the same one again changes nothing. Throws a Problem with 503 when it can not be stored. */
  async take(instance: Instance, status: ReadStatus, receivedAt: string): Promise<void> {
    const reply = await this.replyOf(instance, status)
    if (reply === null) return this.counted(instance, 'not_ours')
    const noted = await this.note(reply, status)
    if (noted === 'stale') return this.counted(instance, 'stale')
    this.counted(instance, status.status)
    if (status.status === 'sent') return
    const reference = noted ?? this.referenceBy(instance, status)
    if (reference === null) return this.counted(instance, 'no_session')
    const { tenant, session, turn } = reference
    const { providerId, detail, at } = status
    const payload = { tenant, session, turn, reply, at: at ?? receivedAt, providerId, detail }
    await this.intake.store(outgoing(events[status.status], payload), `${reply}:${status.status}`)
  }

  private async replyOf(instance: Instance, { reply, providerId }: ReadStatus): Promise<string | null> {
    if (reply !== null) return uuid.safeParse(reply).success ? reply : null
    try {
      return await this.redis.get(sentKey(instance.name, providerId))
    } catch (error) {
      this.log.debug({ err: error }, 'a receipt without our id cannot be placed, since Redis is away')
      return null
    }
  }

  /** The mark when the receipt is news (or said again); null when there is no mark, or when it cannot be read now. */
  private async note(reply: string, status: ReadStatus): Promise<SendMark | 'stale' | null> {
    try {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const stored = await this.marks.get(reply)
        if (stored === null) return null
        const { value, revision } = stored
        if (value.receipt === status.status) return value
        if (!movesForward(value.receipt, status.status)) return 'stale'
        const next = withReceipt(value, status)
        if ((await this.marks.update(reply, next, revision)) !== null) return next
      }
      return null
    } catch (error) {
      if (!(error instanceof BusUnavailableError)) throw error
      return null
    }
  }

  /** Where a receipt belongs when its send's mark is gone: by the contact that it names. */
  private referenceBy(instance: Instance, { to }: ReadStatus): Pick<SendMark, 'tenant' | 'session' | 'turn'> | null {
    if (to === null) return null
    const session = sessionIdOf(instance.tenant, instance.name, addressOf(instance, to))
    return { tenant: instance.tenant, session, turn: null }
  }

  private counted({ channel }: Instance, result: string): void {
    count('repartee_receipts_total', { channel, result })
  }
}

/** A receipt also settles a send whose answer never came. */
function withReceipt(mark: SendMark, { status, providerId }: ReadStatus): SendMark {
  return {
    ...mark,
    receipt: status,
    outcome: mark.outcome === 'sending' || mark.outcome === 'unknown' ? 'sent' : mark.outcome,
    providerIds: mark.providerIds.includes(providerId) ? mark.providerIds : [...mark.providerIds, providerId],
  }
}
