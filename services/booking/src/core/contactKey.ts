import type { Address } from '@repartee/contracts'

/**
 * Who a contact is across channels: the phone that the channel vouches for, else the address. A phone that the contact merely
 * names is no part of it, so that nobody reaches another's bookings by naming a number.
 */
export function contactKeyOf(address: Address, profile: { phone?: string | undefined }): string {
  const phone = profile.phone ?? (address.contactKind === 'phone' ? address.contact : undefined)
  const digits = phone?.replace(/\D/g, '')
  return digits ? `phone:${digits}` : [address.provider, address.account, address.contact].join(':')
}
