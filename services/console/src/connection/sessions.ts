import type { InboxRow } from '../state/inbox.ts'
import type { Api } from './api.ts'

/** A conversation as the archive lists it. */
interface SessionRow {
  id: string
  channel: string
  contact: string
  contactName: string | null
  leaseHolder: InboxRow['holder']
  state: string
  frustration: number
  lastText: string
  changedAt: string
}

/** The latest conversations of a tenant. */
export async function listSessions(api: Api, tenant: string): Promise<InboxRow[]> {
  const { sessions } = (await api.get(`/sessions?limit=50&tenant=${tenant}`)) as { sessions: SessionRow[] }
  return sessions.map(
    ({ id, channel, contact, contactName, leaseHolder, state, frustration, lastText, changedAt }) => ({
      session: id,
      name: contactName,
      phone: contact,
      channel,
      lastText,
      lastAt: changedAt,
      holder: leaseHolder,
      isWaiting: state === 'escalated' && leaseHolder === 'ai',
      isAnswering: false,
      frustration,
      unread: 0,
    }),
  )
}
