import type { LanguageCode } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'

/** How sharply near centroids are told apart. */
const TEMPERATURE = 0.05
/** Their examples say nothing where nothing was asked. */
const NEVER = new Set(['affirm', 'deny', 'closing_signal', 'other'])

/** One example of an intent in a language. */
export interface Example {
  readonly intent: string
  readonly language: LanguageCode
  readonly text: string
}

/** All examples of the pack's intents, in the order in which their vectors are to come. */
export function examplesOfIntents(pack: Pack): Example[] {
  return pack.intents
    .filter(({ name }) => !NEVER.has(name))
    .flatMap(({ name, examples }) =>
      Object.entries(examples).flatMap(([language, texts]) =>
        (texts ?? []).map((text) => ({ intent: name, language: language as LanguageCode, text })),
      ),
    )
}

/** The middle of each intent's examples, as vectors of length 1. */
export class Centroids {
  readonly #byIntent: ReadonlyMap<string, Float32Array>

  constructor(examples: readonly Example[], vectors: readonly Float32Array[]) {
    const sums = new Map<string, Float32Array>()
    for (const [at, { intent }] of examples.entries()) {
      const vector = vectors[at]
      if (!vector) continue
      const sum = sums.get(intent) ?? new Float32Array(vector.length)
      for (let index = 0; index < vector.length; index += 1) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0)
      sums.set(intent, sum)
    }
    this.#byIntent = new Map([...sums].map(([intent, sum]) => [intent, toLengthOne(sum)]))
  }

  /** The intent whose middle is nearest, with how clearly it is before the others; null without examples. */
  nearest(vector: Float32Array): { name: string; confidence: number } | null {
    const scores = [...this.#byIntent].map(([name, centroid]) => ({ name, score: dot(vector, centroid) }))
    const [best] = scores.toSorted((a, b) => b.score - a.score)
    if (!best) return null
    const sum = scores.reduce((total, { score }) => total + Math.exp((score - best.score) / TEMPERATURE), 0)
    return { name: best.name, confidence: 1 / sum }
  }
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}

function toLengthOne(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector)) || 1
  return vector.map((value) => value / length)
}
