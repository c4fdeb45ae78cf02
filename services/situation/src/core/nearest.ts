import type { LanguageCode } from '@repartee/contracts'
import { isOneTypoApart, normalize } from '@repartee/language'
import type { Phrases } from '@repartee/packs'

export interface Near {
  readonly id: string
  /** The example that is nearest. */
  readonly example: string
  /** Cosine of the character trigrams and words, weighted by how rare they are: 0 to 1. */
  readonly score: number
  /** Does the text hold the word that tells this example from the others ("whitening" of "how much is whitening")? */
  readonly isTold: boolean
}

interface Example {
  id: string
  text: string
  norm: number
  /** Its rarest word. */
  telling: string
}

interface Index {
  examples: Example[]
  /** For each trigram or word its weight, and what it gives to the examples that hold it. */
  postings: Map<string, { weight: number; holders: { example: number; points: number }[] }>
}

/** Examples of each language, for finding those that a text is nearest to. */
export class NearestExamples {
  readonly #indexes: ReadonlyMap<LanguageCode, Index>

  constructor(entries: readonly { id: string; phrases: Phrases }[]) {
    const byLanguage = new Map<LanguageCode, { id: string; text: string }[]>()
    for (const { id, phrases } of entries) {
      for (const [code, list] of Object.entries(phrases)) {
        const language = code as LanguageCode
        const known = byLanguage.get(language) ?? []
        byLanguage.set(language, [...known, ...(list ?? []).map((text) => ({ id, text }))])
      }
    }
    this.#indexes = new Map([...byLanguage].map(([language, examples]) => [language, build(examples)]))
  }

  /** The nearest example of each id, best first. */
  find(text: string, language: LanguageCode): Near[] {
    const index = this.#indexes.get(language)
    if (!index) return []
    const features = featuresOf(text)
    const reached = new Float64Array(index.examples.length)
    let square = 0
    for (const [feature, count] of features) {
      const posting = index.postings.get(feature)
      const weight = count * (posting?.weight ?? Math.log(1 + index.examples.length))
      square += weight * weight
      for (const { example, points } of posting?.holders ?? [])
        reached[example] = (reached[example] ?? 0) + weight * points
    }
    const words = wordsOf(text)
    const best = new Map<string, Near>()
    for (const [at, example] of index.examples.entries()) {
      const points = reached[at] ?? 0
      if (points === 0) continue
      const score = points / (Math.sqrt(square) * example.norm)
      if (score > (best.get(example.id)?.score ?? 0))
        best.set(example.id, {
          id: example.id,
          example: example.text,
          score,
          isTold: words.some((word) => isForm(word, example.telling)),
        })
    }
    return [...best.values()].toSorted((a, b) => b.score - a.score)
  }
}

const HAN = /\p{Script=Han}/u
const RUNS = /\p{Script=Han}+|\P{Script=Han}+/gu

/** Folded words; of Chinese, which has no spaces, each pair of neighbouring characters. */
function wordsOf(text: string): string[] {
  return normalize(text)
    .split(' ')
    .flatMap((word) => (HAN.test(word) ? (word.match(RUNS) ?? []).flatMap(pairsOf) : [word]))
    .filter((word) => word !== '')
}

function pairsOf(run: string): string[] {
  if (run.length < 3 || !HAN.test(run)) return [run]
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2))
}

const SHARED_LETTERS = 4

/** The same word, but for a typo or its ending. */
function isForm(word: string, other: string): boolean {
  if (word === other) return true
  if (Math.min(word.length, other.length) < SHARED_LETTERS) return false
  return isOneTypoApart(word, other) || word.slice(0, SHARED_LETTERS) === other.slice(0, SHARED_LETTERS)
}

/** Character trigrams within words, and whole words. */
function featuresOf(text: string): Map<string, number> {
  const features = new Map<string, number>()
  const add = (feature: string) => features.set(feature, (features.get(feature) ?? 0) + 1)
  for (const word of wordsOf(text)) {
    add(`=${word}`)
    const padded = ` ${word} `
    for (let at = 0; at + 3 <= padded.length; at += 1) add(padded.slice(at, at + 3))
  }
  return features
}

function build(examples: readonly { id: string; text: string }[]): Index {
  const counted = examples.map(({ text }) => featuresOf(text))
  const holders = new Map<string, { example: number; count: number }[]>()
  for (const [example, features] of counted.entries()) {
    for (const [feature, count] of features) {
      const known = holders.get(feature)
      if (known) known.push({ example, count })
      else holders.set(feature, [{ example, count }])
    }
  }
  const postings: Index['postings'] = new Map(
    [...holders].map(([feature, list]) => {
      const weight = Math.log(1 + examples.length / list.length)
      return [feature, { weight, holders: list.map(({ example, count }) => ({ example, points: count * weight })) }]
    }),
  )
  return {
    postings,
    examples: examples.map(({ id, text }, at) => {
      const squares = [...(counted[at] ?? [])].map(
        ([feature, count]) => (count * (postings.get(feature)?.weight ?? 0)) ** 2,
      )
      return {
        id,
        text,
        telling: rarest(text, postings),
        norm: Math.sqrt(squares.reduce((sum, square) => sum + square, 0)) || 1,
      }
    }),
  }
}

function rarest(text: string, postings: Index['postings']): string {
  const weight = (word: string) => postings.get(`=${word}`)?.weight ?? 0
  const [best = ''] = wordsOf(text).toSorted((a, b) => weight(b) - weight(a) || b.length - a.length)
  return best
}
