import { NO_SESSION } from '@repartee/contracts'
import type { BusConnection } from '../connection/connection.ts'
import { headerNames, readHeader, traceHeaders } from '../headers.ts'
import type { DeadReason } from '../policies/delivery.ts'
import { publishUntilStored } from '../publishing/publish-until-stored.ts'
import type { Acknowledgeable } from '../subscription/acknowledgeable.ts'

/** What is given up, and by whom. */
export interface Dead {
  readonly durable: string
  readonly message: Acknowledgeable
  readonly id: string
  readonly tenant: string
  readonly session: string | null
  readonly signal?: AbortSignal
}

const LONGEST_DETAIL = 1000

/** Stores a message as it was on `dead.<durable>.<tenant>.<session>`, with the reason, the handler and the trace in headers. */
export async function buryMessage(
  connection: BusConnection,
  dead: Dead,
  why: { reason: DeadReason; detail: string },
): Promise<void> {
  const { durable, message, id, tenant, session, signal } = dead
  const headers: Record<string, string> = {
    ...traceHeaders(),
    [headerNames.id]: `dead:${durable}:${id}:${message.sequence}`,
    [headerNames.deadReason]: why.reason,
    [headerNames.deadDetail]: why.detail.slice(0, LONGEST_DETAIL),
    [headerNames.deadHandler]: durable,
    [headerNames.deadSubject]: message.subject,
    [headerNames.deadId]: id,
    [headerNames.deadSequence]: String(message.sequence),
    [headerNames.deadDeliveries]: String(message.deliveryCount),
  }
  for (const name of [headerNames.traceparent, headerNames.traceId, headerNames.requestId]) {
    const original = readHeader(message.headers, name)
    if (original) headers[name] = original
  }
  const subject = `dead.${durable}.${tenant}.${session ?? NO_SESSION}`
  await publishUntilStored(connection, [{ name: 'dead', subject, payload: message.data, headers }], signal)
}
