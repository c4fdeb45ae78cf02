import type { BusConnection } from '../connection/connection.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'
import { buryBeyondLimits } from './bury-beyond-limits.ts'
import { judge } from './judge.ts'
import { measure } from './measure.ts'
import type { Parking } from './parking.ts'
import type { PoliteWaits } from './polite-waits.ts'
import { publishReturned } from './publish-returned.ts'
import { runHandler } from './run-handler.ts'
import { settle } from './settle.ts'
import { tellSettled } from './settled.ts'
import { skipForOthers } from './skip-for-others.ts'
import { trace } from './trace.ts'
import { validate } from './validate.ts'

/** What the policies of one subscription share. */
export interface PolicyContext {
  readonly connection: BusConnection
  readonly waits: PoliteWaits
  readonly parking: Parking
}

/**
 * Everything that happens around a handler, outermost first. Around all of it stand the lanes (order per session), the pulls
 * (never more than there is room for), the heartbeat (`working()` while held) and the drain: see `subscription/`.
 */
const policies = [
  measure, //            metrics: duration, outcome, redeliveries, dead letters
  trace, //              consumer span in the trace of the message; log context
  tellSettled, //        who waits for the end of this delivery hears of it: the other half of a join
  settle, //             the outcome, told to the broker; dead letters
  skipForOthers, //      a message that was sent again to one durable is acknowledged by all others
  buryBeyondLimits, //   a delivery beyond the allowed number does not run: it may be the one that kills the process
  judge, //              the class of an error decides between dead letter, wait (parked here, or back to the broker) and backoff
  validate, //           the contract's schema
  publishReturned, //    returned events leave, with derived ids, before the acknowledgement
] as const

/** Builds the way of a delivery through all policies to its handler. */
export function applyPolicies(context: PolicyContext): (delivery: Delivery) => Promise<Outcome> {
  const steps: Step[] = policies.map((policy) => policy(context))
  return steps.reduceRight<(delivery: Delivery) => Promise<Outcome>>(
    (next, step) => (delivery) => step(delivery, () => next(delivery)),
    runHandler,
  )
}
