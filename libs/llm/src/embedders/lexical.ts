import { stems } from '../cache/content-words.ts'
import { normalized, type Embedder } from './embedder.ts'

const DIMENSIONS = 512
const WORD_WEIGHT = 1
const GRAM_WEIGHT = 0.25
const GRAM_LENGTHS = [3, 4] as const

/** Hashed words and character n-grams: local, no key, a hundredth of a millisecond; the same language only. */
export function lexicalEmbedder(): Embedder {
  return {
    name: 'lexical',
    isLexical: true,
    dimensions: DIMENSIONS,
    threshold: 0.8,
    now: vectorOf,
    begin: () => undefined,
    all: async (texts) => texts.map(vectorOf),
  }
}

function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  for (const stem of stems(text)) {
    add(vector, stem, WORD_WEIGHT)
    const framed = `^${stem}$`
    for (const length of GRAM_LENGTHS)
      for (let at = 0; at + length <= framed.length; at++) add(vector, framed.slice(at, at + length), GRAM_WEIGHT)
  }
  return normalized(vector)
}

/** FNV-1a; one bit of it is the sign, so that collisions cancel out rather than add up. */
function add(vector: Float32Array, feature: string, weight: number): void {
  let hash = 0x811c9dc5
  for (let index = 0; index < feature.length; index++) hash = Math.imul(hash ^ feature.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 15
  vector[(hash >>> 1) % DIMENSIONS]! += hash & 1 ? weight : -weight
}
