import type {
  Captured,
  Detection,
  LanguageCode,
  PendingAction,
  SlotValue,
  SlotValues,
  TurnReceived,
} from '@repartee/contracts'
import type { Pack, Slot, Task } from '@repartee/packs'
import { pendingActionIdOf } from '@repartee/session'

/** All that a decision looks at: the turn, what was understood of it, the pack, and the instant. */
export interface Context {
  readonly pack: Pack
  readonly turn: TurnReceived
  readonly captured: Captured
  readonly detection: Detection
  /** The session's slots with what this turn said. */
  readonly slots: SlotValues
  readonly principle: string
  readonly now: string
}

/** What the wording of anything needs: the pack, and the language to say it in. */
export interface Speaker {
  readonly pack: Pack
  readonly detection: { readonly language: { readonly code: LanguageCode } }
}

/** The session's slots after a turn: dropped ones left out, new ones in. */
export function mergeSlots(before: SlotValues, captured: Captured): SlotValues {
  const kept = Object.entries(before).filter(([name]) => !captured.dropped.includes(name))
  return { ...Object.fromEntries(kept), ...captured.slots }
}

/** The pack's slot of a type; the first, where there are several. */
export function slotOfType(pack: Pack, type: Slot['type']): Slot | undefined {
  return pack.slots.find((slot) => slot.type === type)
}

/** The value of the slot of a type, or null. */
export function valueOf(context: Pick<Context, 'pack' | 'slots'>, type: Slot['type']): string | null {
  const slot = slotOfType(context.pack, type)
  return (slot && context.slots[slot.name]?.value) ?? null
}

/** The words that a slot of a type was given in, or null. */
export function quoteOf(context: Pick<Context, 'pack' | 'slots'>, type: Slot['type']): string | null {
  const slot = slotOfType(context.pack, type)
  return (slot && context.slots[slot.name]?.quote) ?? null
}

/** Did this turn give the slot of the type? */
export function isNew(context: Pick<Context, 'pack' | 'captured'>, type: Slot['type']): boolean {
  const slot = slotOfType(context.pack, type)
  return slot !== undefined && slot.name in context.captured.slots
}

export function taskNamed(pack: Pack, name: string | null): Task | null {
  return pack.tasks.find((task) => task.name === name) ?? null
}

export function taskOfKind(pack: Pack, kind: Task['kind']): Task | null {
  return pack.tasks.find((task) => task.kind === kind) ?? null
}

/** The slots without those that belong to a task that is over. */
export function withoutTaskSlots(pack: Pack, slots: SlotValues): SlotValues {
  const remembered = new Set(pack.slots.filter(({ remember }) => remember).map(({ name }) => name))
  return Object.fromEntries(Object.entries(slots).filter(([name]) => remembered.has(name)))
}

/** A slot that the engine sets itself, out of a booking or an offer. */
export function engineSlot(value: string, turn: string): SlotValue {
  return { value, quote: value, confidence: 1, by: 'booking', turn, history: [] }
}

/** Mints a pending action of this turn. Its id is computed, so that a redelivered turn mints the same. */
export function mint(
  context: Pick<Context, 'turn' | 'now'>,
  kind: PendingAction['kind'],
  rest: Pick<PendingAction, 'summary' | 'data' | 'choices'>,
): PendingAction {
  const { turn } = context.turn
  return { id: pendingActionIdOf(turn, kind), kind, turn, at: context.now, ...rest }
}
