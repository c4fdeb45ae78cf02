import type { PolicyContext } from './index.ts'
import type { PoliteWaits } from './polite-waits.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, Step } from './delivery.ts'

/** How often the message failed before this delivery: the broker's count without the waits that its handler asked for here. */
export function failuresBefore(delivery: Delivery, waits: PoliteWaits): number {
  const { deliveryCount, sequence } = delivery.message
  return Math.max(0, deliveryCount - 1 - waits.of(sequence))
}

/** Makes a dead letter of what was delivered more often than allowed, without running the handler. */
export function buryBeyondLimits({ waits }: PolicyContext): Step {
  return async (delivery, next) => {
    const { maxDeliveries, maxRedeliveries } = delivery.handler
    const failures = failuresBefore(delivery, waits)
    if (failures >= maxDeliveries) {
      return {
        do: 'bury',
        reason: 'failed_too_often',
        detail: `not settled in ${failures} deliveries: the handler failed, hung, or ended its process`,
      }
    }
    const deliveries = deliveriesOf(delivery)
    if (deliveries > maxRedeliveries) {
      return {
        do: 'bury',
        reason: 'delivered_too_often',
        detail: `delivered ${deliveries} times; ${maxRedeliveries} are allowed`,
      }
    }
    return next()
  }
}
