/** Somebody who writes to the business from the page. */
export interface Contact {
  /** E.164. */
  phone: string
  /** The name in their WhatsApp profile. */
  name: string
}

const NAMES = ['Ana', 'Lucas', 'Mila', 'Noa', 'Tomás', 'Vera', 'Daniel', 'Inês', 'Sofía', 'Yael']

/**
 * A contact nobody has met before, out of a number from 0 to 1: a Spanish mobile number of a range that is not
 * assigned (+34 600 9…), and a first name.
 */
export function newContact(chance: number): Contact {
  const digits = Math.floor(chance * 100_000)
    .toString()
    .padStart(5, '0')
  return { phone: `+346009${digits}`, name: NAMES[Math.floor(chance * 1000) % NAMES.length] ?? 'Ana' }
}

/** The number as people read it: +34 600 912 345. */
export function readablePhone(phone: string): string {
  const match = /^\+?(34)(\d{3})(\d{3})(\d{3})$/.exec(phone)
  return match ? `+${match.slice(1).join(' ')}` : phone
}
