import { SpanStatusCode } from '@opentelemetry/api'
import type { Span } from '@opentelemetry/api'
import { MESSAGING_SYSTEM, attributeNames, spanNames, withLogContext, withSpan } from '@repartee/telemetry'
import { randomUUID } from 'node:crypto'
import { headerNames, readHeader } from '../headers.ts'
import type { PolicyContext } from './index.ts'
import type { Delivery, Outcome, Step } from './delivery.ts'

/** Runs the delivery in a consumer span of the message's trace (a new one, where it has none), and with its log context. */
export function trace({ connection }: PolicyContext): Step {
  return (delivery, next) => {
    const { contract } = delivery.handler
    const headers = delivery.message.headers
    const request = readHeader(headers, headerNames.requestId) ?? randomUUID()
    return withLogContext(
      { request, tenant: delivery.tenant, ...(delivery.session ? { session: delivery.session } : {}) },
      () =>
        withSpan(
          spanNames.process(contract.name),
          {
            kind: 'consumer',
            parent: readHeader(headers, headerNames.traceparent) ?? '',
            attributes: attributesOf(delivery, connection.service, request),
          },
          async (span) => {
            const outcome = await next()
            span.setAttribute(attributeNames.outcome, outcome.do)
            markFailure(span, outcome)
            return outcome
          },
        ),
    )
  }
}

/** A wait that the handler asked for is no failure. */
function markFailure(span: Span, outcome: Outcome): void {
  if (outcome.do === 'acknowledge' || (outcome.do === 'retry' && outcome.isPolite)) return
  const type = outcome.error instanceof Error ? outcome.error.name : outcome.do
  span.setAttribute(attributeNames.errorType, type)
  span.setStatus({ code: SpanStatusCode.ERROR, message: type })
}

function attributesOf(delivery: Delivery, service: string, request: string) {
  return {
    [attributeNames.service]: service,
    [attributeNames.messagingSystem]: MESSAGING_SYSTEM,
    [attributeNames.messagingOperation]: 'process',
    [attributeNames.messagingOperationType]: 'process',
    [attributeNames.messagingDestination]: delivery.handler.contract.name,
    [attributeNames.messagingConsumer]: delivery.handler.durable,
    [attributeNames.messagingMessageId]: delivery.id,
    [attributeNames.messagingDelivery]: delivery.message.deliveryCount,
    [attributeNames.sequence]: delivery.message.sequence,
    [attributeNames.request]: request,
    [attributeNames.tenant]: delivery.tenant,
    ...(delivery.session ? { [attributeNames.session]: delivery.session } : {}),
  }
}
