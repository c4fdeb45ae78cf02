// The evaluation looks at understanding as it is, without a bus: the one place outside of a service that imports its core.
import type { Captured, Detection, ReconcileReason, TurnReceived } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { capture } from '../../services/capture/src/core/capture.ts'
import { detect } from '../../services/situation/src/core/detect.ts'
import { reconcile } from '../../services/situation/src/core/reconcile.ts'

export interface Understood {
  readonly captured: Captured
  readonly detection: Detection
  readonly reconcile: ReconcileReason
}

/** A turn as the services understand it: capture and a first pass apart from each other, then what brings them together. */
export function understand(turn: TurnReceived, pack: Pack): Understood {
  const first = detect(turn, pack)
  const captured = capture(turn, pack)
  return { captured, ...reconcile({ turn, pack, first, captured }) }
}

/** The same in a row: detection waits for capture and knows all slots. */
export function understandInARow(turn: TurnReceived, pack: Pack): Omit<Understood, 'reconcile'> {
  const captured = capture(turn, pack)
  return { captured, detection: detect(turn, pack, captured) }
}

/** One capture and one first pass: what a turn waits for. */
export function understandOnce(turn: TurnReceived, pack: Pack): void {
  detect(turn, pack)
  capture(turn, pack)
}
