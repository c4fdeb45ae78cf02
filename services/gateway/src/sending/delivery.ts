import type { Payload, replySent } from '@repartee/contracts'
import type { Redis } from '@repartee/service'
import { plainParts, whatsappParts, type OutgoingPart } from '../core/parts.ts'
import type { Instances } from '../instances/instances.ts'
import { type SendMark, travellingId } from '../send-mark.ts'
import { sentKey } from '../webhooks/receipts.ts'
import type { EvolutionSender } from './evolution-sender.ts'
import type { MetaSender } from './meta-sender.ts'
import type { OwnSends } from './own-sends.ts'
import type { Letter, Sender, SendResult } from './sender.ts'
import type { TwilioSender } from './twilio-sender.ts'

const RECEIPT_SECONDS = 7 * 24 * 3600
/** Clocks differ by some seconds. */
const CLOCKS_DIFFER_MS = 3000
/** Twilio's limit, for SMS and WhatsApp alike. */
const PLAIN_LENGTH = 1600
const WHATSAPP_LENGTH = 4096

/** How a delivery ended: how many parts have left in all, and the provider's ids of those that left now, whatever became of the others. */
export type Delivered = { left: number; providerIds: string[] } & (
  | { outcome: 'delivered'; as: Payload<typeof replySent>['as'] }
  | Exclude<SendResult, { outcome: 'accepted' }>
)

/** Hands a reply to the provider of its address, part by part. */
export class Delivery {
  constructor(
    private readonly instances: Instances,
    private readonly meta: MetaSender,
    private readonly twilio: TwilioSender,
    private readonly evolution: EvolutionSender,
    private readonly ownSends: OwnSends,
    private readonly redis: Redis,
  ) {}

  /** Sends the parts of a reply behind the first `left`, which have left already. */
  async deliver(letter: Letter, left: number, signal: AbortSignal): Promise<Delivered> {
    const { address, reply } = letter
    // The caller's request or the visitor's socket takes these along.
    if (address.channel === 'phone') return { outcome: 'delivered', left: 1, providerIds: [], as: 'speech' }
    if (address.channel === 'web') return { outcome: 'delivered', left: 1, providerIds: [], as: 'web' }
    const instance = await this.instances.at(address)
    const sender = this.senderOf(address.provider)
    if (instance === null || sender === null) {
      const detail = `there is no instance ${address.provider} ${address.account} to send from`
      return { outcome: 'refused', reason: 'provider_refused', detail, left, providerIds: [] }
    }
    const parts = partsOf(letter)
    const providerIds: string[] = []
    for (let next = left; next < parts.length; next += 1) {
      const travelling = travellingId(reply.id, next + 1)
      const part = parts[next]!
      if (address.provider === 'evolution') {
        await this.ownSends.note(instance.name, address.contact, part.text, travelling)
      }
      const result = await sender.send({ instance, address, part, reply: travelling, signal })
      if (result.outcome !== 'accepted') return { ...result, left: next, providerIds }
      providerIds.push(result.providerId)
      this.remember(instance.name, result.providerId, travelling)
    }
    const as = parts.at(-1)?.kind === 'text' ? 'text' : 'interactive'
    return { outcome: 'delivered', left: parts.length, providerIds, as }
  }

  /** The provider's id of the next part, if it took that part after all; null when it did not, or does not tell. */
  async find(letter: Letter, { left, providerIds, at, began = at }: SendMark): Promise<string | null> {
    const { address } = letter
    const part = partsOf(letter)[left]
    const sender = this.senderOf(address.provider)
    const instance = await this.instances.at(address)
    if (part === undefined || instance === null || sender?.find === undefined) return null
    const sinceMs = Date.parse(began) - CLOCKS_DIFFER_MS
    return sender.find({ instance, address, part, sinceMs, known: providerIds })
  }

  private senderOf(provider: Letter['address']['provider']): Sender | null {
    if (provider === 'meta') return this.meta
    if (provider === 'twilio') return this.twilio
    return provider === 'evolution' ? this.evolution : null
  }

  /** Receipts that do not name our reply are found by the provider's id; without Redis they are counted as not ours. */
  private remember(instance: string, providerId: string, reply: string): void {
    this.redis.set(sentKey(instance, providerId), reply, 'EX', RECEIPT_SECONDS).catch(() => undefined)
  }
}

/** A reply as the messages that its provider takes. */
export function partsOf({ address, reply }: Letter): OutgoingPart[] {
  if (address.channel === 'whatsapp' && address.provider === 'meta') {
    return whatsappParts(reply.text, reply.choices, reply.language)
  }
  const length = address.provider === 'evolution' ? WHATSAPP_LENGTH : PLAIN_LENGTH
  return plainParts(reply.text, reply.choices, reply.language, length)
}
