import { PhraseTable, type Phrases } from '@repartee/packs'
import { turns } from './phrases-of-turns.ts'
import { wishes } from './phrases-of-wishes.ts'

const phrases = { ...wishes, ...turns }

export type WordList = keyof typeof phrases

const table = new PhraseTable(Object.entries(phrases).map(([id, own]) => ({ id, phrases: own as Phrases })))

/** Does the text hold a phrase of the list, in any language? */
export function says(text: string, list: WordList): boolean {
  return table.match(text).some(({ id }) => id === list)
}

/** Does the text begin with a phrase of the list? */
export function beginsWith(text: string, list: WordList): boolean {
  const first = text.search(/[\p{L}\p{N}]/u)
  return table.match(text).some(({ id, start }) => id === list && start === first)
}
