import type { SlotValues, TurnReceived } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { BOOKING_SLOT } from './choice.ts'
import type { MeantTask } from './task.ts'

/** What the channel tells about the contact, where the task needs it and nobody said it. */
export function fromProfile(
  { contact, turn }: TurnReceived,
  pack: Pack,
  { task }: MeantTask,
  known: SlotValues,
): SlotValues {
  const needed = new Set(task?.slots.map(({ slot }) => slot))
  const slots: SlotValues = {}
  for (const { name, fromProfile: field } of pack.slots) {
    const value = field === undefined ? undefined : contact[field]
    if (value === undefined || name in known || !needed.has(name)) continue
    slots[name] = { value, quote: value, confidence: 0.8, by: 'profile', turn, history: [] }
  }
  return slots
}

/** The appointment that a reminder was about, when the contact wants it moved or cancelled. */
export function fromReminder({ snapshot, turn }: TurnReceived, { task, quote }: MeantTask): SlotValues {
  const booking = snapshot.pending?.kind === 'confirm_reminder' ? snapshot.pending.data[BOOKING_SLOT] : undefined
  if (booking === undefined || quote === null || (task?.kind !== 'move' && task?.kind !== 'cancel')) return {}
  return { [BOOKING_SLOT]: { value: booking, quote, confidence: 1, by: 'booking', turn, history: [] } }
}

const WHEN: ReadonlySet<string> = new Set(['date', 'time', 'day_part'])

/** Whom we proposed ourselves is not wished for another day or time. */
export function proposedPerson({ snapshot }: TurnReceived, pack: Pack, slots: SlotValues): string[] {
  const name = pack.slots.find(({ type }) => type === 'person')?.name
  const person = name === undefined ? undefined : snapshot.slots[name]
  if (name === undefined || person?.by !== 'booking' || name in slots) return []
  const isWhen = (slot: string) => pack.slots.some((one) => one.name === slot && WHEN.has(one.type))
  return changed(slots, snapshot.slots).some(isWhen) ? [name] : []
}

/** Names of the slots whose value is another than before. */
export function changed(slots: SlotValues, before: SlotValues): string[] {
  return Object.keys(slots).filter((name) => slots[name]?.value !== before[name]?.value)
}
