import { words } from '@repartee/language'
import { EMPTY_CHARACTERS, EMPTY_WORDS } from './words.ts'

const HAN = /\p{Script=Han}/u

/** The words of a text that mean something, folded, without the commonest endings; Chinese by the character. */
export function stems(text: string): string[] {
  const found: string[] = []
  for (const word of words(text)) {
    if (HAN.test(word)) {
      for (const character of word) if (!EMPTY_CHARACTERS.has(character)) found.push(character)
    } else if (!EMPTY_WORDS.has(word)) found.push(stem(word))
  }
  return found.length > 0 ? found : words(text)
}

/** Endings of plurals and of English verbs; digits and short words stay. */
function stem(word: string): string {
  if (word.length < 5 || /\d/u.test(word)) return word
  return word.replace(/(?:ings?|ments?|ies|es|s|ed)$/u, (ending) => (word.length - ending.length >= 4 ? '' : ending))
}
