import { at, fieldsOf, idAt, instantAt, listAt, numberAt, textAt } from './json.ts'
import { metaContent } from './meta-content.ts'
import { phoneContact, type ReadContact, type Reading, type ReadStatus } from './reading.ts'

/** Longest address of a contact that is taken. */
const LONGEST_CONTACT = 128

/** What is said of one of our numbers: the value of one change. */
interface Said {
  account: string
  value: unknown
  receivedAt: string
}

/**
 * Reads a webhook body of the Cloud API: every entry, every change, every message and status, in order.
 * Null when the whole is not what Meta sends; a part that is not is `malformed`.
 */
export function readMeta(body: unknown, receivedAt: string): Reading[] | null {
  if (textAt(body, 'object') !== 'whatsapp_business_account' || !Array.isArray(at(body, 'entry'))) return null
  const readings: Reading[] = []
  for (const entry of listAt(body, 'entry')) {
    if (!Array.isArray(at(entry, 'changes'))) return null
    for (const change of listAt(entry, 'changes')) readings.push(...readChange(change, receivedAt))
  }
  return readings
}

function readChange(change: unknown, receivedAt: string): Reading[] {
  const field = textAt(change, 'field')
  const value = at(change, 'value')
  const account = idAt(value, 'metadata', 'phone_number_id') ?? null
  if (field === undefined || fieldsOf(value) === undefined) return [{ say: 'malformed', account, what: 'a change' }]
  if (field !== 'messages' && field !== 'smb_message_echoes') return [{ say: 'ignored', account, why: 'field' }]
  if (account === null) return [{ say: 'malformed', account, what: 'metadata.phone_number_id' }]
  const said: Said = { account, value, receivedAt }
  if (field === 'smb_message_echoes') return listAt(value, 'message_echoes').map((echo) => readEcho(said, echo))
  return [
    ...listAt(value, 'messages').map((message) => readMessage(said, message)),
    ...listAt(value, 'statuses').map((status) => readStatus(said, status)),
  ]
}

function readMessage({ account, value, receivedAt }: Said, message: unknown): Reading {
  const providerId = idAt(message, 'id')
  if (providerId === undefined) return { say: 'malformed', account, what: 'messages[].id' }
  if (isOfGroup(message)) return { say: 'ignored', account, why: 'group' }
  const from = senderOf(value, message)
  if (from === undefined) return { say: 'malformed', account, what: 'messages[].from' }
  const content = metaContent(message)
  if (content === null) return { say: 'ignored', account, why: 'system' }
  return {
    say: 'message',
    account,
    from,
    message: { providerId, at: instantAt(message, 'timestamp') ?? receivedAt, ...content },
  }
}

/** Groups, broadcast lists, statuses and newsletters are heard and never answered. */
function isOfGroup(message: unknown): boolean {
  if (idAt(message, 'group_id') !== undefined || idAt(message, 'recipient_group_id') !== undefined) return true
  const from = idAt(message, 'from') ?? ''
  return /@(g\.us|broadcast|newsletter)$/.test(from)
}

/**
 * Who wrote. The business-scoped user id is the identity where there is one, since 2026 a phone may be missing or hidden
 * later; a phone that is shown is kept beside it.
 */
function senderOf(value: unknown, message: unknown): ReadContact | undefined {
  const phone = idAt(message, 'from')
  const userId = idAt(message, 'from_user_id')
  const all = listAt(value, 'contacts')
  const profile =
    all.find(
      (one) =>
        (userId !== undefined && idAt(one, 'user_id') === userId) ||
        (phone !== undefined && idAt(one, 'wa_id') === phone),
    ) ?? (all.length === 1 ? all[0] : undefined)
  return contactOf(
    phone ?? idAt(profile, 'wa_id'),
    userId ?? idAt(profile, 'user_id'),
    textAt(profile, 'profile', 'name'),
  )
}

function contactOf(phone: string | undefined, userId: string | undefined, name?: string): ReadContact | undefined {
  const digits = phone?.replaceAll(/\D/g, '') ?? ''
  const byPhone = digits.length >= 5 && digits.length <= 20 ? phoneContact(digits, name) : undefined
  if (userId === undefined) return byPhone
  if (userId.length > LONGEST_CONTACT) return undefined
  return {
    contact: userId,
    contactKind: 'user_id',
    ...(name && { name }),
    ...(byPhone?.phone && { phone: byPhone.phone }),
  }
}

function readEcho({ account, value, receivedAt }: Said, echo: unknown): Reading {
  const providerId = idAt(echo, 'id')
  if (providerId === undefined) return { say: 'malformed', account, what: 'message_echoes[].id' }
  const names = listAt(value, 'contacts')
  const to = contactOf(
    idAt(echo, 'to'),
    idAt(echo, 'to_user_id') ?? (names.length === 1 ? idAt(names[0], 'user_id') : undefined),
  )
  if (to === undefined) return { say: 'malformed', account, what: 'message_echoes[].to' }
  const content = metaContent(echo)
  if (content === null) return { say: 'ignored', account, why: 'system' }
  return {
    say: 'echo',
    account,
    to,
    message: { providerId, at: instantAt(echo, 'timestamp') ?? receivedAt, ...content },
  }
}

const statuses = ['sent', 'delivered', 'read', 'failed'] as const

function readStatus({ account }: Said, status: unknown): Reading {
  const providerId = idAt(status, 'id')
  const name = textAt(status, 'status')
  if (providerId === undefined || name === undefined) return { say: 'malformed', account, what: 'statuses[]' }
  if (textAt(status, 'recipient_type') === 'group') return { say: 'ignored', account, why: 'group' }
  const known = statuses.find((one) => one === name)
  // `played` says that a voice note was heard: the contact has read it.
  const read = known ?? (name === 'played' ? 'read' : undefined)
  if (read === undefined) return { say: 'ignored', account, why: 'status' }
  const found: ReadStatus = {
    to: contactOf(idAt(status, 'recipient_id'), idAt(status, 'recipient_user_id')) ?? null,
    providerId,
    status: read,
    reply: idAt(status, 'biz_opaque_callback_data') ?? null,
    at: instantAt(status, 'timestamp') ?? null,
    detail: errorOf(status),
  }
  return { say: 'status', account, status: found }
}

function errorOf(status: unknown): string | null {
  const [first] = listAt(status, 'errors')
  const code = numberAt(first, 'code')
  return code === undefined ? null : `${code} ${textAt(first, 'title') ?? ''}`.trim()
}

/** The phone number ids that a body speaks of. */
export function accountsOf(body: unknown): string[] {
  const ids = listAt(body, 'entry')
    .flatMap((entry) => listAt(entry, 'changes'))
    .map((change) => idAt(change, 'value', 'metadata', 'phone_number_id'))
  return [...new Set(ids.filter((id) => id !== undefined))]
}
