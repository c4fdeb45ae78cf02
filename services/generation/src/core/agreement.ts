import type { PendingAction } from '@repartee/contracts'
import { readYesNo, takesProposal } from '@repartee/language'
import { slotOfType, taskNamed, type Context } from './context.ts'

const WHAT_AND_WHEN = ['service', 'person', 'date', 'time', 'day_part'] as const

/** Offers that a yes carries out, and nothing else does. */
const BINDING: ReadonlySet<PendingAction['kind']> = new Set([
  'confirm_booking',
  'confirm_move',
  'confirm_cancel',
  'confirm_task',
])

/**
 * The offer that the contact agrees to with this turn; null when none waits, when it is not what they speak of, or when
 * they said something else about it. What a model understood is no agreement: the words or the tap must say it.
 */
export function agreedOffer(context: Context): PendingAction | null {
  const { detection, turn } = context
  const { pending } = turn.snapshot
  if (pending === null || !BINDING.has(pending.kind) || !detection.pending.relevant) return null
  if (!saysYes(context) || isChanged(context) || detection.acts.includes('request_alternatives')) return null
  return pending
}

/** Does the contact agree, in their own words or by a tap? */
export function saysYes({ detection, turn }: Context): boolean {
  if (!detection.acts.includes('affirm')) return false
  if (detection.by === 'rules') return true
  const tapped = turn.choice && new URLSearchParams(turn.choice.id).get('answer')
  if (tapped) return tapped === 'yes'
  const { code } = detection.language
  const last = turn.messages.at(-1)?.text ?? turn.text
  return readYesNo(last, code).answer === 'yes' || takesProposal(last, code)
}

/** Did this turn say something else about what, when or for whom than what was offered? */
export function isChanged({ pack, captured, turn }: Context): boolean {
  const { pending, slots } = turn.snapshot
  const types = [...WHAT_AND_WHEN, 'name' as const, 'phone' as const]
  const collected = taskNamed(pack, pending?.data['task'] ?? null)?.slots.map(({ slot }) => slot)
  const names = collected ?? types.map((type) => slotOfType(pack, type)?.name ?? '')
  return names.some((name) => {
    const said = captured.slots[name]
    return said !== undefined && said.value !== slots[name]?.value
  })
}
