import { v5 } from 'uuid'
import type { Address } from '@repartee/contracts'

/** Root of all ids that are computed rather than drawn (RFC 9562, version 5), so that every replica finds the same. */
const ROOT = v5('repartee', v5.URL)

const idOf = (kind: string, ...parts: string[]): string => v5([kind, ...parts].join('\u0000'), ROOT)

/** The session of a contact on an instance; a call is a session of its own. */
export function sessionIdOf(tenant: string, instance: string, address: Address): string {
  return idOf('session', tenant, instance, address.call ?? address.contact)
}

/** Our id of a provider's message: the same webhook gives the same id, whenever and wherever it comes again. */
export function messageIdOf(tenant: string, channel: string, account: string, providerId: string): string {
  return idOf('message', tenant, channel, account, providerId)
}

/** Who a contact is over all sessions of a tenant: their phone number where it is known, else their address. */
export function contactKeyOf(address: Address, profile: { readonly phone?: string | undefined }): string {
  const phone = profile.phone ?? (address.contactKind === 'phone' ? address.contact : undefined)
  const digits = phone?.replace(/\D/g, '')
  return digits ? `phone:${digits}` : [address.provider, address.account, address.contact].join(':')
}

/** The turn that `newestMessage` opens. */
export function turnIdOf(session: string, newestMessage: string): string {
  return idOf('turn', session, newestMessage)
}

/** The reply of a turn, or of a follow-up's occurrence. */
export function replyIdOf(turnOrOccurrence: string): string {
  return idOf('reply', turnOrOccurrence)
}

/** An action that is offered in a turn: the idempotency key of what a yes carries out. */
export function pendingActionIdOf(turn: string, kind: string): string {
  return idOf('pending', turn, kind)
}
