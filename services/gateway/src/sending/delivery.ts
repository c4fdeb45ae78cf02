import type { Payload, replySent } from '@repartee/contracts'
import type { Redis } from '@repartee/service'
import { plainParts, whatsappParts, type OutgoingPart } from '../core/parts.ts'
import type { Instances } from '../instances/instances.ts'
import { sentKey } from '../webhooks/receipts.ts'
import type { MetaSender } from './meta-sender.ts'
import type { Letter, Sender, SendResult } from './sender.ts'
import type { TwilioSender } from './twilio-sender.ts'

const RECEIPT_SECONDS = 7 * 24 * 3600
/** Twilio's limit, for SMS and WhatsApp alike. */
const PLAIN_LENGTH = 1600

/** How a delivery ended; `providerIds` are those of the parts that have left, whatever became of the others. */
export type Delivered = { providerIds: string[] } & (
  | { outcome: 'delivered'; as: Payload<typeof replySent>['as'] }
  | Exclude<SendResult, { outcome: 'accepted' }>
)

/** Hands a reply to the provider of its address, part by part. */
export class Delivery {
  constructor(
    private readonly instances: Instances,
    private readonly meta: MetaSender,
    private readonly twilio: TwilioSender,
    private readonly redis: Redis,
  ) {}

  /** Sends the parts of a reply that have not left yet; `alreadySent` are the provider's ids of those that have. */
  async deliver(letter: Letter, alreadySent: readonly string[], signal: AbortSignal): Promise<Delivered> {
    const { address, reply } = letter
    // The caller's request or the visitor's socket takes these along.
    if (address.channel === 'phone') return { outcome: 'delivered', providerIds: [], as: 'speech' }
    if (address.channel === 'web') return { outcome: 'delivered', providerIds: [], as: 'web' }
    const instance = await this.instances.at(address)
    const sender = this.senderOf(address.provider)
    if (instance === null || sender === null) {
      const detail = `there is no instance ${address.provider} ${address.account} to send from`
      return { outcome: 'refused', reason: 'provider_refused', detail, providerIds: [] }
    }
    const parts = partsOf(letter)
    const providerIds = [...alreadySent]
    for (const part of parts.slice(alreadySent.length)) {
      const result = await sender.send({ instance, address, part, reply: reply.id, signal })
      if (result.outcome !== 'accepted') return { ...result, providerIds }
      providerIds.push(result.providerId)
      this.remember(instance.name, result.providerId, reply.id)
    }
    return { outcome: 'delivered', providerIds, as: parts.at(-1)?.kind === 'text' ? 'text' : 'interactive' }
  }

  private senderOf(provider: string): Sender | null {
    if (provider === 'meta') return this.meta
    return provider === 'twilio' ? this.twilio : null
  }

  /** Receipts that do not name our reply are found by the provider's id; without Redis they are counted as not ours. */
  private remember(instance: string, providerId: string, reply: string): void {
    this.redis.set(sentKey(instance, providerId), reply, 'EX', RECEIPT_SECONDS).catch(() => undefined)
  }
}

function partsOf({ address, reply }: Letter): OutgoingPart[] {
  if (address.channel === 'whatsapp' && address.provider === 'meta') {
    return whatsappParts(reply.text, reply.choices, reply.language)
  }
  return plainParts(reply.text, reply.choices, reply.language, PLAIN_LENGTH)
}
