import type { Address, BookingChanged } from '@repartee/contracts'
import { contactKeyOf } from './core/contactKey.ts'

/** How an event of a booking finds its contact, as the contracts have it. */
export type WayBack = Pick<BookingChanged, 'settings' | 'address' | 'contact' | 'language'>

/** Whoever asks: a session of a tenant, and the way back to its contact. */
export interface Asker extends WayBack {
  readonly tenant: string
  readonly session: string
  readonly address: Address
}

/** The way back out of a request that carries it. */
export function wayBackOf({ settings, address, contact, language }: WayBack): WayBack {
  return { settings, address, contact, language }
}

/** Whose bookings an asker may see and change. */
export function contactOf({ session, address, contact }: Asker): { session: string; contactKey: string } {
  return { session, contactKey: contactKeyOf(address, contact) }
}
