import type { Outgoing } from '@repartee/contracts'
import { InvalidMessageError } from '../errors.ts'
import { derivedId } from '../publishing/ids.ts'
import { pack } from '../publishing/publish.ts'
import { publishUntilStored } from '../publishing/publish-until-stored.ts'
import type { PolicyContext } from './index.ts'
import type { Step } from './delivery.ts'

/** Publishes what the handler returned, side by side, and waits for the broker; the incoming message is acknowledged after that. */
export function publishReturned({ connection }: PolicyContext): Step {
  return async (delivery, next) => {
    const outcome = await next()
    const returned = delivery.returned
    if (!Array.isArray(returned)) {
      throw new InvalidMessageError(`${delivery.handler.durable} must return the events to publish as an array`)
    }
    if (returned.length === 0) return outcome
    const packed = (returned as Outgoing[]).map((outgoing, index) =>
      pack(outgoing, derivedId(delivery.handler.durable, delivery.id, index)),
    )
    await publishUntilStored(connection, packed, delivery.signal)
    return outcome
  }
}
