import type { LanguageCode } from '@repartee/contracts'
import { languageOf, type Pack } from '../pack.ts'
import type { Passage } from './passages.ts'
import { termsOf } from './terms.ts'

/** A passage that answers, and how well. */
export interface FoundPassage extends Passage {
  /** The share of what was asked that the passage speaks of, 0 to 1; rare words count more. */
  readonly score: number
}

/** Saturation and length normalisation of BM25 (Robertson and Zaragoza, 2009). */
const K1 = 1.2
const B = 0.75
/** A word of the heading counts as often as that. */
const HEADING_COUNT = 3
/** What a word of the heading that was not asked for takes away. */
const UNASKED = 0.3
/** Less of what was asked is no answer. */
const ENOUGH = 0.5
const MOST_PASSAGES = 3

interface Document {
  passage: Passage
  /** What the heading adds to the title: a passage on something more special than what is asked comes later. */
  special: readonly string[]
  counts: Map<string, number>
  length: number
}

/** Passages in one language, ready to be searched by words. */
export class KnowledgeIndex {
  readonly #documents: readonly Document[]
  readonly #frequency = new Map<string, number>()
  readonly #meanLength: number

  constructor(passages: readonly Passage[]) {
    this.#documents = passages.map((passage) => {
      const counts = new Map<string, number>()
      const add = (text: string, times: number) => {
        for (const term of termsOf(text)) counts.set(term, (counts.get(term) ?? 0) + times)
      }
      add(passage.text, 1)
      add(passage.heading, HEADING_COUNT)
      if (passage.title !== passage.heading) add(passage.title, HEADING_COUNT)
      const title = new Set(termsOf(passage.title))
      const special =
        passage.heading === passage.title ? [] : termsOf(passage.heading).filter((term) => !title.has(term))
      return { passage, special, counts, length: [...counts.values()].reduce((sum, count) => sum + count, 0) }
    })
    for (const { counts } of this.#documents) {
      for (const term of counts.keys()) this.#frequency.set(term, (this.#frequency.get(term) ?? 0) + 1)
    }
    const total = this.#documents.reduce((sum, { length }) => sum + length, 0)
    this.#meanLength = total / Math.max(1, this.#documents.length)
  }

  #weight(term: string): number {
    const frequency = this.#frequency.get(term) ?? 0
    return Math.log(1 + (this.#documents.length - frequency + 0.5) / (frequency + 0.5))
  }

  /** The passages that speak of most of what is asked, best first; none when nothing really does. */
  find(query: string): FoundPassage[] {
    const terms = [...new Set(termsOf(query))]
    const asked = terms.reduce((sum, term) => sum + this.#weight(term), 0)
    if (asked === 0) return []
    return this.#documents
      .map((document) => ({ document, ...this.#scored(document, terms) }))
      .filter(({ covered }) => covered / asked >= ENOUGH)
      .toSorted((a, b) => b.points - a.points)
      .slice(0, MOST_PASSAGES)
      .map(({ document, covered }) => ({ ...document.passage, score: Math.round((covered / asked) * 100) / 100 }))
  }

  #scored({ counts, length, special }: Document, terms: readonly string[]): { points: number; covered: number } {
    let points = 0
    let covered = 0
    for (const term of terms) {
      const count = counts.get(term)
      if (count === undefined) continue
      const weight = this.#weight(term)
      covered += weight
      points += (weight * count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / this.#meanLength))
    }
    const unasked = special.filter((term) => !terms.includes(term)).length
    return { points: points / (1 + UNASKED * unasked), covered }
  }
}

const built = new WeakMap<Pack['knowledge'], Map<LanguageCode, KnowledgeIndex>>()

/** The passages of the pack's knowledge files that answer a question, best first; in the language, else in the pack's first. */
export function searchKnowledge(
  pack: Pick<Pack, 'knowledge' | 'languages'>,
  wanted: LanguageCode,
  query: string,
): FoundPassage[] {
  let indexes = built.get(pack.knowledge)
  if (!indexes) {
    indexes = new Map()
    built.set(pack.knowledge, indexes)
  }
  for (const language of new Set([languageOf(pack, wanted), languageOf(pack)])) {
    let index = indexes.get(language)
    if (!index) {
      index = new KnowledgeIndex(pack.knowledge.filter((passage) => passage.language === language))
      indexes.set(language, index)
    }
    const found = index.find(query)
    if (found.length > 0) return found
  }
  return []
}
