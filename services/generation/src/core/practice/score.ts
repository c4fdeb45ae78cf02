import type { Practice } from '@repartee/packs'
import type { PracticeState } from './state.ts'

export interface Scored {
  readonly points: number
  readonly criteria: readonly {
    readonly id: string
    readonly label: string
    readonly points: number
    readonly of: number
  }[]
}

/** A practised conversation by the pack's rubric: points of 100, and where they come from. */
export function score({ rubric }: Practice, state: PracticeState): Scored {
  const criteria = rubric.map((criterion) => ({
    id: criterion.id,
    label: criterion.label,
    points: Math.round(criterion.points * shareOf(criterion, state)),
    of: criterion.points,
  }))
  return { points: criteria.reduce((sum, { points }) => sum + points, 0), criteria }
}

function shareOf(criterion: Practice['rubric'][number], { asked, moves, raised, met, stage }: PracticeState): number {
  const made = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (moves[id] ?? 0), 0)
  if (criterion.topics !== undefined) return Math.min(1, asked.length / criterion.topics)
  if (criterion.moves !== undefined) return Math.min(1, made(criterion.moves) / criterion.times)
  if (criterion.without !== undefined) return made(criterion.without) === 0 ? 1 : 0
  if (criterion.objections) return raised.length === 0 ? 0 : met.length / raised.length
  return criterion.stage === stage ? 1 : 0
}
