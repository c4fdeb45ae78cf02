import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link to a calendar file opens: one booking, or all of a resource while its feed has this number. */
export type CalendarToken =
  | { readonly of: 'booking'; readonly tenant: string; readonly id: string }
  | { readonly of: 'resource'; readonly tenant: string; readonly id: string; readonly number: number }

const SIGNATURE_BYTES = 16
const FORM = /^(?:b\.([a-z0-9-]{1,63})\.([\w-]{22})|r\.([a-z0-9-]{1,63})\.([\w-]{22})\.(\d{1,9}))\.([\w-]{22})$/

/** A token that can stand in a link: readable, and signed (HMAC-SHA-256, 128 bits), so that nobody makes one up. */
export function signCalendarToken(token: CalendarToken, secret: string): string {
  const id = Buffer.from(token.id.replaceAll('-', ''), 'hex').toString('base64url')
  const body = token.of === 'booking' ? `b.${token.tenant}.${id}` : `r.${token.tenant}.${id}.${token.number}`
  return `${body}.${signature(body, secret)}`
}

/** What a token opens; null for one that we did not sign. Compared in constant time. */
export function readCalendarToken(token: string, secret: string): CalendarToken | null {
  const match = FORM.exec(token)
  if (!match) return null
  const [, bookingTenant, booking, resourceTenant, resource, number, given] = match
  const expected = Buffer.from(signature(token.slice(0, token.lastIndexOf('.')), secret))
  if (!timingSafeEqual(expected, Buffer.from(given!))) return null
  return booking === undefined
    ? { of: 'resource', tenant: resourceTenant!, id: uuidOf(resource!), number: Number(number) }
    : { of: 'booking', tenant: bookingTenant!, id: uuidOf(booking) }
}

function signature(body: string, secret: string): string {
  const whole = createHmac('sha256', secret).update(`calendar.${body}`).digest()
  return whole.subarray(0, SIGNATURE_BYTES).toString('base64url')
}

function uuidOf(short: string): string {
  const hex = Buffer.from(short, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
