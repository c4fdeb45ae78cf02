import type { LanguageTable } from '../tables/table.ts'
import { tokenize, splitPrefixes } from '../text/tokens.ts'

/** One meaning of some words. */
export interface Meaning {
  sense: string
  value: unknown
}

export interface LexiconNode {
  next: Map<string, LexiconNode>
  meanings: Meaning[]
}

/** All words and phrases of a language that mean something to a reader, as a tree over their folded tokens. */
export interface Lexicon {
  root: LexiconNode
  isKnown: (word: string) => boolean
  /** Words of six letters and more in which one typo is forgiven, by their first letter. */
  forgiving: Map<string, string[]>
}

function newNode(): LexiconNode {
  return { next: new Map(), meanings: [] }
}

const FORGIVING_SENSES = new Set(['weekday', 'dayOffset', 'month', 'dayPart'])
const FORGIVING_LETTERS = 6

/** Builds the lexicon of a language out of its tables. */
export function buildLexicon(table: LanguageTable): Lexicon {
  const { calendar, phone, language } = table
  const root = newNode()
  const known = new Set<string>()
  const forgiving = new Map<string, string[]>()
  const entries: { tokens: string[]; meaning: Meaning }[] = []
  const add = (sense: string, forms: Readonly<Record<string, unknown>>): void => {
    for (const [names, value] of Object.entries(forms)) {
      for (const name of names.split('|')) {
        const tokens = tokenize(name).map((token) => token.text)
        const only = tokens[0]
        if (only === undefined) continue
        if (tokens.length === 1) {
          known.add(only)
          if (FORGIVING_SENSES.has(sense) && only.length >= FORGIVING_LETTERS) {
            const letter = only[0] ?? ''
            forgiving.set(letter, [...(forgiving.get(letter) ?? []), only])
          }
        }
        entries.push({ tokens, meaning: { sense, value } })
      }
    }
  }
  add('cardinal', calendar.cardinals)
  add('ordinal', calendar.ordinals)
  add('joiner', { [calendar.numberJoiners]: true })
  add('weekday', calendar.weekdays)
  add('month', calendar.months)
  add('dayOffset', calendar.dayOffsets)
  add('dayOffsetPart', calendar.dayOffsetParts)
  add('unit', calendar.units)
  add('span', calendar.spans)
  add('dayPart', calendar.dayParts)
  add('hourPart', calendar.hourParts)
  add('clockWord', calendar.clockWords)
  for (const [sense, forms] of Object.entries(calendar.senses)) add(sense, { [forms]: true })
  add('digit', phone.digits)
  add('double', { [phone.double]: true })
  add('triple', { [phone.triple]: true })
  add('quadruple', { [phone.quadruple]: true })
  add('pluralDigit', phone.plurals)
  add('plus', { [phone.plus]: true })
  add('phoneFiller', { [phone.fillers]: true })
  add('comma', { ',|،|，|、': true })
  add('dash', { '-|–|—|~': true })
  const isKnown = (word: string): boolean => known.has(word)
  for (const { tokens, meaning } of entries) {
    // A phrase is stored as the tokenizer will cut it, once whole and once with attached letters split.
    const whole = tokenize(tokens.join(' '))
    const cut = splitPrefixes(whole, language, isKnown)
    for (const form of cut.length === whole.length ? [whole] : [whole, cut]) {
      let node = root
      for (const token of form) {
        let next = node.next.get(token.text)
        if (!next) node.next.set(token.text, (next = newNode()))
        node = next
      }
      node.meanings.push(meaning)
    }
  }
  return { root, isKnown, forgiving }
}
