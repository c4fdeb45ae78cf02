import type { Figure } from '../bench/figures.ts'

/** The worst figure that may land. */
export interface Floor {
  readonly atLeast?: number
  readonly atMost?: number
}

/** Figures that are worse than their floor. */
export function fallen(figures: readonly Figure[], floors: Readonly<Record<string, Floor>>): Figure[] {
  return figures.filter(({ name, figure }) => {
    const { atLeast = -Infinity, atMost = Infinity } = floors[name] ?? {}
    return figure < atLeast || figure > atMost
  })
}
