import { asksQuestion, normalize } from '@repartee/language'
import { packPhrases, type Pack, type Practice } from '@repartee/packs'
import type { LanguageCode } from '@repartee/contracts'

/** What of a trainee's words the customer reacts to. */
export interface Heard {
  /** Topics that were asked for. */
  readonly topics: readonly string[]
  readonly moves: readonly string[]
  readonly isEnd: boolean
}

/** Reads what a trainee asks and does. A topic counts where a question is asked. */
export function hear(pack: Pack, practice: Practice, text: string, language: LanguageCode): Heard {
  const phrases = packPhrases(pack)
  const ids = (matches: readonly { id: string }[]) => [...new Set(matches.map(({ id }) => id))]
  const asks = asksQuestion(text, language)
  const said = normalize(text)
  return {
    topics: asks ? ids(phrases.practiceTopics.match(text)) : [],
    moves: ids(phrases.practiceMoves.match(text)),
    isEnd: Object.values(practice.end).some((list) => (list ?? []).some((phrase) => normalize(phrase) === said)),
  }
}
