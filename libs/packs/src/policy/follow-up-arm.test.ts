import { describe, expect, it } from 'vitest'
import { followUps } from '../schema/conduct.ts'
import { followUpsInArm } from './follow-up-arm.ts'

const given = followUps.parse({
  arms: [{ name: 'as_is' }, { name: 'sooner', share: 3, delayMinutes: { urgent: 5 }, silentInBookingMinutes: 30 }],
})
const sessions = Array.from({ length: 4000 }, (_, index) => `session ${index}`)

describe('arms of follow-ups', () => {
  it('are none where the pack makes no experiment', () => {
    expect(followUpsInArm(followUps.parse({}), 'a')).toEqual({ arm: null, followUps: followUps.parse({}) })
  })

  it('keep a session for good, and share sessions as they say', () => {
    const arms = sessions.map((session) => followUpsInArm(given, session).arm)
    expect(sessions.map((session) => followUpsInArm(given, session).arm)).toEqual(arms)
    const share = arms.filter((arm) => arm === 'sooner').length / sessions.length
    expect(share).toBeGreaterThan(0.7)
    expect(share).toBeLessThan(0.8)
  })

  it('change what they name and leave the rest', () => {
    const session = sessions.find((one) => followUpsInArm(given, one).arm === 'sooner')!
    expect(followUpsInArm(given, session).followUps).toMatchObject({
      delayMinutes: { urgent: 5, high: 60, medium: 90, low: 240 },
      silentInBookingMinutes: 30,
      escalationUntakenMinutes: 15,
    })
  })
})
