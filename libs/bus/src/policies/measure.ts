import { addToGauge, count, observe } from '@repartee/telemetry'
import type { PolicyContext } from './index.ts'
import type { Outcome, Step } from './delivery.ts'

/** Counts and times deliveries by consumer and outcome. */
export function measure(_context: PolicyContext): Step {
  return async (delivery, next) => {
    const consumer = delivery.handler.durable
    const startedMs = performance.now()
    if (delivery.message.deliveryCount > 1) count('repartee_redeliveries_total', { consumer })
    addToGauge('repartee_lanes_busy', 1, { consumer })
    try {
      const outcome = await next()
      observe('repartee_handler_seconds', (performance.now() - startedMs) / 1000, {
        consumer,
        outcome: nameOf(outcome),
      })
      if (outcome.do === 'bury') count('repartee_dead_letters_total', { consumer, reason: outcome.reason })
      return outcome
    } finally {
      addToGauge('repartee_lanes_busy', -1, { consumer })
    }
  }
}

function nameOf(outcome: Outcome): string {
  switch (outcome.do) {
    case 'acknowledge':
      return outcome.why
    case 'retry':
      return outcome.isPolite ? 'later' : 'failed'
    case 'bury':
      return 'dead'
    case 'leave':
      return 'left'
  }
}
