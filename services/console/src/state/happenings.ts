import type { Payload, sessionEscalated } from '@repartee/contracts'
import { add } from './entries.ts'
import type { EventFrame } from './frames.ts'
import { readableName } from './format.ts'
import type { Booking, FollowUp, Watched } from './watched.ts'

type FollowUpFrame = Extract<EventFrame, { type: `followup.${string}` }>
type LeaseFrame = Extract<EventFrame, { type: 'session.taken-over' | 'session.released' }>

/** The bookings with one that is new or changed, soonest first. */
export function changeBookings(bookings: Booking[], booking: Booking): Booking[] {
  return [...bookings.filter(({ id }) => id !== booking.id), booking].toSorted((a, b) =>
    a.startsAt.localeCompare(b.startsAt),
  )
}

/** The follow-ups with the news on one of them; one that is due or cancelled is not waiting again by older news. */
export function changeFollowUps(followUps: FollowUp[], frame: FollowUpFrame): FollowUp[] {
  const { followUp: id, reason } = frame.data
  const others = followUps.filter((one) => one.id !== id)
  const before = followUps.find((one) => one.id === id)
  switch (frame.type) {
    case 'followup.scheduled':
      return [...others, { id, reason, dueAt: frame.data.dueAt, status: 'waiting', why: null }]
    case 'followup.due':
      return [...others, { id, reason, dueAt: frame.data.dueAt, status: 'due', why: null }]
    case 'followup.cancelled':
      return [
        ...others,
        { id, reason, dueAt: before?.dueAt ?? frame.data.at, status: 'cancelled', why: frame.data.why },
      ]
  }
}

/** A human is needed. */
export function escalated(watched: Watched, data: Payload<typeof sessionEscalated>, cursor: number): Watched {
  const text = `A person is needed (${readableName(data.reason)}): ${data.summary}`
  return add(
    { ...watched, state: 'escalated' },
    { kind: 'note', id: `note-${cursor}`, at: data.at, tone: 'warn', text },
  )
}

/** Who may answer from now on. */
export function leaseNote(watched: Watched, { type, cursor, data }: LeaseFrame): Watched {
  const text = type === 'session.taken-over' ? `${data.by} took over` : `${data.by} gave the conversation back`
  return add(watched, { kind: 'note', id: `note-${cursor}`, at: data.at, tone: 'plain', text })
}
