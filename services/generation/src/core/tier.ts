import type { Level } from './route.ts'
import type { Context } from './context.ts'

export type Tier = 'fast' | 'standard' | 'deep'

const MANY_TURNS = 10
const MUCH_FRUSTRATION = 2

/** How good a model the turn needs: fast for a yes, a no, a hello and a goodbye; deep only where the pack says so. */
export function tierOf({ detection, pack, turn }: Pick<Context, 'detection' | 'pack' | 'turn'>, level: Level): Tier {
  if (level !== 'full_ai') return 'fast'
  const intent = pack.intents.find(({ name }) => name === detection.intent.name)
  if (intent?.tier === 'deep') return 'deep'
  const isHard =
    detection.frustration > MUCH_FRUSTRATION ||
    turn.snapshot.turnCount > MANY_TURNS ||
    detection.complexity === 'complex'
  if (isHard) return 'standard'
  const isAnswer = detection.acts.includes('affirm') || detection.acts.includes('negate')
  return isAnswer || intent?.tier === 'fast' ? 'fast' : 'standard'
}
