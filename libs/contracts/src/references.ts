import { z } from 'zod'

/** A business. A slug, so that it can be read in subjects and traces. */
export const tenantId = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,62}$/,
    'a tenant id is 1 to 63 lower-case letters, digits and dashes, such as demo-clinic',
  )

export const sessionId = z.uuid()
export const turnId = z.uuid()
/** An instant: ISO 8601 in UTC, such as 2026-11-20T09:30:00.000Z. */
export const instant = z.iso.datetime()
export const language = z.enum(['en', 'es', 'ru', 'he', 'pt', 'zh'])
export type LanguageCode = z.output<typeof language>

export const channel = z.enum(['whatsapp', 'sms', 'phone', 'web'])
export type Channel = z.output<typeof channel>
export const provider = z.enum(['meta', 'twilio', 'evolution', 'web'])

/** Where a message came from and where its answer goes. */
export const address = z.object({
  channel,
  provider,
  /** Our side as the provider names it: a phone number id, a phone number, an instance, a widget. */
  account: z.string().min(1),
  /** The contact's side as the provider names it; not always a phone number. */
  contact: z.string().min(1),
  contactKind: z.enum(['phone', 'user_id', 'web']),
  /** The provider's id of the call, on the phone. */
  call: z.string().optional(),
})
export type Address = z.output<typeof address>

/** What the channel tells about the contact. */
export const contactProfile = z.object({
  name: z.string().optional(),
  /** E.164, when the channel shows it. */
  phone: z.string().optional(),
})

/** What stands in every event of a session. */
export const sessionReference = { tenant: tenantId, session: sessionId }

/** What stands in every event of a turn. */
export const turnReference = {
  ...sessionReference,
  turn: turnId,
  /** The turn's number in the conversation, from 1. */
  number: z.int().positive(),
}

/** What of the tenant's settings understanding and wording need; travels with the turn, so that nobody has to ask. */
export const tenantSettings = z.object({
  businessName: z.string(),
  pack: z.string(),
  /** IANA time zone, such as Europe/Madrid. */
  timeZone: z.string(),
  /** ISO 3166 country: the default region of phone numbers and the emergency number. */
  region: z.string().length(2),
  defaultLanguage: language,
  /** The contact is a trainee who practises on a customer that the engine plays. */
  practice: z.object({ persona: z.string().min(1), trainee: z.string().min(1) }).optional(),
  /** What the tenant has otherwise than its pack; `packOverrides` of libs/packs says what may stand here. */
  overrides: z.record(z.string(), z.unknown()).optional(),
})
export type TenantSettings = z.output<typeof tenantSettings>
