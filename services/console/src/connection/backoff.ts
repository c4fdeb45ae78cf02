const FIRST_MS = 300
const LONGEST_MS = 10_000

/** How long to wait before the next attempt: twice as long each time, up to 10 s, half of it by chance (0 to 1). */
export function waitBefore(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt)
  return longest / 2 + (longest / 2) * chance
}
