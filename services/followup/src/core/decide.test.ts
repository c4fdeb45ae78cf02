import { followUps } from '@repartee/packs'
import { describe, expect, it } from 'vitest'
import { type Decision, type Situation, decide, isNoNews, isNotice } from './decide.ts'
import type { Happening, Way } from './input.ts'
import { type SessionState, follow, unknownSession } from './session.ts'

const now = Date.parse('2026-11-20T09:30:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE

const way: Way = {
  settings: { businessName: 'Aurora', pack: 'clinic', timeZone: 'Europe/Madrid', region: 'ES', defaultLanguage: 'en' },
  address: { channel: 'whatsapp', provider: 'meta', account: '100', contact: '34600111222', contactKind: 'phone' },
  contact: {},
  language: 'es',
}
const onPhone: Way = { ...way, address: { ...way.address, channel: 'phone', call: 'CA1' } }
const policy = { followUps: followUps.parse({}) }

const situation = (change: Partial<Situation> = {}): Situation => ({
  session: { ...unknownSession, way },
  sequence: 10,
  waiting: [],
  policy,
  now,
  isNewest: true,
  ...change,
})
const session = (change: Partial<SessionState>) => ({ session: { ...unknownSession, way, ...change } })

const reply = (change: Partial<Extract<Happening, { kind: 'reply' }>> = {}): Happening => ({
  kind: 'reply',
  of: 'answer',
  way,
  announced: null,
  isMidBooking: false,
  asks: false,
  urgency: 'medium',
  contactText: 'do you take my insurance?',
  ...change,
})

const named = { id: '00000000-0000-4000-8000-000000000001', key: 'cleaning', name: 'Cleaning' }
const booking = (
  kind: 'booked' | 'booking_moved' | 'booking_cancelled',
  hoursAhead: number,
  to: Way | null = way,
): Happening => ({
  kind,
  way: to,
  booking: {
    id: 'b1',
    status: 'confirmed',
    service: named,
    resource: named,
    startsAt: new Date(now + hoursAhead * HOUR).toISOString(),
    endsAt: new Date(now + (hoursAhead + 1) * HOUR).toISOString(),
    localDate: '2026-11-23',
    localTime: '10:00',
    timeZone: 'Europe/Madrid',
    contactName: 'Ana',
    contactPhone: null,
  },
})

const scheduled = (decisions: Decision[]) => decisions.flatMap((one) => (one.do === 'schedule' ? [one.plan] : []))
/** Hours from now. */
const times = (decisions: Decision[]) => scheduled(decisions).map((plan) => plan.times.map((at) => (at - now) / HOUR))

describe('a reply', () => {
  it('that announces a follow-up gets it after the delay that it told', () => {
    const announced = { reason: 'unanswered_question', delayMs: 4 * HOUR } as const
    expect(scheduled(decide(reply({ announced }), situation()))).toMatchObject([
      {
        reason: 'unanswered_question',
        announced: true,
        times: [now + 4 * HOUR],
        data: { question: 'do you take my insurance?' },
      },
    ])
  })
  it('that asks in the middle of a booking gets a silent one', () => {
    expect(scheduled(decide(reply({ isMidBooking: true, asks: true }), situation()))).toMatchObject([
      { reason: 'silent_in_booking', announced: false, times: [now + 90 * MINUTE] },
    ])
  })
  it.each([
    ['asks nothing', reply({ isMidBooking: true }), {}],
    ['asks outside of a booking', reply({ asks: true }), {}],
    ['asks on the phone', reply({ isMidBooking: true, asks: true, way: onPhone }), {}],
    ['is a follow-up itself', reply({ of: 'followup', isMidBooking: true, asks: true }), {}],
    ['meets a contact who opted out', reply({ isMidBooking: true, asks: true }), session({ isOptedOut: true })],
    ['meets a human who took over', reply({ isMidBooking: true, asks: true }), session({ isTakenOver: true })],
    ['is older than the newest message', reply({ isMidBooking: true, asks: true }), session({ messageSequence: 11 })],
  ])('that %s gets none', (_, happening, change) => {
    expect(decide(happening, situation(change))).toMatchObject([{ do: 'nothing' }])
  })
})

describe('an escalation', () => {
  it.each([
    ['urgent', 15],
    ['high', 15],
  ] as const)('that is %s is looked after in %d minutes', (urgency, minutes) => {
    expect(times(decide({ kind: 'escalated', urgency }, situation()))).toEqual([[minutes / 60]])
  })
  it('waits for nothing more when a reply has announced it, or a human has it', () => {
    const waiting = [{ reason: 'escalation_untaken', announced: true }] as const
    expect(decide({ kind: 'escalated', urgency: 'high' }, situation({ waiting }))).toMatchObject([{ do: 'nothing' }])
    expect(decide({ kind: 'escalated', urgency: 'high' }, situation(session({ isTakenOver: true })))).toMatchObject([
      { do: 'nothing' },
    ])
  })
})

describe('a booking', () => {
  it.each([
    ['in three days', 72, [[48, 70]]],
    ['in ten hours', 10, [[8]]],
    ['in one hour', 1, []],
    ['in exactly two hours', 2, []],
  ])('%s is reminded of', (_, ahead, expected) => {
    expect(times(decide(booking('booked', ahead), situation()))).toEqual(expected)
  })
  it('ends what waited in the conversation', () => {
    const [first] = decide(booking('booked', 72), situation())
    expect(first).toMatchObject({ do: 'cancel', why: 'booked' })
    expect(first?.do === 'cancel' && first.reasons).not.toContain('booking_reminder')
  })
  it('that is moved loses its reminders and gets new ones', () => {
    expect(decide(booking('booking_moved', 30), situation())).toMatchObject([
      { do: 'cancel' },
      { do: 'cancel_booking', booking: 'b1' },
      { do: 'schedule', plan: { booking: 'b1', times: [now + 6 * HOUR, now + 28 * HOUR] } },
    ])
    expect(decide(booking('booking_moved', 1), situation())).toMatchObject([
      { do: 'cancel' },
      { do: 'cancel_booking' },
      { do: 'nothing' },
    ])
  })
  it('that is cancelled loses them', () => {
    expect(decide(booking('booking_cancelled', 72), situation())).toMatchObject([
      { do: 'cancel' },
      { do: 'cancel_booking', booking: 'b1' },
    ])
  })
  it('that has changed since is not reminded of', () => {
    expect(scheduled(decide(booking('booked', 72), situation({ isNewest: false })))).toEqual([])
  })
  it('without a way to the contact, or with one who opted out, is not reminded of', () => {
    expect(scheduled(decide(booking('booked', 72, null), situation()))).toEqual([])
    expect(scheduled(decide(booking('booked', 72), situation(session({ isOptedOut: true }))))).toEqual([])
  })
  it('is asked about after the visit where the pack wants it', () => {
    const wished = { followUps: { ...policy.followUps, afterVisitHours: 3, reminderHours: [1] } }
    const plans = scheduled(decide(booking('booked', 72), situation({ policy: wished })))
    expect(plans.map((plan) => [plan.reason, plan.times.map((at) => (at - now) / HOUR)])).toEqual([
      ['booking_reminder', [71]],
      ['after_visit', [76]],
    ])
  })
})

describe('a call that ended in the middle of something', () => {
  const bySms: Way = { ...way, address: { ...way.address, channel: 'sms', provider: 'twilio' } }
  it('is taken up in writing, soon', () => {
    const [plan] = scheduled(decide({ kind: 'call_dropped', way: bySms }, situation()))
    expect(plan).toMatchObject({ reason: 'dropped_call', way: bySms, times: [now + 2 * MINUTE] })
  })

  it.each([
    ['who wants no messages', { isOptedOut: true }],
    ['whom a human answers', { isTakenOver: true }],
    ['who has written since', { messageSequence: 11 }],
  ])('is left at that with somebody %s', (_who, change) => {
    expect(scheduled(decide({ kind: 'call_dropped', way: bySms }, situation(session(change))))).toEqual([])
  })
})

describe('what ends what', () => {
  const conversation = ['unanswered_question', 'silent_in_booking', 'escalation_untaken', 'dropped_call']
  it.each([
    ['message', { kind: 'message', way }],
    ['human_message', { kind: 'human_message' }],
    ['taken_over', { kind: 'taken_over' }],
  ] as const)('%s ends all but what belongs to bookings', (why, happening) => {
    expect(decide(happening, situation())).toEqual([{ do: 'cancel', reasons: conversation, why }])
  })
  it('opting out ends everything', () => {
    expect(decide({ kind: 'opted_out' }, situation())).toEqual([
      { do: 'cancel', reasons: [...conversation, 'booking_reminder', 'after_visit'], why: 'opted_out' },
    ])
  })
})

describe('a session', () => {
  it('is what the newest events say, in whatever order they arrive', () => {
    const late = follow(follow(unknownSession, { kind: 'released' }, 8), { kind: 'taken_over' }, 5)
    expect(late).toMatchObject({ isTakenOver: false, leaseSequence: 8 })
    const back = follow(follow(unknownSession, { kind: 'opted_in' }, 8), { kind: 'opted_out' }, 5)
    expect(back).toMatchObject({ isOptedOut: false })
    const newest = follow(follow(unknownSession, { kind: 'message', way: onPhone }, 8), { kind: 'message', way }, 5)
    expect(newest).toMatchObject({ messageSequence: 8, way: onPhone })
  })
})

describe('what only has to be noted', () => {
  it.each<[string, Happening, boolean]>([
    ['a message of the contact', { kind: 'message', way }, true],
    ['a reply outside a booking', reply({ asks: true }), true],
    ['a reply that asks nothing', reply({ isMidBooking: true }), true],
    ['a question in the middle of a booking', reply({ isMidBooking: true, asks: true }), false],
    ['the same question on the phone', reply({ isMidBooking: true, asks: true, way: onPhone }), true],
    [
      'a reply that announces a follow-up',
      reply({ announced: { reason: 'unanswered_question', delayMs: MINUTE } }),
      false,
    ],
    ['a call for a human', { kind: 'escalated', urgency: 'high' }, false],
    ['a takeover', { kind: 'taken_over' }, false],
  ])('%s: %#', (_what, happening, isOnlyNoted) => {
    expect(isNotice(happening)).toBe(isOnlyNoted)
  })

  it.each<[string, Happening, boolean]>([
    ['an answer that arms nothing', reply(), true],
    ['an apology, whose turn nobody may have understood', reply({ of: 'apology' }), false],
    ['a question in the middle of a booking', reply({ isMidBooking: true, asks: true }), false],
    ['a message of the contact', { kind: 'message', way }, false],
  ])('%s is no news: %#', (_what, happening, isNothing) => {
    expect(isNoNews(happening)).toBe(isNothing)
  })
})
