import type { Language } from './language.ts'
import { tableOf } from './tables/index.ts'
import { foldText } from './text/fold.ts'
import { tokenize, type Token } from './text/tokens.ts'
import { trigramScores } from './trigrams.ts'

export interface DetectOptions {
  /** The conversation's language; it is sticky. */
  current?: Language
  /** Languages that the tenant answers in. */
  allowed: readonly Language[]
  /** The language in the contact's profile; stands where the conversation has none. */
  profile?: Language
  /** The tenant's default. */
  fallback: Language
}

export interface DetectedLanguage {
  language: Language
  /** 0 to 1. */
  confidence: number
  /** True where it differs from the conversation's language. */
  switched: boolean
}

const LATIN: readonly Language[] = ['en', 'es', 'pt']
const ENOUGH_WORDS = 3
// A language shows in the first sentences.
const ENOUGH_CHARACTERS = 400
const ENOUGH_CONFIDENCE = 0.6
// A word of Chinese is one character or two.
const HAN_PER_WORD = 4 / 3
const TELLING: readonly (readonly [RegExp, Language, number])[] = [
  [/[ãõ]|ç[ãõ]/giu, 'pt', 1.5],
  [/[êôâà]|ção|ções|nh[ao]/giu, 'pt', 0.8],
  [/[¿¡]/giu, 'es', 2],
  [/ñ/giu, 'es', 1.2],
  [/ción|\bll[aeo]/giu, 'es', 0.5],
  // Russian in Latin letters.
  [/zh|kh|shch|(?:ayu|uyu|aete|ayte|uyte|atsya|itsya|iye|ovat)\b/giu, 'ru', 0.8],
]

const stopWords = new Map<Language, Set<string>>()

function stopWordsOf(language: Language): Set<string> {
  let known = stopWords.get(language)
  if (!known) {
    const { text } = tableOf(language)
    known = new Set(
      foldText(language === 'ru' ? (text.transliterated ?? '') : `${text.stopWords} ${text.commonWords}`).split(' '),
    )
    stopWords.set(language, known)
  }
  return known
}

interface Guess {
  language: Language | undefined
  confidence: number
  words: number
  /** How surely the message is not in the language that is held. */
  against?: number
}

function guessLatin(
  text: string,
  words: readonly string[],
  allowed: readonly Language[],
  held: Language | undefined,
): Guess {
  const candidates = [...LATIN, 'ru' as const].filter((language) => allowed.includes(language))
  const scores = new Map<Language, number>(candidates.map((language) => [language, 0]))
  const add = (language: Language, points: number): void => {
    const before = scores.get(language)
    if (before !== undefined) scores.set(language, before + points)
  }
  for (const word of words) {
    const holders = [...LATIN, 'ru' as const].filter((language) => stopWordsOf(language).has(word))
    for (const language of holders) add(language, 1 / holders.length)
  }
  for (const [pattern, language, points] of TELLING)
    add(language, Math.min(2, text.match(pattern)?.length ?? 0) * points)
  const byStopWords = [...scores.values()].reduce((sum, points) => sum + points, 0)
  // Transliterated Russian fools the trigram detector, so its voice counts little against clear stop-words.
  const voices = trigramScores(text)
  const voiceWeight = (scores.get('ru') ?? 0) >= 2 ? 0.3 : 1 + Math.min(words.length, 6) / 4
  const loudest = Math.max(...LATIN.map((language) => voices[language] ?? 0), 0.0001)
  for (const language of LATIN) add(language, ((voices[language] ?? 0) / loudest) ** 3 * voiceWeight)
  const [best, second] = [...scores].toSorted((a, b) => b[1] - a[1])
  if (!best || best[1] === 0) return { language: undefined, confidence: 0, words: words.length }
  const margin = (best[1] - (second?.[1] ?? 0)) / best[1]
  const known = Math.min(1, 0.4 + byStopWords / Math.max(2, words.length * 0.6))
  const heldScore = held === undefined ? 0 : (scores.get(held) ?? 0)
  // Spanish or Portuguese may be hard to tell, while it is plain that it is no English.
  const against = margin >= 0.15 ? Math.min(1, ((best[1] - heldScore) / best[1]) * 1.1) * known : 0
  return { language: best[0], confidence: Math.min(1, margin * 1.4) * known, words: words.length, against }
}

const ADDRESS = /\S{1,64}@\S+|https?:\/\/\S+|www\.\S+/gu

/** Guesses by the message alone: script first, then stop-words with a margin and the trigram detector. */
function guess(text: string, allowed: readonly Language[], held: Language | undefined): Guess {
  const plain = text.slice(0, ENOUGH_CHARACTERS).replaceAll(ADDRESS, ' ')
  const counts = { zh: 0, he: 0, ru: 0, latin: 0 }
  const latin: Token[] = []
  for (const token of tokenize(plain)) {
    if (token.kind !== 'word') continue
    if (/\p{Script=Han}/u.test(token.text)) counts.zh += 1 / HAN_PER_WORD
    else if (/\p{Script=Hebrew}/u.test(token.text)) counts.he += 1
    else if (/\p{Script=Cyrillic}/u.test(token.text)) counts.ru += 1
    else if (/\p{Script=Latin}/u.test(token.text)) latin.push(token)
  }
  // A name or a brand in Latin letters says nothing of a sentence in another script.
  const isOther = counts.zh + counts.he + counts.ru > 0
  const latinWords = latin
    .filter(({ start }) => !isOther || !/\p{Lu}/u.test(plain.charAt(start)))
    .map(({ text: word }) => word)
  counts.latin = latinWords.length
  const total = counts.zh + counts.he + counts.ru + counts.latin
  if (total === 0) return { language: undefined, confidence: 0, words: 0 }
  const [script, count] = (Object.entries(counts) as [keyof typeof counts, number][]).toSorted(
    (a, b) => b[1] - a[1],
  )[0] ?? ['latin', 0]
  if (script !== 'latin') {
    return { language: allowed.includes(script) ? script : undefined, confidence: count / total, words: count }
  }
  const guessed = guessLatin(plain, latinWords, allowed, held)
  const share = count / total
  return { ...guessed, confidence: guessed.confidence * share, against: (guessed.against ?? 0) * share }
}

/**
 * The language to answer in. The conversation's language (or the profile's) stays unless at least three words speak for another
 * with enough confidence; a first message decides by itself where it can, else the profile, else the tenant's default.
 */
export function detectLanguage(text: string, options: DetectOptions): DetectedLanguage {
  const { current, profile, fallback, allowed } = options
  const candidates: readonly Language[] = allowed.length > 0 ? allowed : [fallback]
  const isAllowed = (language: Language | undefined): language is Language =>
    language !== undefined && candidates.includes(language)
  const held = isAllowed(current) ? current : isAllowed(profile) ? profile : undefined
  const { language, confidence, words, against = 0 } = guess(text, candidates, held)
  const isScript = language === 'zh' || language === 'he' || (language === 'ru' && /\p{Script=Cyrillic}/u.test(text))
  if (language !== undefined && language === held)
    return { language, confidence: Math.max(confidence, 0.5), switched: current !== language && current !== undefined }
  const isEnough =
    language !== undefined && words >= (held === undefined && isScript ? 0.5 : held === undefined ? 1 : ENOUGH_WORDS)
  // Where nothing is held a sentence's best guess is better than the default.
  const needed = held !== undefined ? ENOUGH_CONFIDENCE : words >= ENOUGH_WORDS ? 0.02 : 0.3
  if (isEnough && Math.max(confidence, held === undefined ? 0 : against) >= needed)
    return { language, confidence, switched: current !== undefined && language !== current }
  const kept = held ?? fallback
  return {
    language: kept,
    confidence: held === undefined ? Math.min(confidence, 0.3) : 0.5,
    switched: current !== undefined && kept !== current,
  }
}
