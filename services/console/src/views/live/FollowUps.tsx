import type { FollowUpReason } from '@repartee/contracts'
import type { Watched } from '../../state/watched.ts'
import { clockTime, dueIn, readableName } from '../../state/format.ts'

const REASONS: Record<FollowUpReason, string> = {
  unanswered_question: 'Their question is still open',
  silent_in_booking: 'They went silent while booking',
  escalation_untaken: 'Nobody has taken over',
  booking_reminder: 'Reminder of the appointment',
  after_visit: 'After the visit',
  dropped_call: 'The call dropped',
}

/** Messages that will be sent later, and when; those that are not needed any more are folded. */
export function FollowUps({ watched: { followUps, timeZone } }: { watched: Watched }) {
  const open = followUps.filter(({ status }) => status !== 'cancelled')
  const cancelled = followUps.filter(({ status }) => status === 'cancelled')
  return (
    <>
      <List followUps={open} timeZone={timeZone} />
      {cancelled.length > 0 && (
        <details class="cancelled-follow-ups">
          <summary>{cancelled.length} not needed any more</summary>
          <List followUps={cancelled} timeZone={timeZone} />
        </details>
      )}
    </>
  )
}

function List({ followUps, timeZone }: Pick<Watched, 'followUps' | 'timeZone'>) {
  return (
    <ul class="follow-ups">
      {followUps.map(({ id, reason, dueAt, status, why }) => (
        <li key={id} data-follow-up={status}>
          <span>{REASONS[reason]}</span>
          <span class="muted">
            {status === 'waiting' && (
              <time dateTime={dueAt} title={new Date(dueAt).toLocaleString('en-GB', { timeZone })}>
                {dueIn(dueAt, new Date())}, at {clockTime(dueAt, timeZone)}
              </time>
            )}
            {status === 'due' && 'due now'}
            {status === 'cancelled' && why !== null && readableName(why)}
          </span>
        </li>
      ))}
    </ul>
  )
}
