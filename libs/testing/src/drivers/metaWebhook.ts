import { randomBytes } from 'node:crypto'

/** The phone number id of the instance that is seeded for Meta. */
export const SEEDED_PHONE_NUMBER_ID = '100000000000001'
/** The WhatsApp business account that the seeded number belongs to, as it stands in `entry[].id`. */
export const SEEDED_BUSINESS_ACCOUNT_ID = '100000000000009'
/** The number that contacts see, as it stands in `metadata.display_phone_number`. */
export const SEEDED_DISPLAY_NUMBER = '15550100000'

/** One element of `entry[].changes[].value.messages`, loose on purpose: tests also send what Meta never would. */
export type MetaMessage = { id: string; type: string; [field: string]: unknown }
/** One element of `entry[].changes[].value.contacts`. Since 2026 `wa_id` may be missing and `user_id` is the identity. */
export type MetaContact = { profile: { name?: string; username?: string }; wa_id?: string; user_id?: string }
/** One element of `entry[].changes[].value.statuses`. */
export type MetaStatus = { id: string; status: string; timestamp: string; [field: string]: unknown }
/** The value of one change: messages with their contacts, or statuses. */
export type MetaValue = {
  messaging_product: 'whatsapp'
  metadata: { display_phone_number: string; phone_number_id: string }
  contacts?: MetaContact[]
  messages?: MetaMessage[]
  statuses?: MetaStatus[]
  [field: string]: unknown
}
export type MetaChange = { field: string; value: MetaValue }
export type MetaEntry = { id: string; changes: MetaChange[] }
/** A whole webhook body, as Meta posts it. */
export type MetaWebhook = { object: 'whatsapp_business_account'; entry: MetaEntry[] }

/** A message id in Meta's form, new each time. */
export function newWamid(): string {
  return `wamid.${randomBytes(24).toString('base64').replaceAll('=', '')}`
}

/** Puts a value into a change of the field `messages`. */
export function metaChange(value: Partial<MetaValue> & { phoneNumberId?: string }): MetaChange {
  const { phoneNumberId = SEEDED_PHONE_NUMBER_ID, ...rest } = value
  return {
    field: 'messages',
    value: {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: SEEDED_DISPLAY_NUMBER, phone_number_id: phoneNumberId },
      ...rest,
    },
  }
}

/** A body with one entry that holds these changes. */
export function metaWebhook(...changes: MetaChange[]): MetaWebhook {
  return metaEntries(changes)
}

/** A body with one entry per list of changes, as Meta sends when it batches. */
export function metaEntries(...entries: MetaChange[][]): MetaWebhook {
  return {
    object: 'whatsapp_business_account',
    entry: entries.map((changes) => ({ id: SEEDED_BUSINESS_ACCOUNT_ID, changes })),
  }
}

/** All given bodies' entries in one body, in order: what Meta does under load. */
export function joinMetaWebhooks(...bodies: MetaWebhook[]): MetaWebhook {
  return { object: 'whatsapp_business_account', entry: bodies.flatMap((body) => body.entry) }
}

/** Unix seconds as a string, the way Meta writes times. */
export function metaTimestamp(at: Date): string {
  return String(Math.floor(at.getTime() / 1000))
}
