import type { InboundMessage } from '@repartee/contracts'

/** A message as a provider's body says it, before it has our id. */
export type ReadMessage = Omit<InboundMessage, 'id'>

/** Where something of a webhook belongs, in the provider's words. */
export interface ReadContact {
  /** The contact's side as the provider names it. */
  contact: string
  contactKind: 'phone' | 'user_id' | 'web'
  name?: string
  /** E.164. */
  phone?: string
}

/** One thing that a webhook said about one of our accounts. */
export type Reading =
  | { say: 'message'; account: string; from: ReadContact; message: ReadMessage }
  | { say: 'status'; account: string; status: ReadStatus }
  /** Our own message, sent by a human from the paired phone. */
  | { say: 'echo'; account: string; to: ReadContact; message: ReadMessage }
  /** Understood and on purpose not answered. */
  | { say: 'ignored'; account: string | null; why: 'group' | 'system' | 'field' | 'status' }
  /** A part that has not the form which the provider documents. */
  | { say: 'malformed'; account: string | null; what: string }

/** What became of a message of ours. */
export interface ReadStatus {
  to: ReadContact | null
  providerId: string
  status: 'sent' | 'delivered' | 'read' | 'failed'
  /** What travelled with the send: our reply's id. */
  reply: string | null
  at: string | null
  /** Of a failure: the provider's code and title. */
  detail: string | null
}

/** The address of a phone number as digits; a plus sign and separators fall away. */
export function phoneContact(digits: string, name?: string): ReadContact {
  const plain = digits.replaceAll(/\D/g, '')
  return { contact: plain, contactKind: 'phone', phone: `+${plain}`, ...(name && { name }) }
}
