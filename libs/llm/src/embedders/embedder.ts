/** Makes vectors of length 1 out of texts; near vectors mean near texts. */
export interface Embedder {
  /** Also says how vectors compare: those of two embedders never meet. */
  readonly name: string
  /** Sees words and letters only, no meaning: labelled so wherever it shows. */
  readonly isLexical: boolean
  readonly dimensions: number
  /** How near two texts must be to be taken for the same, unless a tenant says otherwise. */
  readonly threshold: number
  /** The vector if it is there now, without waiting; null while an API still computes it. */
  now(text: string): Float32Array | null
  /** Starts to compute, so that `now` has it when it is wanted. */
  begin(text: string): void
  /** All at once, for warming and analysis. */
  all(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]>
}

/** The vector with length 1. */
export function normalized(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum) || 1
  for (let index = 0; index < vector.length; index++) vector[index]! /= length
  return vector
}
