import { evolutionContent } from './evolution-content.ts'
import { at, fieldsOf, idAt, instantAt, textAt } from './json.ts'
import { phoneContact, type ReadContact, type Reading, type ReadStatus } from './reading.ts'

const LONGEST_CONTACT = 128

/** The instance that a body speaks of; undefined when it names none. */
export function evolutionInstance(body: unknown): string | undefined {
  return idAt(body, 'instance')
}

/**
 * Reads a webhook of Evolution API (doc.evolution-api.com, version 2; version 1 where it differs). `path` is the event's
 * name where it stands in the address. Null when the whole is not what Evolution sends.
 */
export function readEvolution(body: unknown, path: string | null, receivedAt: string): Reading[] | null {
  const account = evolutionInstance(body)
  const name = (textAt(body, 'event') ?? path)?.toLowerCase().replaceAll(/[-_]/g, '.')
  if (account === undefined || name === undefined) return null
  const data = at(body, 'data')
  switch (name) {
    case 'messages.upsert':
    case 'send.message':
      return partsOf(data, 'messages').map((one) => readMessage(account, one, receivedAt))
    case 'messages.update':
      return partsOf(data, 'updates').map((one) => readUpdate(account, one))
    default:
      return [{ say: 'ignored', account, why: 'field' }]
  }
}

/** One or several, bare or under a name. */
function partsOf(data: unknown, name: string): unknown[] {
  const inner = at(data, name) ?? data
  return Array.isArray(inner) ? inner : [inner]
}

function readMessage(account: string, data: unknown, receivedAt: string): Reading {
  const providerId = idAt(data, 'key', 'id')
  const jid = idAt(data, 'key', 'remoteJid')
  if (providerId === undefined || jid === undefined) return { say: 'malformed', account, what: 'data.key' }
  if (isOfMany(jid)) return { say: 'ignored', account, why: 'group' }
  const isOurs = at(data, 'key', 'fromMe') === true
  const phone = idAt(data, 'key', 'remoteJidAlt') ?? idAt(data, 'key', 'senderPn')
  const contact = contactOf(jid, phone, isOurs ? undefined : textAt(data, 'pushName'))
  if (contact === undefined) return { say: 'malformed', account, what: 'data.key.remoteJid' }
  const content = evolutionContent(data, providerId)
  if (content === null) return { say: 'ignored', account, why: 'system' }
  const message = { providerId, at: instantAt(data, 'messageTimestamp') ?? receivedAt, ...content }
  return isOurs ? { say: 'echo', account, to: contact, message } : { say: 'message', account, from: contact, message }
}

/** Groups, broadcasts, statuses and newsletters. */
function isOfMany(jid: string): boolean {
  return /@(g\.us|broadcast|newsletter)$/.test(jid)
}

/** A phone's address, or since 2024 one that hides it (`…@lid`), beside which the phone may stand. */
function contactOf(jid: string, phoneJid?: string, name?: string): ReadContact | undefined {
  const phone = phoneOf(jid)
  if (phone !== undefined) return phoneContact(phone, name)
  if (!jid.includes('@') || jid.length > LONGEST_CONTACT) return undefined
  const beside = phoneJid && phoneOf(phoneJid)
  return { contact: jid, contactKind: 'user_id', ...(name && { name }), ...(beside && { phone: `+${beside}` }) }
}

function phoneOf(jid: string): string | undefined {
  return /^(\d{5,20})(?::\d+)?@(?:s\.whatsapp\.net|c\.us)$/.exec(jid)?.[1]
}

/** States of a message, by name and by Baileys' number. */
const states: Readonly<Record<string, ReadStatus['status']>> = {
  ERROR: 'failed',
  '0': 'failed',
  SERVER_ACK: 'sent',
  '2': 'sent',
  DELIVERY_ACK: 'delivered',
  '3': 'delivered',
  READ: 'read',
  '4': 'read',
  PLAYED: 'read',
  '5': 'read',
}

function readUpdate(account: string, data: unknown): Reading {
  // `messageId` is the number in Evolution's own database, where `keyId` stands beside it.
  const providerId = idAt(data, 'keyId') ?? idAt(data, 'key', 'id') ?? idAt(data, 'messageId')
  const jid = idAt(data, 'remoteJid') ?? idAt(data, 'key', 'remoteJid')
  const name = idAt(data, 'status') ?? idAt(data, 'update', 'status')
  if (providerId === undefined || fieldsOf(data) === undefined) return { say: 'malformed', account, what: 'data.keyId' }
  if (jid !== undefined && isOfMany(jid)) return { say: 'ignored', account, why: 'group' }
  const isOurs = (at(data, 'fromMe') ?? at(data, 'key', 'fromMe')) !== false
  const status = name === undefined || !Object.hasOwn(states, name) ? undefined : states[name]
  if (!isOurs || status === undefined) return { say: 'ignored', account, why: 'status' }
  const to = jid === undefined ? undefined : contactOf(jid)
  return { say: 'status', account, status: { to: to ?? null, providerId, status, reply: null, at: null, detail: null } }
}
