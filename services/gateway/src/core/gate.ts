import type { Channel, Lease, ReplyCompleted } from '@repartee/contracts'

const WINDOW_HOURS = 24
const HOUR_MS = 3_600_000

/** All that the send gate looks at, at the moment of sending. */
export interface Standing {
  readonly kind: ReplyCompleted['kind']
  readonly channel: Channel
  readonly consent: ReplyCompleted['consent']
  readonly leaseHolder: Lease['holder']
  readonly optedOut: boolean
  /** When the contact last wrote; null when that is not known. */
  readonly lastInboundAt: string | null
  readonly now: string
  /** The contact's wall clock, HH:MM, and the hours in which we do not write first. */
  readonly clock: string
  readonly quietHours: { readonly from: string; readonly to: string }
}

export type Verdict =
  | { do: 'send' }
  | { do: 'hold'; forMinutes: number; reason: 'quiet_hours' }
  | { do: 'block'; reason: 'human_holds_lease' | 'opted_out' | 'outside_window'; detail: string }

/**
 * May this leave now? A human's lease and an opt-out stop everything but the confirmation of the opt-out itself; what the
 * business starts also keeps to WhatsApp's 24-hour window and to quiet hours.
 */
export function judge(standing: Standing): Verdict {
  if (standing.consent !== undefined) return { do: 'send' }
  if (standing.leaseHolder === 'human') {
    return { do: 'block', reason: 'human_holds_lease', detail: 'a human has taken the session over' }
  }
  if (standing.optedOut) return { do: 'block', reason: 'opted_out', detail: 'the contact wants no more messages' }
  if (standing.kind !== 'followup') return { do: 'send' }
  if (standing.channel === 'whatsapp' && isOutsideWindow(standing)) {
    return {
      do: 'block',
      reason: 'outside_window',
      detail: `the contact last wrote more than ${WINDOW_HOURS} hours ago: only an approved template may be sent`,
    }
  }
  const quiet = minutesOfQuiet(standing.clock, standing.quietHours)
  return quiet > 0 ? { do: 'hold', forMinutes: quiet, reason: 'quiet_hours' } : { do: 'send' }
}

function isOutsideWindow({ lastInboundAt, now }: Standing): boolean {
  return lastInboundAt === null || Date.parse(now) - Date.parse(lastInboundAt) > WINDOW_HOURS * HOUR_MS
}

/** Minutes until quiet hours end; 0 outside them. They may go over midnight. */
export function minutesOfQuiet(clock: string, { from, to }: { from: string; to: string }): number {
  const [now, start, end] = [minutes(clock), minutes(from), minutes(to)]
  const isQuiet = start <= end ? now >= start && now < end : now >= start || now < end
  return isQuiet ? (end - now + 1440) % 1440 : 0
}

function minutes(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))
}
