import type { LanguageCode } from '@repartee/contracts'
import { detectLanguage } from '@repartee/language'
import { languageOf, type Pack } from '../pack.ts'
import { packPhrases } from './pack-phrases.ts'

/** The language that a text is answered in, and those that it is read in. */
export interface TextLanguage {
  code: LanguageCode
  confidence: number
  /** Is it another than the conversation's? */
  switched: boolean
  /** The language of the answer, then the text's own where it clearly is another. */
  readIn: readonly LanguageCode[]
}

/** A message speaks for another language than the conversation's only when it clearly is one. */
const CLEAR = 0.7
const UNSURE = 0.5
/** Fewer letters are no language ("k", "2", "🙂"). */
const FEWEST_LETTERS = 2

/**
 * The language of a text in a conversation: sticky; where a first message is too short to tell, the one language in
 * which the pack knows its words ("estacionamento?"), else the default.
 */
export function languageOfText(
  pack: Pack,
  text: string,
  { current, fallback }: { current: LanguageCode | null; fallback: LanguageCode },
): TextLanguage {
  const allowed = pack.languages
  const isMute = (text.match(/\p{L}/gu)?.length ?? 0) < FEWEST_LETTERS
  if (isMute)
    return {
      code: languageOf(pack, current, fallback),
      confidence: 0,
      switched: false,
      readIn: [languageOf(pack, current, fallback)],
    }
  const own = detectLanguage(text, { allowed, fallback })
  const held = current === null ? own : detectLanguage(text, { allowed, fallback, current })
  const known = current === null && held.confidence < UNSURE ? languageOfPhrases(pack, text) : null
  const code = known ?? languageOf(pack, held.language, current, fallback)
  const isOther = known === null && own.language !== code && own.confidence >= CLEAR
  return {
    code,
    confidence: held.confidence,
    switched: current !== null && code !== current,
    readIn: isOther ? [code, own.language] : [code],
  }
}

/** The only language in which the pack knows the most of the words; null when several are as likely. */
function languageOfPhrases(pack: Pack, text: string): LanguageCode | null {
  const { intents, facts, services } = packPhrases(pack)
  const letters = new Map<LanguageCode, number>()
  for (const { language, quote } of [intents, facts, services].flatMap((table) => table.match(text))) {
    letters.set(language, Math.max(letters.get(language) ?? 0, quote.length))
  }
  const [best, second] = [...letters].toSorted(([, a], [, b]) => b - a)
  return best !== undefined && best[1] > (second?.[1] ?? 0) ? best[0] : null
}
