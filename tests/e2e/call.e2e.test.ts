import { liveAudio, type Payload } from '@repartee/contracts'
import { eventually, PhoneCaller } from '@repartee/testing'
import { decodeMulaw } from '@repartee/voice'
import { describe, expect, it } from 'vitest'
import { nextWeekday, useHouse } from './house.ts'

type Frame = Payload<typeof liveAudio>

const house = useHouse()
const DATE = nextWeekday(4, 4, ['2026-12-24', '2027-01-06'])

/** The sound's level, 0 (silence) to 1. */
function levelOf(samples: Int16Array): number {
  const squares = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0)
  return Math.sqrt(squares / samples.length)
}

describe('somebody who calls', () => {
  it('books an appointment by speaking, and hears every reply as real sound', async () => {
    const frames: Frame[] = []
    const subscription = house().nats.subscribe(liveAudio.filter, {
      callback: (_error, message) => {
        frames.push(liveAudio.payload.parse(message.json()))
      },
    })
    const caller = new PhoneCaller({ sandboxUrl: house().system.sandboxUrl, from: '+34600500001' })
    const greeting = await caller.call()
    expect(greeting.text).toMatch(/automat/i)
    const day = new Date(`${DATE}T00:00:00Z`).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    })
    await caller.say('hello I would like to book a teeth cleaning please')
    await caller.say(`on ${day} at ten in the morning`)
    const offer = await caller.say('my name is Lucy Fernandez')
    expect(offer.text).toContain('Shall I book it?')
    const done = await caller.say('yes please')
    expect(done.text).toMatch(/booked/)
    expect(done.waiting?.for).toBe('speech')
    const session = house().callSessionId(caller.sid)
    expect(await house().bookingsOf(session)).toMatchObject([
      {
        service: 'teeth_cleaning',
        local_date: DATE,
        local_time: '10:00',
        status: 'confirmed',
        contact_name: 'Lucy Fernandez',
        contact_phone: '+34600500001',
      },
    ])

    const ofCall = () => frames.filter((frame) => frame.session === session)
    await eventually(() => ofCall().filter(({ last, lastSentence }) => last && lastSentence).length >= 4, {
      what: 'the sound of all four replies',
      withinMs: 15_000,
    })
    subscription.unsubscribe()
    const replies = Map.groupBy(ofCall(), ({ turn, sentence }) => `${turn} ${sentence}`)
    for (const [sentence, parts] of replies) {
      expect(
        parts.map(({ frame }) => frame),
        sentence,
      ).toEqual(parts.map((_, index) => index))
      const sound = Buffer.concat(parts.map(({ data }) => Buffer.from(data, 'base64')))
      expect(parts.every(({ format }) => format === 'mulaw_8000')).toBe(true)
      expect(levelOf(decodeMulaw(sound)), sentence).toBeGreaterThan(0.01)
      // Speech of a sentence lasts: 8000 samples a second.
      expect(sound.length, sentence).toBeGreaterThan(2000)
    }
  })

  it('and hangs up ends the conversation: the next call starts anew', async () => {
    const caller = new PhoneCaller({ sandboxUrl: house().system.sandboxUrl, from: '+34600500002' })
    await caller.call()
    await caller.say('I would like to book a teeth cleaning')
    const session = house().callSessionId(caller.sid)
    await caller.hangup()
    await eventually(async () => (await house().sessionById(session))?.ended, { what: 'the session has ended' })
    const again = new PhoneCaller({ sandboxUrl: house().system.sandboxUrl, from: '+34600500002' })
    expect((await again.call()).text).toMatch(/automat/i)
    expect(house().callSessionId(again.sid)).not.toBe(session)
  })

  it('and says nothing is asked once, then the call ends in words', async () => {
    const caller = new PhoneCaller({ sandboxUrl: house().system.sandboxUrl, from: '+34600500003' })
    await caller.call()
    const asked = await caller.staySilent()
    expect(asked.text).not.toBe('')
    const ended = await caller.staySilent()
    expect(ended.text).not.toBe('')
    expect(ended.status).toBe('completed')
  })
})
