import { triggeredIntents, type Pack } from '@repartee/packs'
import type { LanguageCode } from '@repartee/contracts'

/** What a screen is told to do is no news for any task: "show me TSLA" beside an order for Apple. */
export function isCommand(pack: Pack, text: string, languages: readonly LanguageCode[]): boolean {
  if (pack.commands.length === 0) return false
  const intents = triggeredIntents(pack, text, languages).map(({ id }) => pack.intents.find(({ name }) => name === id))
  return (
    intents.some((intent) => intent?.command !== undefined) && !intents.some((intent) => intent?.task !== undefined)
  )
}
