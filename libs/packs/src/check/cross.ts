import type { Pack } from '../pack.ts'
import type { Problem } from '../problems.ts'
import type { Reading } from '../shape.ts'

/** What a look at each part alone cannot find: names that refer to nothing, messages that a language lacks. */
export function crossProblems(_pack: Pack, _reading: Reading): Problem[] {
  return []
}
