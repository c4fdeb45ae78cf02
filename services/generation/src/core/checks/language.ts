import type { LanguageCode } from '@repartee/contracts'
import { LANGUAGES, detectLanguage, splitSentences, words } from '@repartee/language'

/** A sentence that is shorter may be a name or a thing; it tells no language. */
const TELLING_WORDS = 5
const SURE = 0.8

/** The language of a sentence that is not the one to answer in; null when the whole text is in that one. */
export function strayLanguage(text: string, wanted: LanguageCode): LanguageCode | null {
  for (const sentence of splitSentences(text, wanted)) {
    const { language, confidence } = detectLanguage(sentence, { current: wanted, allowed: LANGUAGES, fallback: wanted })
    if (language === wanted || confidence < SURE) continue
    if (words(sentence, language).length >= TELLING_WORDS) return language
  }
  return null
}
