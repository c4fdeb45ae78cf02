import type { Index } from 'usearch'
import type { Embedder } from '../embedders/embedder.ts'
import { haveSameWords, signatureOf } from './guard.ts'
import { GrowingIndex, type VectorIndex } from './vector-index.ts'

/** One question that was answered. */
export interface Asked<Value> {
  readonly message: string
  readonly value: Value
  readonly until: number
}

export type Found<Value> =
  | { readonly result: 'hit'; readonly asked: Asked<Value>; readonly similarity: number }
  /** Near enough, but a number, a date, a name, a negation or a word differs. */
  | { readonly result: 'refused' }
  | { readonly result: 'miss' }

const CANDIDATES = 5

/** The questions of one partition by meaning. */
export class SemanticPartition<Value> {
  private readonly asked: Asked<Value>[] = []
  private readonly known = new Set<string>()
  private readonly signatures = new Map<number, string>()
  private readonly index: VectorIndex

  constructor(
    private readonly embedder: Embedder,
    private readonly language: string,
    makeGraph: ((dimensions: number) => Index) | null,
  ) {
    this.index = new GrowingIndex(embedder.dimensions, makeGraph)
  }

  get size(): number {
    return this.asked.length
  }

  has(normalized: string): boolean {
    return this.known.has(normalized)
  }

  /** Adds a question; the same one again does nothing. */
  add(normalized: string, asked: Asked<Value>, vector: Float32Array): void {
    if (this.known.has(normalized)) return
    this.known.add(normalized)
    this.index.add(this.asked.push(asked) - 1, vector)
  }

  /** The nearest question at least `threshold` near that asks the same. */
  find(message: string, vector: Float32Array, threshold: number, now: number): Found<Value> {
    if (this.asked.length === 0) return { result: 'miss' }
    let wasNear = false
    let signature: string | null = null
    for (const { key, similarity } of this.index.search(vector, CANDIDATES)) {
      const asked = this.asked[key]
      if (similarity < threshold || !asked || asked.until < now) continue
      wasNear = true
      if (this.embedder.isLexical && !haveSameWords(message, asked.message)) continue
      signature ??= signatureOf({ text: message, language: this.language })
      if (this.signatureAt(key) === signature) return { result: 'hit', asked, similarity }
    }
    return { result: wasNear ? 'refused' : 'miss' }
  }

  private signatureAt(key: number): string {
    const known = this.signatures.get(key)
    if (known !== undefined) return known
    const made = signatureOf({ text: this.asked[key]!.message, language: this.language })
    this.signatures.set(key, made)
    return made
  }
}
