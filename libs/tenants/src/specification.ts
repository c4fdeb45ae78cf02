import { channel, language, provider, tenantId } from '@repartee/contracts'
import { IANAZone } from './zone.ts'
import { z } from 'zod'

const timeZone = z.string().refine((name) => IANAZone.has(name), 'it must be an IANA time zone, such as Europe/Madrid')
const secretReference = z
  .string()
  .regex(/^env:SECRET_[A-Z0-9_]+$/, 'a secret is named as env:SECRET_NAME and never written down')

/** Who somebody may be in a tenant: look, answer contacts, change things. */
export const role = z.enum(['viewer', 'agent', 'admin'])
export type Role = z.output<typeof role>

/** A business to be made. */
export const newTenant = z.strictObject({
  tenant: tenantId,
  businessName: z.string().trim().min(1, 'a business has a name'),
  pack: z.string().regex(/^[a-z][a-z0-9-]*$/, 'a pack is named in lower-case letters, such as clinic'),
  timeZone,
  region: z.string().regex(/^[A-Z]{2}$/, 'a region is an ISO 3166 country of two capitals, such as ES'),
  defaultLanguage: language,
  organisation: tenantId.nullable().default(null),
  retentionDays: z.int().positive().nullable().default(null),
})
export type NewTenant = z.output<typeof newTenant>

/** One of a business' accounts at a provider. */
export const newInstance = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'an instance is named in lower-case letters, digits and dashes'),
  channel,
  provider,
  account: z.string().min(1, 'an instance has an account: a phone number id (Meta), a number (Twilio), a widget (web)'),
  language: language.nullable().default(null),
  voiceMode: z.enum(['gather', 'stream', 'relay']).nullable().default(null),
  secrets: z.record(z.string(), secretReference).default({}),
})
export type NewInstance = z.output<typeof newInstance>

export const newUser = z.strictObject({
  email: z.email('it must be an e-mail address').transform((text) => text.toLowerCase()),
  name: z.string().trim().min(1, 'somebody has a name'),
  role,
})
export type NewUser = z.output<typeof newUser>

/** Something that was asked for cannot be, in words for whoever asked. */
export class TenantError extends Error {
  override readonly name = 'TenantError'
}

/** What is given, as its schema has it. Throws a TenantError that names each mistake. */
export function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const mistakes = read.error.issues.map(({ path, message }) => `${path.join('.') || 'it'}: ${message}`)
  throw new TenantError(mistakes.join('\n'))
}
