import { messageSent, outgoing } from '@repartee/contracts'
import { messageIdOf, sessionIdOf } from '@repartee/session'
import type { ReadContact, ReadMessage } from '../core/reading.ts'
import type { Instance } from '../instances/instance.ts'
import { addressOf, Intake } from '../intake/intake.ts'

/** Messages of the business that a human sent from the paired phone. */
export class Echoes {
  constructor(private readonly intake: Intake) {}

  /** Tells that a human has answered. Throws a Problem with 503 when that can not be stored. */
  async take(instance: Instance, to: ReadContact, message: ReadMessage): Promise<void> {
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
  }
}
