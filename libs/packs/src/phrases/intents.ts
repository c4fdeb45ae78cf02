import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '../pack.ts'
import { packPhrases } from './pack-phrases.ts'
import type { PhraseMatch } from './table.ts'

/**
 * The intents whose triggers stand in a text, the longest trigger first; in these languages, or in all of the pack.
 * An intent that has one of its `except` phrases there is left out.
 */
export function triggeredIntents(pack: Pack, text: string, languages?: readonly LanguageCode[]): PhraseMatch[] {
  const phrases = packPhrases(pack)
  const isRead = ({ language }: PhraseMatch) => languages === undefined || languages.includes(language)
  const triggered = phrases.intents.match(text).filter(isRead)
  if (triggered.length === 0) return []
  const excepted = new Set(
    phrases.intentsExcept
      .match(text)
      .filter(isRead)
      .map(({ id }) => id),
  )
  return triggered.filter(({ id }) => !excepted.has(id))
}
