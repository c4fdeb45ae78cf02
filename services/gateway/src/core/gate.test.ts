import { describe, expect, it } from 'vitest'
import { judge, minutesOfQuiet, type Standing } from './gate.ts'

const NOW = '2026-11-20T12:00:00.000Z'
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString()

const standing: Standing = {
  kind: 'answer',
  channel: 'whatsapp',
  consent: undefined,
  leaseHolder: 'ai',
  optedOut: false,
  lastInboundAt: hoursAgo(1),
  now: NOW,
  clock: '13:00',
  quietHours: { from: '21:00', to: '09:00' },
}

const kinds = ['answer', 'apology', 'followup', 'human'] as const
const channels = ['whatsapp', 'sms', 'phone', 'web'] as const
const leases = ['ai', 'human', 'followup'] as const
const windows = { inside: hoursAgo(23.9), 'at the edge': hoursAgo(24), outside: hoursAgo(24.1), unknown: null }
const clocks = { day: '13:00', night: '23:30' }

type Cell = {
  kind: Standing['kind']
  channel: Standing['channel']
  leaseHolder: Standing['leaseHolder']
  optedOut: boolean
  window: keyof typeof windows
  clock: keyof typeof clocks
}

const cells: Cell[] = kinds.flatMap((kind) =>
  channels.flatMap((channel) =>
    leases.flatMap((leaseHolder) =>
      [false, true].flatMap((optedOut) =>
        (Object.keys(windows) as (keyof typeof windows)[]).flatMap((window) =>
          (Object.keys(clocks) as (keyof typeof clocks)[]).map((clock) => ({
            kind,
            channel,
            leaseHolder,
            optedOut,
            window,
            clock,
          })),
        ),
      ),
    ),
  ),
)

/** The page's rules, said the other way round: which cells each of them stops. */
function expected({ kind, channel, leaseHolder, optedOut, window, clock }: Cell): string {
  const isOurs = kind === 'followup' || kind === 'human'
  const isShut = window === 'outside' || (window === 'unknown' && isOurs)
  const stops: [string, boolean][] = [
    ['human_holds_lease', leaseHolder === 'human' && kind !== 'human'],
    ['opted_out', optedOut],
    ['outside_window', channel === 'whatsapp' && isShut],
    ['quiet_hours', kind === 'followup' && clock === 'night'],
  ]
  return stops.find(([, isStopped]) => isStopped)?.[0] ?? 'send'
}

describe('the gate', () => {
  it.each(cells)('$kind on $channel, $leaseHolder speaks, opted out: $optedOut, $window the window, $clock', (cell) => {
    const verdict = judge({ ...standing, ...cell, lastInboundAt: windows[cell.window], clock: clocks[cell.clock] })
    expect(verdict.do === 'send' ? 'send' : verdict.reason).toBe(expected(cell))
    expect(verdict.do === 'hold').toBe(expected(cell) === 'quiet_hours')
  })

  it.each(['opted_out', 'opted_in'] as const)('lets the confirmation of consent pass in any case: %s', (consent) => {
    const worst = { ...standing, leaseHolder: 'human', optedOut: true, lastInboundAt: null, clock: '23:00' } as const
    expect(judge({ ...worst, consent })).toEqual({ do: 'send' })
  })

  it('holds a follow-up just until quiet hours end', () => {
    expect(judge({ ...standing, kind: 'followup', clock: '23:30' })).toEqual({
      do: 'hold',
      forMinutes: 570,
      reason: 'quiet_hours',
    })
  })
})

describe('quiet hours', () => {
  it.each([
    ['20:59', '21:00', '09:00', 0],
    ['21:00', '21:00', '09:00', 720],
    ['00:00', '21:00', '09:00', 540],
    ['08:59', '21:00', '09:00', 1],
    ['09:00', '21:00', '09:00', 0],
    ['13:30', '13:00', '15:00', 90],
    ['15:00', '13:00', '15:00', 0],
    ['12:59', '13:00', '15:00', 0],
    ['12:00', '12:00', '12:00', 0],
  ])('at %s, quiet from %s to %s: %i minutes more', (clock, from, to, minutes) => {
    expect(minutesOfQuiet(clock, { from, to })).toBe(minutes)
  })
})
