import type { Address } from '@repartee/contracts'
import type { Instance } from '../instances/instance.ts'

/** By an SMS everybody can be reached who has a phone; on WhatsApp only who wrote there before. */
const PREFERENCE = ['sms', 'whatsapp'] as const

/** Where a business can write to somebody of whom it has the phone number (E.164); null where it has no such channel. */
export function writeTo(instances: readonly Instance[], tenant: string, phone: string | undefined): Address | null {
  if (phone === undefined) return null
  const ours = instances.filter((instance) => instance.tenant === tenant)
  const found = PREFERENCE.flatMap((channel) => ours.find((instance) => instance.channel === channel) ?? [])[0]
  if (found === undefined) return null
  const { channel, provider, account } = found
  return { channel, provider, account, contact: phone.replaceAll(/\D/g, ''), contactKind: 'phone' }
}
