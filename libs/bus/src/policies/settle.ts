import { buryMessage } from '../dead-letters/bury-message.ts'
import type { PolicyContext } from './index.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'

/** Tells the broker how a delivery ended; a dead letter is stored before its message is given up. */
export function settle(context: PolicyContext): Step {
  const { waits, parking, connection } = context
  return async (delivery, next) => {
    const outcome = await next()
    switch (outcome.do) {
      case 'acknowledge':
        delivery.message.acknowledge()
        break
      case 'retry':
        if (outcome.isPolite && !delivery.signal.aborted) {
          if (parking.park(delivery, outcome.delayMs)) return outcome
          waits.add(delivery.message.sequence)
        }
        delivery.message.retry(outcome.delayMs)
        return outcome
      case 'bury':
        return bury(context, delivery, outcome)
      case 'leave':
        connection.logger.warn({ consumer: delivery.handler.durable, err: outcome.error }, 'left for a later delivery')
        return outcome
    }
    waits.forget(delivery.message.sequence)
    return outcome
  }
}

async function bury(
  { connection, waits }: PolicyContext,
  delivery: Delivery,
  outcome: Outcome & { do: 'bury' },
): Promise<Outcome> {
  try {
    await buryMessage(connection, { ...delivery, durable: delivery.handler.durable }, outcome)
  } catch (error) {
    return { do: 'leave', error }
  }
  delivery.message.terminate()
  waits.forget(delivery.message.sequence)
  connection.logger.error(
    {
      consumer: delivery.handler.durable,
      sequence: delivery.message.sequence,
      reason: outcome.reason,
      err: outcome.error,
    },
    'a message became a dead letter',
  )
  return outcome
}
