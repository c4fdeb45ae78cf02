import type { Captured, TurnReceived } from '@repartee/contracts'
import { words } from '@repartee/language'
import { findRedFlag, type Pack } from '@repartee/packs'
import { wordsOf } from '../hear.ts'

const FEWEST_UNREAD_WORDS = 3
const FEWEST_WORDS = 3

/** What a model is told before the contact's words: the same for all turns of a pack, so that providers keep it. */
export function instructionsOf(pack: Pack, dataRule: string): string {
  const slots = pack.slots.map(({ name }) => name).join(' ')
  return `Find facts in the contact's last words. For each fact that they clearly say: its slot and the quote, copied exactly. Guess nothing; no facts is fine. Slots: ${slots}\n${dataRule}`
}

/**
 * Can a model find what the rules did not? Not in a tap, an emergency, or words that the rules have read nearly whole:
 * an answer costs the contact time.
 */
export function isWorthAsking(turn: TurnReceived, pack: Pack, { slots }: Captured): boolean {
  if (turn.choice !== null || findRedFlag(pack, turn.text) !== null) return false
  const text = wordsOf(turn, pack).join('\n')
  const language = turn.snapshot.language ?? turn.snapshot.settings.defaultLanguage
  if (words(text, language).length < FEWEST_WORDS) return false
  const unread = Object.values(slots).reduce((rest, { quote }) => rest.replace(quote, ' '), text)
  return words(unread, language).length >= FEWEST_UNREAD_WORDS
}
