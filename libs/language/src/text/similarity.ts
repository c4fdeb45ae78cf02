import { normalize } from './fold.ts'

function grams(text: string): Map<string, number> {
  const padded = ` ${text} `
  const counts = new Map<string, number>()
  for (let index = 0; index + 3 <= padded.length; index += 1) {
    const gram = padded.slice(index, index + 3)
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** How alike two texts are, 0 to 1: the Dice coefficient of their character trigrams after `normalize`. Symmetric; 1 for equals. */
export function similarity(a: string, b: string): number {
  const left = normalize(a)
  const right = normalize(b)
  if (left === right) return 1
  if (left === '' || right === '') return 0
  const leftGrams = grams(left)
  const rightGrams = grams(right)
  let shared = 0
  let total = 0
  for (const [gram, count] of leftGrams) {
    shared += Math.min(count, rightGrams.get(gram) ?? 0)
    total += count
  }
  for (const count of rightGrams.values()) total += count
  return total === 0 ? 0 : (2 * shared) / total
}

/** Whether two words differ by at most one insertion, deletion, replacement or swap of neighbours. */
export function isOneTypoApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  if (start === a.length && start === b.length) return true
  let endA = a.length - 1
  let endB = b.length - 1
  while (endA >= start && endB >= start && a[endA] === b[endB]) {
    endA -= 1
    endB -= 1
  }
  const leftA = endA - start + 1
  const leftB = endB - start + 1
  if (leftA <= 1 && leftB <= 1) return true
  return leftA === 2 && leftB === 2 && a[start] === b[start + 1] && a[start + 1] === b[start]
}
