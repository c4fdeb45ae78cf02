import type { LanguageCode } from '@repartee/contracts'
import { languageOf, type Pack } from '../pack.ts'

export interface FallbackAdvice {
  advice: string
  tips: string[]
  source: 'fallback' | 'error_fallback'
}

function entryOf(
  pack: Pick<Pack, 'coach' | 'intents'>,
  intent: string | null,
): { entry: string; source: FallbackAdvice['source'] } {
  const entries = pack.coach.entries
  if (intent === null) return { entry: 'default', source: 'fallback' }
  if (intent === 'error_fallback') return { entry: intent, source: intent }
  const declared = pack.intents.find(({ name }) => name === intent)
  const named = declared?.advice ?? intent
  if (named in entries) return { entry: named, source: 'fallback' }
  if (declared) return { entry: 'default', source: 'fallback' }
  return { entry: 'error_fallback', source: 'error_fallback' }
}

/**
 * The advice that the pack holds for an intent, for when no model gives one: the intent's own entry as `fallback`,
 * `default` without an intent, `error_fallback` for an intent that the pack does not know.
 */
export function fallbackAdvice(
  pack: Pick<Pack, 'coach' | 'intents' | 'languages'>,
  wanted: LanguageCode,
  intent: string | null,
): FallbackAdvice {
  const language = languageOf(pack, wanted)
  const { entry, source } = entryOf(pack, intent)
  const found = pack.coach.entries[entry]?.[language]
  if (!found) throw new Error(`the pack has no advice ${entry} in ${language}`)
  return { advice: found.advice, tips: [...found.tips], source }
}

/** Advice and tips as they are shown: the advice, a blank line, a heading with a lamp, one bullet a tip. */
export function formatAdvice(
  pack: Pick<Pack, 'coach' | 'languages'>,
  wanted: LanguageCode,
  advice: { advice: string; tips: readonly string[] },
): string {
  if (advice.tips.length === 0) return advice.advice
  const heading = pack.coach.heading[languageOf(pack, wanted)] ?? ''
  return [advice.advice, '', `💡 ${heading}`, ...advice.tips.map((tip) => `• ${tip}`)].join('\n')
}
