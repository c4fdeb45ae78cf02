import { inbox, inboxProblem, watch, watched } from '../../watcher.ts'
import { contact } from '../../customer.ts'
import { type InboxRow, sessionOfPhone } from '../../state/inbox.ts'
import { readablePhone } from '../../state/contact.ts'

/** The conversations of the business, those that wait for a person first. */
export function Inbox() {
  const { rows } = inbox.value
  const mine = sessionOfPhone(inbox.value, contact.value.phone)
  return (
    <nav class="inbox" aria-label="Conversations">
      {rows.length === 0 && <p class="muted">No conversations yet.</p>}
      {inboxProblem.value !== null && (
        <p class="problem" role="alert">
          Older conversations cannot be listed: {inboxProblem.value}
        </p>
      )}
      <ul>
        {rows.map((row) => (
          <li key={row.session}>
            <Row row={row} isMine={row.session === mine} />
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Row({ row, isMine }: { row: InboxRow; isMine: boolean }) {
  const { session, name, phone, lastText, holder, isWaiting, isAnswering, frustration, unread } = row
  return (
    <button
      type="button"
      class="inbox-row"
      aria-current={watched.value?.session === session}
      onClick={() => watch(session, 'chosen')}
    >
      <span class="inbox-name">
        {isAnswering && <i class="pulse" title="being answered" />}
        <bdi>{name ?? (phone === null ? 'Somebody' : readablePhone(phone))}</bdi>
        {isMine && <span class="badge accent">you</span>}
        {isWaiting && <span class="badge bad">waits for a person</span>}
        {holder === 'human' && <span class="badge warn">person</span>}
        {frustration >= 3 && (
          <span class="badge warn" title="frustrated">
            ! <span class="unseen">frustrated</span>
          </span>
        )}
        {unread > 0 && (
          <span class="badge accent">
            {unread} <span class="unseen">new</span>
          </span>
        )}
      </span>
      <span class="inbox-last" dir="auto">
        {lastText}
      </span>
    </button>
  )
}
