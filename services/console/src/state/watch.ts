import { add, changeTurn, deliver, stream } from './entries.ts'
import type { EventFrame, LiveFrame } from './frames.ts'
import { changeBookings, changeFollowUps, escalated, leaseNote } from './happenings.ts'
import { captured, completed, heard, opened, sentByHuman, understood } from './turns.ts'
import type { Watched } from './watched.ts'

/** The session after one event. An event that is in already (its cursor is not higher) changes nothing. */
export function watchEvent(watched: Watched, frame: EventFrame): Watched {
  if (frame.session !== watched.session || frame.cursor <= watched.cursor) return watched
  return { ...apply(watched, frame), cursor: frame.cursor }
}

/** The session after a frame of the moment. */
export function watchLive(watched: Watched, { session, data }: LiveFrame): Watched {
  if (session !== watched.session) return watched
  return changeTurn(watched, data.turn, (turn) => ({ ...turn, reply: stream(turn.reply, data) }))
}

function apply(watched: Watched, frame: EventFrame): Watched {
  switch (frame.type) {
    case 'message.received':
      return heard(watched, frame.data)
    case 'turn.received':
      return traced(opened(watched, frame.data), frame)
    case 'turn.captured':
      return captured(watched, frame.data)
    case 'turn.understood':
      return understood(watched, frame.data)
    case 'reply.completed':
      return traced(completed(watched, frame.data), frame)
    case 'message.sent':
      return sentByHuman(watched, frame.data)
    case 'reply.sent':
      return deliver(watched, frame.data.reply, { mark: 'sent', detail: null })
    case 'reply.held':
      return deliver(watched, frame.data.reply, { mark: 'held', detail: frame.data.reason })
    case 'reply.blocked':
      return deliver(watched, frame.data.reply, { mark: 'blocked', detail: frame.data.detail })
    case 'reply.delivered':
      return deliver(watched, frame.data.reply, { mark: 'delivered', detail: null })
    case 'reply.read':
      return deliver(watched, frame.data.reply, { mark: 'read', detail: null })
    case 'reply.failed':
      return deliver(watched, frame.data.reply, { mark: 'failed', detail: frame.data.detail })
    case 'advice.given': {
      const { turn, text, source, tookMs } = frame.data
      return changeTurn(watched, turn, (entry) => ({ ...entry, advice: { state: 'given', text, source, tookMs } }))
    }
    case 'booking.held':
    case 'booking.confirmed':
    case 'booking.moved':
    case 'booking.cancelled':
      return { ...watched, bookings: changeBookings(watched.bookings, frame.data.booking) }
    case 'followup.scheduled':
    case 'followup.cancelled':
    case 'followup.due':
      return { ...watched, followUps: changeFollowUps(watched.followUps, frame) }
    case 'session.escalated':
      return escalated(watched, frame.data, frame.cursor)
    case 'session.taken-over':
      return leaseNote({ ...watched, holder: 'human', holderName: frame.data.by }, frame)
    case 'session.released':
      return leaseNote({ ...watched, holder: 'ai', holderName: null }, frame)
    case 'session.opted-out':
      return add(
        { ...watched, optedOut: frame.data.optedOut },
        {
          kind: 'note',
          id: `note-${frame.cursor}`,
          at: frame.data.at,
          tone: 'warn',
          text: frame.data.optedOut ? 'wants no more messages' : 'wants messages again',
        },
      )
    default:
      // The page is told of every event, also of those that it makes nothing of.
      return watched
  }
}

/** Notes the trace of a turn. */
function traced(watched: Watched, { data, trace }: Extract<EventFrame, { data: { turn: string | null } }>): Watched {
  return trace === undefined ? watched : changeTurn(watched, data.turn, (turn) => ({ ...turn, trace }))
}
