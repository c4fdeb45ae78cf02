/** How long a simulated model takes to its first token: log-normal, as real ones are. */
export interface Latency {
  readonly medianMs: number
  /** Spread of the logarithm; 0 for always the median. */
  readonly sigma?: number
}

/** A stream of numbers between 0 and 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws one latency, in milliseconds. */
export function drawMs({ medianMs, sigma = 0 }: Latency, random: () => number): number {
  if (sigma === 0) return medianMs
  // Box and Muller; 1 - random() is never 0.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return medianMs * Math.exp(sigma * normal)
}
