import type { SlotValue, SlotValues } from '@repartee/contracts'
import type { Found } from './heard.ts'

/** The value of a slot as it stands after it was said; what it replaces goes into its history. */
export function valueOf(found: Found, before: SlotValue | undefined, turn: string): SlotValue {
  const { value, quote, confidence, by = 'rules' } = found
  const isSame = before === undefined || before.value === value
  const replaced = isSame ? [] : [{ value: before.value, quote: before.quote, turn: before.turn }]
  return { value, quote, confidence, by, turn, history: [...(before?.history ?? []), ...replaced] }
}

/** Slots with what a message said: the first value for each slot, a taken choice before all others. */
export function merged(before: SlotValues, found: readonly Found[], turn: string): SlotValues {
  const slots: SlotValues = {}
  const byChoiceFirst = [...found.filter(({ by }) => by === 'choice'), ...found.filter(({ by }) => by !== 'choice')]
  for (const one of byChoiceFirst) slots[one.slot] ??= valueOf(one, before[one.slot], turn)
  return slots
}
