import { z } from 'zod'
import { channel, language, provider, tenantId } from '@repartee/contracts'

const zones = new Set(Intl.supportedValuesOf('timeZone'))

/** One account that a business is reached on. */
export const tenantInstance = z.strictObject({
  /** Ours for it, such as bikes-whatsapp; no two businesses share one. */
  name: z.string().min(1),
  channel,
  provider,
  /** As the provider names it: a phone number id (Meta), a number in E.164 (Twilio), a name of our own (web). */
  account: z.string().min(1),
  voiceMode: z.enum(['gather', 'stream', 'relay']).nullable().default(null),
})

/** One business of tenants.yaml. */
export const tenantDeclaration = z.strictObject({
  id: tenantId,
  business: z.string().min(1),
  pack: z.string().min(1),
  timeZone: z.string().refine((zone) => zones.has(zone), 'a time zone is named like Europe/Madrid'),
  region: z.string().regex(/^[A-Z]{2}$/, 'a region is the code of a country, such as ES'),
  language,
  instances: z.array(tenantInstance).min(1),
})
export type TenantDeclaration = z.output<typeof tenantDeclaration>
export const tenantDeclarations = z.array(tenantDeclaration)
