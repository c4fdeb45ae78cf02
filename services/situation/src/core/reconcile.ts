import type { Captured, Detection, ReconcileReason, TurnReceived } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { SURE, type Hint } from './by-model/hint.ts'
import { detect, missingOf, stateAfter } from './detect.ts'
import { after, read } from './reading.ts'
import { situationOf } from './situations.ts'
import { taskNamed } from './task.ts'

/** What the two halves of a turn bring together. */
export interface Halves {
  readonly turn: TurnReceived
  readonly pack: Pack
  readonly first: Detection
  readonly captured: Captured
  /** What was asked of a model for the first pass. */
  readonly hint?: Hint | null
}

export interface Understood {
  readonly detection: Detection
  readonly reconcile: ReconcileReason
}

/** Detects again, with the new slots, where they may have changed what is going on; else the first pass stands. */
export function reconcile(halves: Halves): Understood {
  const { turn, pack, first, captured, hint = null } = halves
  const reason = reasonToDetectAgain(halves)
  return { detection: reason === 'none' ? first : detect(turn, pack, captured, hint), reconcile: reason }
}

/** Why the first pass does not stand; `none` when it does. */
export function reasonToDetectAgain(halves: Halves): ReconcileReason {
  const { first, captured } = halves
  // Nothing that capture can find changes what is said to an emergency.
  if (first.redFlag !== null) return 'none'
  if (captured.critical.length > 0) return 'new_critical_slot'
  if (first.confidence < SURE) return 'low_confidence'
  if (isOtherContext(halves)) return 'context_delta'
  return isOtherState(halves) ? 'state_change' : 'none'
}

/** Would the situation rules say something else of the same words, now that other slots are filled? */
function isOtherContext({ turn, pack, first, captured }: Halves): boolean {
  const before = turn.snapshot.slots
  const slots = after(before, captured)
  if (Object.keys(slots).toSorted().join() === Object.keys(before).toSorted().join()) return false
  const { text, languages } = read(turn, pack, null)
  const { acts, frustration } = first
  const question = { pack, text, languages, intent: first.intent.name, acts, state: turn.snapshot.state, frustration }
  return situationOf({ ...question, slots }) !== first.situation
}

/** Does the conversation go to another state, now that less is missing? */
function isOtherState({ turn, pack, first, captured }: Halves): boolean {
  const { snapshot } = turn
  const task = taskNamed(pack, first.task)
  const begins = task !== null && task.name !== snapshot.task
  const givenUp = task === null && snapshot.task !== null
  const missing = missingOf({ task }, after(snapshot.slots, captured))
  return stateAfter(turn, first.acts, { task, begins, givenUp }, missing) !== first.state
}
