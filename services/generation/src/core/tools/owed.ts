import type { Context } from '../context.ts'
import { decideMatter } from '../decide.ts'
import type { Done } from './done.ts'

const BINDING = new Set(['booking.hold', 'booking.confirm', 'booking.move', 'booking.cancel'])

/**
 * Did the model leave undone what the contact is due now: a yes carried out, a complete wish held and read back? Then
 * the rules do it.
 */
export function owed(context: Context, done: readonly Done[]): boolean {
  const due = decideMatter(context, [])
  return due.do === 'ask' && BINDING.has(due.tool) && !done.some(({ result }) => result?.tool === due.tool)
}
