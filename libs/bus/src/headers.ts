import { currentLogContext, currentTraceparent, newTraceparent, traceIdOf } from '@repartee/telemetry'
import { MsgHdrsImpl } from '@nats-io/transport-node'
import type { MsgHdrs } from '@nats-io/transport-node'
import { randomUUID } from 'node:crypto'

/** Every header that the bus writes or reads. */
export const headerNames = {
  id: 'Nats-Msg-Id',
  expectedLastSubjectSequence: 'Nats-Expected-Last-Subject-Sequence',
  traceparent: 'traceparent',
  traceId: 'Repartee-Trace-Id',
  requestId: 'Repartee-Request-Id',
  /** A message with it is for this durable alone; all others acknowledge it unrun. */
  only: 'Repartee-Only',
  /** Milliseconds that whoever asks still waits when the question leaves. */
  waitMs: 'Repartee-Wait-Ms',
  /** On an answer: it is an error; see `questions/errors.ts`. */
  askFailure: 'Repartee-Ask-Failure',
  deadReason: 'Repartee-Dead-Reason',
  deadDetail: 'Repartee-Dead-Detail',
  deadHandler: 'Repartee-Dead-Handler',
  deadSubject: 'Repartee-Dead-Subject',
  deadId: 'Repartee-Dead-Id',
  deadSequence: 'Repartee-Dead-Sequence',
  deadDeliveries: 'Repartee-Dead-Deliveries',
} as const

/** Trace and request ids for a message that leaves now: those of the work around the caller, else of `origin`, else new ones. */
export function traceHeaders(origin?: string): Record<string, string> {
  const traceparent = currentTraceparent() ?? origin ?? newTraceparent()
  return {
    [headerNames.traceparent]: traceparent,
    [headerNames.traceId]: traceIdOf(traceparent) ?? '',
    [headerNames.requestId]: currentLogContext().request ?? randomUUID(),
  }
}

/** Headers for the wire. Line ends would cut a header short, so they become spaces. */
export function encodeHeaders(record: Record<string, string>): MsgHdrs {
  const headers: Record<string, string[]> = {}
  for (const [name, value] of Object.entries(record)) headers[name] = [value.replaceAll(/[\r\n]+/g, ' ')]
  return MsgHdrsImpl.fromRecord(headers)
}

/** A header's value, or undefined when it is missing or empty. */
export function readHeader(headers: MsgHdrs | undefined, name: string): string | undefined {
  return headers?.get(name) || undefined
}
