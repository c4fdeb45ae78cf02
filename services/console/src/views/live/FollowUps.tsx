import type { FollowUpReason } from '@repartee/contracts'
import type { FollowUp } from '../../state/watched.ts'
import { clockTime, dueIn } from '../../state/format.ts'

const REASONS: Record<FollowUpReason, string> = {
  unanswered_question: 'Their question is still open',
  silent_in_booking: 'They went silent while booking',
  escalation_untaken: 'Nobody has taken over',
  booking_reminder: 'Reminder of the appointment',
  after_visit: 'After the visit',
  dropped_call: 'The call dropped',
}

/** Messages that will be sent later, when, and those that are not needed any more. */
export function FollowUps({ followUps }: { followUps: FollowUp[] }) {
  const now = new Date()
  return (
    <ul class="follow-ups">
      {followUps.map(({ id, reason, dueAt, status, why }) => (
        <li key={id} class={status} data-follow-up={status}>
          <span>{REASONS[reason]}</span>
          <span class="muted">
            {status === 'waiting' && (
              <time dateTime={dueAt} title={new Date(dueAt).toLocaleString('en-GB')}>
                {dueIn(dueAt, now)}, at {clockTime(dueAt)}
              </time>
            )}
            {status === 'due' && 'due now'}
            {status === 'cancelled' && `not needed${why === null ? '' : `: ${why}`}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
