import { PermanentError, RetryLaterError } from '../errors.ts'
import { backoffMs } from './backoff.ts'
import { failuresBefore } from './bury-beyond-limits.ts'
import type { PolicyContext } from './index.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'

/** What an error means: never again, later, or again with backoff until the allowed number of failures is reached. */
export function judge({ waits }: PolicyContext): Step {
  return async (delivery, next) => {
    try {
      return await next()
    } catch (error) {
      // The time for finishing is over: the message goes back as it is, for another replica.
      if (delivery.signal.aborted) return { do: 'retry', delayMs: 0, isPolite: true, error }
      if (error instanceof PermanentError) return bury('permanent', error)
      if (error instanceof RetryLaterError) return later(delivery, error)
      return again(delivery, failuresBefore(delivery, waits) + 1, error)
    }
  }
}

function later(delivery: Delivery, error: RetryLaterError): Outcome {
  return deliveriesOf(delivery) >= delivery.handler.maxRedeliveries
    ? bury('delivered_too_often', error)
    : { do: 'retry', delayMs: error.delayMs, isPolite: true, error }
}

function again(delivery: Delivery, failures: number, error: unknown): Outcome {
  const { maxDeliveries, maxRedeliveries } = delivery.handler
  const isLast = failures >= maxDeliveries || deliveriesOf(delivery) >= maxRedeliveries
  return isLast
    ? bury('failed_too_often', error)
    : { do: 'retry', delayMs: backoffMs(failures), isPolite: false, error }
}

function bury(reason: 'permanent' | 'failed_too_often' | 'delivered_too_often', error: unknown): Outcome {
  return {
    do: 'bury',
    reason,
    detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    error,
  }
}
