import type { Channel, Lease, ReplyCompleted } from '@repartee/contracts'

const WINDOW_HOURS = 24
const HOUR_MS = 3_600_000

/** All that the send gate looks at, at the moment of sending. */
export interface Standing {
  readonly kind: ReplyCompleted['kind'] | 'human'
  readonly channel: Channel
  readonly consent: ReplyCompleted['consent']
  readonly leaseHolder: Lease['holder']
  readonly optedOut: boolean
  /** When the contact last wrote; null when that is not known, or was just now. */
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
 * May this leave now? An opt-out stops everything but its own confirmation, a human's lease everything that no human wrote,
 * WhatsApp's 24-hour window everything that comes later; what the business starts also keeps to quiet hours.
 */
export function judge(standing: Standing): Verdict {
  const { kind, channel } = standing
  if (standing.consent !== undefined) return { do: 'send' }
  if (standing.leaseHolder === 'human' && kind !== 'human') {
    return { do: 'block', reason: 'human_holds_lease', detail: 'a human has taken the session over' }
  }
  if (standing.optedOut) return { do: 'block', reason: 'opted_out', detail: 'the contact wants no more messages' }
  if (channel === 'whatsapp' && isOutsideWindow(standing)) {
    return {
      do: 'block',
      reason: 'outside_window',
      detail: `the contact last wrote more than ${WINDOW_HOURS} hours ago: only an approved template may be sent`,
    }
  }
  const quiet = kind === 'followup' ? minutesOfQuiet(standing.clock, standing.quietHours) : 0
  return quiet > 0 ? { do: 'hold', forMinutes: quiet, reason: 'quiet_hours' } : { do: 'send' }
}

/** Answers come out of a message that has just come, so nothing known speaks for the window; for others against it. */
function isOutsideWindow({ kind, lastInboundAt, now }: Standing): boolean {
  if (lastInboundAt === null) return kind === 'followup' || kind === 'human'
  return Date.parse(now) - Date.parse(lastInboundAt) > WINDOW_HOURS * HOUR_MS
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
