import { messageSent, outgoing } from '@repartee/contracts'
import { messageIdOf, sessionIdOf } from '@repartee/session'
import type { ReadContact, ReadMessage } from '../core/reading.ts'
import type { Instance } from '../instances/instance.ts'
import { addressOf, Intake } from '../intake/intake.ts'
import { OwnSends } from '../sending/own-sends.ts'
import { Receipts } from './receipts.ts'

/** Messages of the business that come back: our own, and those that a human sent from the paired phone. */
export class Echoes {
  constructor(
    private readonly intake: Intake,
    private readonly receipts: Receipts,
    private readonly ownSends: OwnSends,
  ) {}

  /**
   * Tells that a human has answered; one of our own is a receipt, also of a send whose answer was lost. Throws a Problem
   * with 503 when that can not be stored.
   */
  async take(instance: Instance, to: ReadContact, message: ReadMessage, receivedAt: string): Promise<'own' | 'human'> {
    const own = await this.travelledWith(instance, to, message)
    if (own !== null) {
      const { providerId, at } = message
      const receipt = { to, providerId, status: 'sent', reply: own, at, detail: null } as const
      await this.receipts.take(instance, receipt, receivedAt)
      return 'own'
    }
    const address = addressOf(instance, to)
    const id = messageIdOf(instance.tenant, instance.channel, instance.account, message.providerId)
    const event = outgoing(messageSent, {
      tenant: instance.tenant,
      session: sessionIdOf(instance.tenant, instance.name, address),
      address,
      message: { id, text: message.text, at: message.at },
      by: 'paired phone',
      origin: 'paired_phone',
    })
    await this.intake.store(event, id)
    return 'human'
  }

  /** Only Evolution gives back what we send ourselves; Meta's echoes are those of its app. */
  private async travelledWith(instance: Instance, to: ReadContact, { providerId, text }: ReadMessage) {
    if (instance.provider !== 'evolution') return null
    return (
      (await this.receipts.travelledWith(instance.name, providerId)) ??
      (await this.ownSends.of(instance.name, to.contact, text))
    )
  }
}
