import type { Pack } from '../pack.ts'
import type { SelectorRule } from '../schema/dialogue.ts'

/** What the selector's rules look at. */
export interface SelectorQuestion {
  situation: string
  /** Values of the filled slots. */
  slots: Readonly<Record<string, string>>
  /** The last three principles, oldest first. */
  principles: readonly string[]
  /** How often in a row the contact resisted. */
  resistance: number
}

export interface Selected {
  principle: string
  rule: string
}

const some = (wanted: readonly string[] | undefined, has: (name: string) => boolean) => !wanted || wanted.some(has)

function fits({ when }: SelectorRule, question: SelectorQuestion): boolean {
  const isFilled = (slot: string) => (question.slots[slot] ?? '') !== ''
  const wasUsed = (principle: string) => question.principles.includes(principle)
  return (
    some(when.situations, (situation) => situation === question.situation) &&
    (when.filled ?? []).every(isFilled) &&
    !(when.missing ?? []).some(isFilled) &&
    some(when.after, wasUsed) &&
    !(when.notAfter ?? []).some(wasUsed) &&
    question.resistance >= (when.minResistance ?? 0) &&
    question.resistance <= (when.maxResistance ?? Infinity)
  )
}

const CACHE_SIZE = 1000

/** The last 1000 selections, the least recently used leaving first. Keyed by pack version, situation, slots, last three principles and resistance. */
export class SelectorCache {
  readonly #entries = new Map<string, Selected>()

  /** The number of selections that are kept. */
  get size(): number {
    return this.#entries.size
  }

  take(cacheKey: string): Selected | undefined {
    const found = this.#entries.get(cacheKey)
    if (found) {
      this.#entries.delete(cacheKey)
      this.#entries.set(cacheKey, found)
    }
    return found
  }

  keep(cacheKey: string, selected: Selected): void {
    this.#entries.set(cacheKey, selected)
    if (this.#entries.size <= CACHE_SIZE) return
    const oldest = this.#entries.keys().next()
    if (!oldest.done) this.#entries.delete(oldest.value)
  }
}

function cacheKeyOf(version: string, question: SelectorQuestion): string {
  const slots = Object.entries(question.slots).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([version, question.situation, slots, question.principles.slice(-3), question.resistance])
}

/**
 * The principle by which to answer: that of the first rule of the pack whose conditions hold. A pack is refused whose
 * last rule has conditions, so there always is one. Without a cache the rules are looked through each time.
 */
export function selectPrinciple(
  pack: Pick<Pack, 'version' | 'selector'>,
  asked: SelectorQuestion,
  cache?: SelectorCache,
): Selected {
  const question = { ...asked, principles: asked.principles.slice(-3) }
  const cacheKey = cache ? cacheKeyOf(pack.version, question) : ''
  const known = cache?.take(cacheKey)
  if (known) return known
  const rule = pack.selector.find((candidate) => fits(candidate, question))
  if (!rule) throw new Error('no selector rule fits: the last rule of a pack must have no conditions')
  const selected = { principle: rule.principle, rule: rule.name }
  cache?.keep(cacheKey, selected)
  return selected
}
