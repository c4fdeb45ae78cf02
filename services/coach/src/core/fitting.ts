import type { LanguageCode } from '@repartee/contracts'
import { detectLanguage, LANGUAGES, wordCount } from '@repartee/language'

/** What a model gave. */
export interface ModelAdvice {
  readonly advice: string
  readonly tips: readonly string[]
  /** What to say next, word for word; empty where nothing has to be said. */
  readonly next: string
}

/** The most words of an advice with its tips. */
export const MOST_WORDS = 60

/** Why an advice cannot be shown; null when it can. */
export function faultOf({ advice }: ModelAdvice, language: LanguageCode): 'empty' | 'language' | 'too_long' | null {
  if (advice.trim() === '') return 'empty'
  if (wordCount(advice) > MOST_WORDS) return 'too_long'
  return detectLanguage(advice, { allowed: LANGUAGES, fallback: language, current: language }).switched
    ? 'language'
    : null
}

/** The advice with as many of its tips as stay within the words. */
export function shortened({ advice, tips, next }: ModelAdvice): {
  advice: string
  tips: string[]
  next: string | null
} {
  const kept: string[] = []
  let words = wordCount(advice)
  for (const tip of tips.map((one) => one.trim()).filter((one) => one !== '')) {
    words += wordCount(tip)
    if (words > MOST_WORDS) break
    kept.push(tip)
  }
  return { advice: advice.trim(), tips: kept, next: next.trim() === '' ? null : next.trim() }
}
