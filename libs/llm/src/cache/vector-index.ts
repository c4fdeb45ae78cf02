import type { Index } from 'usearch'

/** Finds the nearest of many vectors of length 1. */
export interface VectorIndex {
  readonly size: number
  add(key: number, vector: Float32Array): void
  /** The nearest keys, nearest first, with their cosines. */
  search(vector: Float32Array, most: number): { readonly key: number; readonly similarity: number }[]
}

/** Compares with each one: exact, and fast enough for some thousands. */
export class BruteForceIndex implements VectorIndex {
  private readonly keys: number[] = []
  private vectors: Float32Array

  constructor(private readonly dimensions: number) {
    this.vectors = new Float32Array(dimensions * 16)
  }

  get size(): number {
    return this.keys.length
  }

  add(key: number, vector: Float32Array): void {
    const at = this.keys.length * this.dimensions
    if (at + this.dimensions > this.vectors.length) {
      const larger = new Float32Array(this.vectors.length * 2)
      larger.set(this.vectors)
      this.vectors = larger
    }
    this.vectors.set(vector, at)
    this.keys.push(key)
  }

  search(vector: Float32Array, most: number): { key: number; similarity: number }[] {
    const { dimensions, vectors } = this
    const best: { key: number; similarity: number }[] = []
    let worst = -Infinity
    for (const [row, key] of this.keys.entries()) {
      let similarity = 0
      const at = row * dimensions
      for (let index = 0; index < dimensions; index++) similarity += vectors[at + index]! * vector[index]!
      if (best.length === most && similarity <= worst) continue
      best.push({ key, similarity })
      best.sort((one, other) => other.similarity - one.similarity)
      if (best.length > most) best.pop()
      worst = best.at(-1)!.similarity
    }
    return best
  }
}

/** How many are compared with each one, half a millisecond's work, before a graph takes the others. */
const COMPARED_UNTIL = 1000

/** The first thousand are compared with each one; what comes after them goes into a graph of neighbours (usearch), where that is installed. */
export class GrowingIndex implements VectorIndex {
  private readonly first: BruteForceIndex
  private graph: Index | null = null

  constructor(
    private readonly dimensions: number,
    private readonly makeGraph: ((dimensions: number) => Index) | null,
  ) {
    this.first = new BruteForceIndex(dimensions)
  }

  get size(): number {
    return this.first.size + Number(this.graph?.size() ?? 0)
  }

  add(key: number, vector: Float32Array): void {
    if (this.first.size < COMPARED_UNTIL || !this.makeGraph) return this.first.add(key, vector)
    this.graph ??= this.makeGraph(this.dimensions)
    this.graph.add(BigInt(key), vector, 1)
  }

  search(vector: Float32Array, most: number): { key: number; similarity: number }[] {
    const near = this.first.search(vector, most)
    if (!this.graph) return near
    const { keys, distances } = this.graph.search(vector, most, 1)
    const others = Array.from(keys, (key, index) => ({ key: Number(key), similarity: 1 - distances[index]! }))
    return [...near, ...others].toSorted((one, other) => other.similarity - one.similarity).slice(0, most)
  }
}

/** Loads usearch; null where its binary does not run on this machine, and comparing with each one has to do. */
export async function loadGraphs(): Promise<((dimensions: number) => Index) | null> {
  try {
    const { Index: Graph, MetricKind, ScalarKind } = await import('usearch')
    return (dimensions) =>
      new Graph({
        metric: MetricKind.Cos,
        dimensions,
        quantization: ScalarKind.F16,
        connectivity: 16,
        expansion_add: 64,
        expansion_search: 64,
        multi: false,
      })
  } catch {
    return null
  }
}
