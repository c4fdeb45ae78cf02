import type { Figure } from '../bench/figures.ts'

/** A share that has to reach at least `reach`; `of` says what was counted. */
export function atLeast(name: string, figure: number, reach: number, of: string): Figure {
  return { name, figure, unit: '', against: of, ratio: null, reach: `≥ ${reach}`, met: figure >= reach }
}

/** A figure that explains another and has no goal of its own. */
export function shown(name: string, figure: number, of: string): Figure {
  return { name, figure, unit: '', against: of, ratio: null, reach: '', met: true }
}

/** A figure that may be at most `reach`. */
export function atMost(name: string, figure: number, unit: string, reach: number, of: string): Figure {
  return {
    name,
    figure,
    unit,
    against: of,
    ratio: null,
    reach: `≤ ${reach}${unit && ` ${unit}`}`,
    met: figure <= reach,
  }
}

/** Of things that are there and things that were found, how many are both. */
export class Overlap {
  there = 0
  found = 0
  right = 0

  count(there: boolean, found: boolean, right: boolean = there && found): void {
    if (there) this.there += 1
    if (found) this.found += 1
    if (right) this.right += 1
  }

  /** The harmonic mean of precision and recall. */
  get f1(): number {
    return this.there + this.found === 0 ? 1 : (2 * this.right) / (this.there + this.found)
  }
}

/** How many of how many. */
export class Share {
  right = 0
  all = 0

  count(isRight: boolean): void {
    this.all += 1
    if (isRight) this.right += 1
  }

  get share(): number {
    return this.all === 0 ? 1 : this.right / this.all
  }
}
