import { channel, language, provider, tenantId, tenantSettings } from '@repartee/contracts'
import { z } from 'zod'

/** Names of the secrets that an instance may have for itself. */
export const secretNames = [
  'appSecret',
  'verifyToken',
  'accessToken',
  'accountSid',
  'authToken',
  'apiKey',
  'jwtKey',
] as const
export type SecretName = (typeof secretNames)[number]

const secretReference = z
  .string()
  .regex(/^env:SECRET_[A-Z0-9_]+$/, 'a row names a secret as env:SECRET_NAME and never holds it')

/** One of our accounts at a provider, with its tenant's settings: all that the way in and the way out need to know. */
export const instance = z.object({
  name: z.string().min(1),
  tenant: tenantId,
  channel,
  provider,
  account: z.string().min(1),
  language,
  voiceMode: z.enum(['gather', 'stream', 'relay']).nullable(),
  /** References such as `env:SECRET_CLINIC_META`; never the secrets themselves. */
  secrets: z.partialRecord(z.enum(secretNames), secretReference),
  settings: tenantSettings,
})
export type Instance = z.output<typeof instance>

/** What a provider's webhook knows of an instance. */
export type Place = Pick<Instance, 'provider' | 'channel' | 'account'>

/** The place as one text, for maps and keys. */
export function placeKey({ provider, channel, account }: Place): string {
  return `${provider}:${channel}:${account}`
}
