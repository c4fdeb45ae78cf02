import type { StoredEvent } from '@repartee/bus'
import {
  adviceGiven,
  type AnyEvent,
  bookingCancelled,
  bookingConfirmed,
  bookingHeld,
  bookingMoved,
  decisionRecorded,
  events,
  factRemembered,
  feedbackGiven,
  followUpCancelled,
  followUpDue,
  followUpScheduled,
  messageReceived,
  messageSent,
  type Payload,
  replyBlocked,
  replyCompleted,
  replyDelivered,
  replyFailed,
  replyHeld,
  replyRead,
  replySent,
  sessionEscalated,
  sessionOptedOut,
  sessionReleased,
  sessionTakenOver,
  turnReceived,
} from '@repartee/contracts'
import { practiceRow } from './practices.ts'
import type { TableName } from './tables.ts'
import {
  adviceRow,
  bookingRow,
  checkpointRow,
  decisionRow,
  followUpRow,
  humanMessageRow,
  logRow,
  memoryRow,
  messageRow,
  replyRow,
  type Row,
  sessionRow,
  statusRow,
  turnRow,
} from './rows.ts'

/** A row and the table that it goes to. */
export type Writing = readonly [TableName, Row]

type Writer = (event: StoredEvent) => Writing[]

/** Slots whose arrival is a checkpoint. */
const CHECKPOINT_SLOTS = { name: 'name_collected', phone: 'phone_collected' } as const

const writers = new Map<string, Writer>([
  on(messageReceived, (data, { sequence }) => [['messages', messageRow(data, sequence)]]),
  on(turnReceived, (data) => [
    ['turns', turnRow(data)],
    ['sessions', sessionRow(data)],
  ]),
  on(replyCompleted, (data, event) => [
    ['replies', replyRow(data)],
    ...[practiceRow(data)].flatMap((row): Writing[] => (row === null ? [] : [['practices', row]])),
    ...Object.entries(CHECKPOINT_SLOTS).flatMap(([slot, kind]): Writing[] => {
      const value = data.slots[slot]
      return value === undefined ? [] : [['checkpoints', checkpointRow(data, kind, value, data.completedAt, event)]]
    }),
  ]),
  on(replySent, (data) => [['reply_statuses', statusRow('sent', data, data.as)]]),
  on(replyHeld, (data) => [['reply_statuses', statusRow('held', data, `${data.reason} until ${data.until}`)]]),
  on(replyBlocked, (data) => [['reply_statuses', statusRow('blocked', data, `${data.reason}: ${data.detail}`)]]),
  on(replyDelivered, (data) => [['reply_statuses', statusRow('delivered', data, data.detail)]]),
  on(replyRead, (data) => [['reply_statuses', statusRow('read', data, data.detail)]]),
  on(replyFailed, (data) => [['reply_statuses', statusRow('failed', data, data.detail)]]),
  on(adviceGiven, (data) => [['advice', adviceRow(data)]]),
  on(messageSent, (data) => [['human_messages', humanMessageRow(data)]]),
  ...[sessionTakenOver, sessionReleased, sessionOptedOut, sessionEscalated, feedbackGiven].map((contract) =>
    on<AnyEvent>(contract, (_data, event) => [['event_log', logRow(event)]]),
  ),
  ...[bookingHeld, bookingConfirmed, bookingMoved, bookingCancelled].map((contract) =>
    on(contract as typeof bookingConfirmed, (data, event) => [
      ['bookings', bookingRow(data, event.sequence)],
      ['event_log', logRow(event)],
      ...(event.is(bookingConfirmed) && data.session !== null
        ? [
            [
              'checkpoints',
              checkpointRow({ ...data, session: data.session }, 'booking_confirmed', data.booking.id, data.at, event),
            ] as const,
          ]
        : []),
    ]),
  ),
  on(decisionRecorded, (data) => [['decisions', decisionRow(data)]]),
  on(factRemembered, (data, { sequence }) => [['memory', memoryRow(data, sequence)]]),
  on(followUpScheduled, (data, event) => [
    ['follow_ups', followUpRow('scheduled', data, event.sequence)],
    ['event_log', logRow(event)],
  ]),
  on(followUpDue, (data, event) => [
    ['follow_ups', followUpRow('due', data, event.sequence)],
    ['event_log', logRow(event)],
  ]),
  on(followUpCancelled, (data, event) => [
    ['follow_ups', followUpRow('cancelled', data, event.sequence)],
    ['event_log', logRow(event)],
  ]),
])

/** Events that leave something in the archive. Those that only travel between services, the largest, are not read at all. */
export const archivedEvents: readonly AnyEvent[] = events.filter(({ name }) => writers.has(name))

/** What is known of a session after an event that changed it; the rest is read from the bus later. */
export interface Touch {
  readonly lease_holder?: 'ai' | 'human'
  readonly is_opted_out?: boolean
  readonly state?: string
  readonly language?: string
}

/** Null when the event changes no session. */
export function touchOf(event: StoredEvent): Touch | null {
  if (event.is(replyCompleted)) {
    const { reply, reasoning } = event.data()
    return { state: reasoning.stateAfter, language: reply.language }
  }
  if (event.is(sessionTakenOver)) return { lease_holder: 'human' }
  if (event.is(sessionReleased)) return { lease_holder: 'ai' }
  if (event.is(sessionOptedOut)) return { is_opted_out: event.data().optedOut }
  return event.is(messageSent) ? {} : null
}

/** What one event leaves in the archive. */
export function writingsOf(event: StoredEvent): Writing[] {
  return event.isSentAgain ? [] : (writers.get(event.name)?.(event) ?? [])
}

function on<E extends AnyEvent>(
  contract: E,
  write: (data: Payload<E>, event: StoredEvent) => Writing[],
): [string, Writer] {
  return [contract.name, (event) => (event.is(contract) ? write(event.data() as Payload<E>, event) : [])]
}
