import type { Booking, Opening } from '@repartee/contracts'
import { spread } from '../offers.ts'
import type { Context } from '../context.ts'
import type { ToolResult } from '../step.ts'
import { fits, wishOf, type Wish } from '../wish.ts'
import type { ModelToolName } from './definitions.ts'
import { instantOf } from './hours.ts'

/** A call that ran: with which arguments, and what the calendar said, where it was asked. */
export interface Done {
  readonly tool: ModelToolName
  readonly arguments: Readonly<Record<string, string | null>>
  readonly result: ToolResult | null
}

/** What the arguments of a call wish for. */
export function wishOfCall({ arguments: values }: Done): Wish {
  const { service = null, person = null, date = null, until = null, time = null } = values
  return { service: service ?? '', person, from: date, until: until ?? date, time, after: null, before: null }
}

/** The times of a search that are told and offered: those that fit what the contact said, else all; spread, not too many. */
export function timesToOffer(context: Context, done: Done): readonly Opening[] {
  const { result } = done
  if (result?.tool !== 'booking.availability' || result.answer.outcome !== 'free') return []
  const { openings } = result.answer
  const wish = wishOf(context, wishOfCall(done).service)
  const fitting = openings.filter((opening) => fits(wish, opening))
  return spread(fitting.length > 0 ? fitting : openings, context.pack.limits.offeredTimes)
}

/** The appointment that a proposal is about, out of what this turn's tools have told. */
export function appointmentOf(done: readonly Done[], id: string | null): Booking | null {
  for (const { result } of done) {
    if (result?.tool !== 'booking.list' || !('bookings' in result.answer)) continue
    const found = result.answer.bookings.find((booking) => booking.id === id)
    if (found) return found
  }
  return null
}

/** The start of a proposed move, if the calendar says that it is free; else null. */
export function freeStart(context: Context, done: Done): Opening | null {
  const { date = null, time = null } = done.arguments
  if (date === null || time === null || done.result?.tool !== 'booking.availability') return null
  const { answer } = done.result
  if (answer.outcome !== 'free') return null
  const startsAt = instantOf(date, time, context.turn.snapshot.settings.timeZone)
  return answer.openings.find((opening) => opening.startsAt === startsAt) ?? null
}
