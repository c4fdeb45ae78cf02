import { createHash } from 'node:crypto'
import { z } from 'zod'

const count = z.object({ up: z.int().nonnegative(), down: z.int().nonnegative() })

/** What thumbs said of the tips of one advice of the pack, by the tip's fingerprint. */
export const thumbs = z.object({
  tips: z.record(z.string(), count),
  /** Feedback that is counted already, latest last. */
  counted: z.array(z.string()),
})
export type Thumbs = z.output<typeof thumbs>

const REMEMBERED = 50
export const NO_THUMBS: Thumbs = { tips: {}, counted: [] }

export const fingerprint = (tip: string) => createHash('sha256').update(tip).digest('hex').slice(0, 12)

/** A thumb counts for the tip that stood first, which is the one that people read. The same feedback counts once. */
export function counted(
  before: Thumbs,
  { id, tips, thumb }: { id: string; tips: readonly string[]; thumb: 'up' | 'down' },
): Thumbs {
  const [first] = tips
  if (first === undefined || before.counted.includes(id)) return before
  const known = before.tips[fingerprint(first)] ?? { up: 0, down: 0 }
  return {
    tips: { ...before.tips, [fingerprint(first)]: { ...known, [thumb]: known[thumb] + 1 } },
    counted: [...before.counted, id].slice(-REMEMBERED),
  }
}

/** The tips, most helpful first; those of which nothing is known stand between the liked and the disliked, in the pack's order. */
export function ordered(tips: readonly string[], { tips: known }: Thumbs): string[] {
  // The rule of succession: (up + 1) / (all + 2).
  const worth = (tip: string) => {
    const { up, down } = known[fingerprint(tip)] ?? { up: 0, down: 0 }
    return (up + 1) / (up + down + 2)
  }
  return tips.toSorted((one, other) => worth(other) - worth(one))
}
