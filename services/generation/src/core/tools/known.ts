import type { Booking, Opening } from '@repartee/contracts'
import type { ToolResult } from '../step.ts'

/** What this turn's tools have told: the only appointments and times that a call may name. */
export interface Known {
  readonly appointments: readonly Booking[]
  readonly openings: readonly Opening[]
}

export function knownOf(results: readonly ToolResult[]): Known {
  const appointments: Booking[] = []
  const openings: Opening[] = []
  for (const { tool, answer } of results) {
    if (tool === 'booking.list' && 'bookings' in answer) appointments.push(...answer.bookings)
    if (tool === 'booking.availability' && answer.outcome === 'free') openings.push(...answer.openings)
    if ('alternatives' in answer) openings.push(...answer.alternatives)
  }
  return { appointments, openings }
}
