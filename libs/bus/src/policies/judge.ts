import { setTimeout as delay } from 'node:timers/promises'
import { BusUnavailableError, PermanentError, RetryLaterError } from '../errors.ts'
import { RefusedError } from '../publishing/publish.ts'
import { backoffMs } from './backoff.ts'
import { failuresBefore } from './bury-beyond-limits.ts'
import type { PolicyContext } from './index.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'

const OUTAGE_PAUSE_MS = 1000

/**
 * What an error means: never again, later, or again with backoff until the allowed number of failures is reached.
 * NATS being away or full is nobody's failure: the handler waits here until it can go on.
 */
export function judge({ waits }: PolicyContext): Step {
  return async (delivery, next) => {
    for (;;) {
      try {
        return await next()
      } catch (error) {
        // The time for finishing is over: the message goes back as it is, for another replica.
        if (delivery.signal.aborted) return { do: 'retry', delayMs: 0, isPolite: true, error }
        if (error instanceof PermanentError) return bury('permanent', error)
        if (error instanceof RetryLaterError) return later(delivery, error)
        if (!isOutage(error)) return again(delivery, failuresBefore(delivery, waits) + 1, error)
        await pause(delivery.signal)
      }
    }
  }
}

/** Refusals that pass when there is room again (nats-server, server/errors.json); any other says something about the message. */
const NO_ROOM = new Set([10002, 10008, 10023, 10028, 10047, 10077])

function isOutage(error: unknown): boolean {
  return error instanceof RefusedError ? NO_ROOM.has(error.code) : error instanceof BusUnavailableError
}

/** Ends early, without an error, when the time for finishing is over. */
async function pause(signal: AbortSignal): Promise<void> {
  await delay(OUTAGE_PAUSE_MS, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
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
