import type { Choice } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { NOTHING, type Findings } from './heard.ts'

/** The slot that the engine keeps the appointment in that is moved or cancelled. */
export const BOOKING_SLOT = 'booking'
const ENGINE_KEYS = new Set([BOOKING_SLOT, 'task', 'answer'])

/** What a choice's id says: `date=2026-11-24&time=15:00`. */
export function parameters(id: string): Map<string, string> {
  return new Map(new URLSearchParams(id))
}

/** Is it a choice that we made, so that its title is no words of the contact's? */
export function isOurs(choice: Choice, pack: Pack): boolean {
  const isSlot = (name: string) => pack.slots.some((slot) => slot.name === name)
  return [...parameters(choice.id).keys()].some((name) => ENGINE_KEYS.has(name) || isSlot(name))
}

/** The slots that a taken choice fills; an empty value empties the slot. */
export function readChoice(choice: Choice, pack: Pack): Findings {
  if (!isOurs(choice, pack)) return NOTHING
  const quote = choice.title
  const given = [...parameters(choice.id)].filter(
    ([name]) => name === BOOKING_SLOT || pack.slots.some((slot) => slot.name === name),
  )
  return {
    found: given
      .filter(([, value]) => value !== '')
      .map(([slot, value]) => ({ slot, value, quote, start: 0, end: quote.length, confidence: 1, by: 'choice' })),
    dropped: given.filter(([, value]) => value === '').map(([name]) => name),
    problems: [],
  }
}
