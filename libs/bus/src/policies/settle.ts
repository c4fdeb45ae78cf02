import { buryMessage } from '../dead-letters/bury-message.ts'
import type { PolicyContext } from './index.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'

/** Tells the broker how a delivery ended; a dead letter is stored before its message is given up. */
export function settle(context: PolicyContext): Step {
  return async (delivery, next) => {
    const outcome = await next()
    switch (outcome.do) {
      case 'acknowledge':
        delivery.message.acknowledge()
        context.waits.forget(delivery.message.sequence)
        return outcome
      case 'retry':
        return outcome.isPolite ? waitPolitely(context, delivery, outcome) : tryAgain(context, delivery, outcome)
      case 'bury':
        return bury(context, delivery, outcome)
      case 'leave':
        return outcome
    }
  }
}

/** A short wait is spent here; a long one, and what a stopping replica holds, goes back to the broker. */
function waitPolitely(
  { parking, waits }: PolicyContext,
  delivery: Delivery,
  outcome: Outcome & { do: 'retry' },
): Outcome {
  const isStopping = delivery.signal.aborted
  if (!isStopping && parking.park(delivery, outcome.delayMs)) return outcome
  if (!isStopping) waits.add(delivery.message.sequence)
  delivery.message.retry(outcome.delayMs)
  return outcome
}

function tryAgain({ connection }: PolicyContext, delivery: Delivery, outcome: Outcome & { do: 'retry' }): Outcome {
  delivery.message.retry(outcome.delayMs)
  connection.logger.warn(
    { ...about(delivery), delayMs: outcome.delayMs, err: outcome.error },
    'a handler failed; again later',
  )
  return outcome
}

async function bury(
  { connection, waits }: PolicyContext,
  delivery: Delivery,
  outcome: Outcome & { do: 'bury' },
): Promise<Outcome> {
  try {
    await buryMessage(connection, { ...delivery, durable: delivery.handler.durable }, outcome)
  } catch (error) {
    connection.logger.warn(
      { ...about(delivery), err: error },
      'no dead letter could be stored; left for a later delivery',
    )
    return { do: 'leave', error }
  }
  delivery.message.terminate()
  waits.forget(delivery.message.sequence)
  connection.logger.error(
    { ...about(delivery), reason: outcome.reason, err: outcome.error },
    'a message became a dead letter',
  )
  return outcome
}

function about({ handler, message }: Delivery) {
  return { consumer: handler.durable, sequence: message.sequence, delivery: message.deliveryCount }
}
