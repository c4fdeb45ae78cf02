import type { Model, Tier } from '../model.ts'
import { ModelError } from '../error.ts'

/** One model for each tier; a tier that nobody serves falls to the next lower one, then to a higher one. */
export function tiers(byTier: Readonly<Record<Tier, Model | null>>): Model {
  return {
    name: 'tiers',
    send(request, options) {
      const model = order[request.tier].map((tier) => byTier[tier]).find((one) => one !== null)
      if (!model) throw new ModelError('unavailable', 'no provider serves this tier')
      return model.send(request, options)
    },
  }
}

const order: Record<Tier, readonly Tier[]> = {
  fast: ['fast', 'standard', 'deep'],
  standard: ['standard', 'fast', 'deep'],
  deep: ['deep', 'standard', 'fast'],
}

/** Intents that a fast model words as well as a slow one. */
const simple = new Set(['confirm', 'deny', 'greeting', 'goodbye', 'thanks'])

/** Which tier an answer wants. Deep only where the pack says so; never on the phone, where somebody waits in silence. */
export function tierFor(turn: {
  readonly intent: string
  readonly frustration: number
  readonly turns: number
  readonly isComplex: boolean
  readonly isDeep?: boolean
  readonly isVoice?: boolean
}): Tier {
  if (turn.isDeep && !turn.isVoice) return 'deep'
  if (turn.frustration > 2 || turn.turns > 10 || turn.isComplex) return 'standard'
  return simple.has(turn.intent) ? 'fast' : 'standard'
}
