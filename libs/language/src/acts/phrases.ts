import type { Language } from '../language.ts'
import { hasPhrase } from '../match/phrases.ts'
import { tableOf } from '../tables/index.ts'
import type { PhraseTable } from '../tables/table.ts'
import { foldWords } from '../text/fold.ts'

type PhraseList = {
  [Name in keyof PhraseTable]: PhraseTable[Name] extends readonly string[] ? Name : never
}[keyof PhraseTable]

function says(list: PhraseList): (text: string, language: Language) => boolean {
  return (text, language) => hasPhrase(foldWords(text), tableOf(language).phrases[list])
}

/** "hello", "good morning". */
export const greets = says('greetings')

/** "thanks", "much appreciated". */
export const thanks = says('thanks')

/** "that is all", "I don't need anything else". */
export const saysEnough = says('enough')

const parts = says('goodbyes')

/** "bye", "have a nice day"; also "that is all", with which people leave. */
export function saysGoodbye(text: string, language: Language): boolean {
  return parts(text, language) || saysEnough(text, language)
}

/** "a person please", "let me speak to the manager". */
export const asksForHuman = says('human')

/** "are you a bot?" */
export const asksIfBot = says('bot')

/** "say that again", "pardon?" */
export const asksToRepeat = says('repeat')

/** "anyone else?", "another day", "something earlier". */
export const asksAlternatives = says('alternatives')

/** A question: a question mark, or an opening that asks. */
export function asksQuestion(text: string, language: Language): boolean {
  return /[?？؟]/u.test(text) || hasPhrase(foldWords(text), tableOf(language).phrases.questions)
}

/** What shows that a person is losing patience, each a reason of its own. */
export interface FrustrationMarks {
  /** Words of anger, or shouting. */
  explicit: boolean
  /** "I already told you". */
  already: boolean
  /** Asks for a person. */
  human: boolean
}

const SHOUTING = /(?:!{3,}|\?{3,}|[!?]{4,}|[🤬😡😤🤦])/u
const LETTERS = /\p{Lu}|\p{Ll}/gu

function shouts(text: string): boolean {
  if (SHOUTING.test(text)) return true
  const letters = text.match(LETTERS) ?? []
  const words = text.trim().split(/\s+/u).length
  return words >= 4 && letters.length >= 15 && letters.every((letter) => letter === letter.toUpperCase())
}

/** Reads the marks of frustration in one message. */
export function frustrationMarks(text: string, language: Language): FrustrationMarks {
  const folded = foldWords(text)
  const { phrases } = tableOf(language)
  return {
    explicit: hasPhrase(folded, phrases.frustration) || shouts(text),
    already: hasPhrase(folded, phrases.already),
    human: hasPhrase(folded, phrases.human),
  }
}
