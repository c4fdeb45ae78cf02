import type { Pack } from '../pack.ts'
import { packPhrases } from './pack-phrases.ts'
import type { PhraseMatch } from './table.ts'

/**
 * The intents whose triggers stand in a text, in whatever language of the pack it is written, the longest trigger
 * first. An intent that has one of its `except` phrases there is left out.
 */
export function triggeredIntents(pack: Pack, text: string): PhraseMatch[] {
  const phrases = packPhrases(pack)
  const triggered = phrases.intents.match(text)
  if (triggered.length === 0) return []
  const excepted = new Set(phrases.intentsExcept.match(text).map(({ id }) => id))
  return triggered.filter(({ id }) => !excepted.has(id))
}
