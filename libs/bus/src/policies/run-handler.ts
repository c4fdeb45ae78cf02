import type { Incoming } from '../handlers/incoming.ts'
import { headerNames, readHeader } from '../headers.ts'
import { deliveriesOf } from './delivery.ts'
import type { Delivery, Outcome } from './delivery.ts'

/** Runs the controller's method; what it returned is left on the delivery for the policy that publishes it. */
export async function runHandler(delivery: Delivery): Promise<Outcome> {
  delivery.returned = await delivery.handler.run(toIncoming(delivery))
  return { do: 'acknowledge', why: 'done' }
}

function toIncoming(delivery: Delivery): Incoming {
  const { handler, message } = delivery
  return {
    event: handler.contract,
    data: delivery.data,
    id: delivery.id,
    tenant: delivery.tenant,
    session: delivery.session,
    sequence: message.sequence,
    deliveryCount: deliveriesOf(delivery),
    publishedAtMs: message.storedAtMs,
    traceparent: readHeader(message.headers, headerNames.traceparent),
    requestId: readHeader(message.headers, headerNames.requestId),
    signal: delivery.signal,
  }
}
