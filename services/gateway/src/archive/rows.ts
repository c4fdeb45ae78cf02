import type { StoredEvent } from '@repartee/bus'
import type {
  adviceGiven,
  BookingChanged,
  decisionRecorded,
  factRemembered,
  messageReceived,
  messageSent,
  Payload,
  ReplyCompleted,
  replyDelivered,
  TurnReceived,
} from '@repartee/contracts'

/** A row on its way into a table of the schema `conversation`. */
export type Row = Record<string, unknown>

const CHECKPOINT_MS = 24 * 3_600_000

export function messageRow(
  { tenant, session, address, message, receivedAt }: Payload<typeof messageReceived>,
  sequence: number,
): Row {
  return {
    tenant_id: tenant,
    channel: address.channel,
    account: address.account,
    provider_message_id: message.providerId,
    id: message.id,
    session_id: session,
    message,
    stream_sequence: sequence,
    received_at: receivedAt,
  }
}

export function turnRow({ tenant, turn, session, number, text, messages, receivedAt, openedAt }: TurnReceived): Row {
  return {
    tenant_id: tenant,
    turn_id: turn,
    session_id: session,
    number,
    text,
    message_ids: messages.map(({ id }) => id),
    received_at: receivedAt,
    opened_at: openedAt,
  }
}

/** A session as a turn found it. */
export function sessionRow({
  tenant,
  session,
  instance,
  address,
  contact,
  text,
  openedAt,
  snapshot,
}: TurnReceived): Row {
  return {
    tenant_id: tenant,
    session_id: session,
    instance,
    channel: address.channel,
    contact: address.contact,
    contact_name: contact.name ?? null,
    contact_phone: contact.phone ?? null,
    language: snapshot.language,
    state: snapshot.state,
    lease_holder: snapshot.lease.holder,
    is_opted_out: snapshot.optedOut,
    frustration: snapshot.frustration,
    turn_number: snapshot.lastNumber,
    last_text: text,
    changed_at: openedAt,
    stale_since: openedAt,
  }
}

export function replyRow(completed: ReplyCompleted): Row {
  const { tenant, session, turn, number, occurrence, kind, reply, slots, reasoning, timings, usage } = completed
  return {
    tenant_id: tenant,
    reply_id: reply.id,
    session_id: session,
    turn_id: turn,
    number,
    occurrence,
    kind,
    text: reply.text,
    language: reply.language,
    choices: reply.choices,
    slots,
    intent: reasoning.intent,
    level: reasoning.level,
    reasoning,
    timings,
    usage,
    completed_at: completed.completedAt,
  }
}

export function statusRow(
  status: string,
  { tenant, reply, session, at }: Pick<Payload<typeof replyDelivered>, 'tenant' | 'reply' | 'session' | 'at'>,
  detail: string | null,
): Row {
  return { tenant_id: tenant, reply_id: reply, status, session_id: session, detail, at }
}

export function adviceRow(given: Payload<typeof adviceGiven>): Row {
  const { tenant, turn, session, number, source, intent, at } = given
  return { tenant_id: tenant, turn_id: turn, session_id: session, number, source, intent, given, at }
}

export function humanMessageRow({ tenant, session, message, by, origin }: Payload<typeof messageSent>): Row {
  const { id, text, at } = message
  return { tenant_id: tenant, message_id: id, session_id: session, text, written_by: by, origin, at }
}

interface FollowUp {
  readonly tenant: string
  readonly followUp: string
  readonly session: string
  readonly reason: string
  readonly dueAt?: string
  readonly why?: string
}

export function followUpRow(status: 'scheduled' | 'due' | 'cancelled', of: FollowUp, sequence: number): Row {
  const { tenant, followUp, session, reason, dueAt, why } = of
  return {
    tenant_id: tenant,
    follow_up_id: followUp,
    session_id: session,
    reason,
    status,
    due_at: dueAt ?? null,
    why: why ?? null,
    sequence,
  }
}

export function bookingRow({ tenant, session, booking, at }: BookingChanged, sequence: number): Row {
  return {
    tenant_id: tenant,
    booking_id: booking.id,
    session_id: session,
    status: booking.status,
    service: booking.service.name,
    resource: booking.resource.name,
    starts_at: booking.startsAt,
    ends_at: booking.endsAt,
    local_date: booking.localDate,
    local_time: booking.localTime,
    time_zone: booking.timeZone,
    contact_name: booking.contactName,
    contact_phone: booking.contactPhone,
    sequence,
    changed_at: at,
  }
}

export function decisionRow({ tenant, session, turn, decision }: Payload<typeof decisionRecorded>): Row {
  const { id, decidedAt, ...rest } = decision
  return { tenant_id: tenant, decision_id: id, session_id: session, turn_id: turn, ...rest, decided_at: decidedAt }
}

export function memoryRow(
  { tenant, session, turn, contact, fact, quote }: Payload<typeof factRemembered>,
  sequence: number,
): Row {
  return {
    tenant_id: tenant,
    contact,
    fact_key: fact.key,
    session_id: session,
    turn_id: turn,
    value: fact.value,
    quote,
    sequence,
    at: fact.at,
  }
}

export function checkpointRow(
  { tenant, session }: { tenant: string; session: string },
  kind: 'name_collected' | 'phone_collected' | 'booking_confirmed',
  value: string,
  at: string,
  { sequence }: StoredEvent,
): Row {
  const expires_at = new Date(Date.parse(at) + CHECKPOINT_MS).toISOString()
  return { tenant_id: tenant, session_id: session, kind, value, sequence, at, expires_at }
}

/** An event as it was. */
export function logRow(event: StoredEvent): Row {
  return {
    tenant_id: event.tenant,
    event_id: event.id,
    name: event.name,
    session_id: event.session,
    data: event.data(),
    sequence: event.sequence,
    at: new Date(event.publishedAtMs).toISOString(),
  }
}
