import type { LanguageCode } from '@repartee/contracts'
import { detectLanguage } from '@repartee/language'
import { eventually } from '@repartee/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { packsWithoutQuietHours } from '../system/packs.ts'
import { nextWeekday, useHouse } from './house.ts'

const packs = await packsWithoutQuietHours()
afterAll(packs.remove)

const house = useHouse({ settings: { PACKS_DIR: packs.folder } })
const CLOSED = ['2026-12-08', '2027-01-06', '2027-10-12', '2027-12-08']
const WEDNESDAY = nextWeekday(3, 4, CLOSED)
const FRIDAY = nextWeekday(5, 4, ['2026-12-25', '2027-01-01'])

const dayIn = (language: LanguageCode, date: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))
const languageOf = (text: string, fallback: LanguageCode) =>
  detectLanguage(text, { allowed: ['en', 'es', 'ru', 'he', 'pt'], fallback }).language
const eventsOf = async (from: string, name: string) =>
  (await house().events(house().sessionId(from))).filter((event) => event.name === name)

describe.concurrent('who wants no more messages', () => {
  it('gets one confirmation, then nothing until START', async () => {
    const from = '34600300001'
    const contact = house().contact(from)
    await contact.ask('is there parking?')
    const goodbye = await contact.ask('STOP')
    expect(goodbye.text).toMatch(/START/)
    await contact.send('STOP')
    await contact.send('what are your opening hours?')
    await eventually(async () => (await eventsOf(from, 'reply.blocked')).length === 1, {
      what: 'the answer is blocked',
      withinMs: 10_000,
    })
    expect(await contact.received()).toHaveLength(2)
    expect((await eventsOf(from, 'reply.blocked'))[0]?.data).toMatchObject({ reason: 'opted_out' })

    await contact.ask('START')
    expect((await contact.ask('what are your opening hours?')).text).toContain('20:00')
    const changes = await eventsOf(from, 'session.opted-out')
    expect(changes.map(({ data }) => data['optedOut'])).toEqual([true, false])
  })

  it('is not who says the word inside of a sentence', async () => {
    const contact = house().contact('34600300002')
    const reply = await contact.ask('please stop, wait, is there parking?')
    expect(reply.text).toContain('car park')
    expect((await house().session(contact.from))?.optedOut).toBe(false)
  })
})

describe.concurrent('an emergency in the middle of a booking', () => {
  it.each<[LanguageCode, string, string, string]>([
    ['en', '34600300011', 'I would like a general consultation', 'I have terrible chest pain and I can hardly breathe'],
    ['es', '34600300012', 'Quiero una consulta general', 'me duele mucho el pecho y no puedo respirar'],
    ['ru', '34600300013', 'Хочу записаться к терапевту', 'у меня сильная боль в груди, мне трудно дышать'],
    ['he', '34600300014', 'אני רוצה לקבוע תור לרופא משפחה', 'יש לי כאבים חזקים בחזה ואני לא מצליח לנשום'],
    ['pt', '34600300015', 'Queria marcar uma consulta geral', 'tenho uma dor forte no peito e não consigo respirar'],
  ])('in %s: the number is named, nothing is booked, a person is called', async (language, from, wish, emergency) => {
    const contact = house().contact(from)
    await contact.ask(wish)
    const reply = await contact.ask(emergency)
    expect(reply.text).toContain('112')
    expect(languageOf(reply.text, language)).toBe(language)
    expect(await house().slotsTaken(from)).toBe(0)
    expect((await house().session(from))?.state).toBe('escalated')
    expect((await eventsOf(from, 'session.escalated')).map(({ data }) => data['reason'])).toEqual(['red_flag'])
  })
})

describe.concurrent('who is there?', () => {
  it('a machine says that it is one', async () => {
    const contact = house().contact('34600300021')
    expect((await contact.ask('is there parking?')).text).toContain('automated')
    expect((await contact.ask('are you a bot?')).text).toMatch(/automated assistant/)
    const spanish = house().contact('34600300022')
    await spanish.ask('¿hay aparcamiento?')
    expect((await spanish.ask('¿eres un robot?')).text).toMatch(/automático/)
  })

  it('who wants a person gets one, and hears it once', async () => {
    const from = '34600300023'
    const contact = house().contact(from)
    const first = await contact.ask('can I talk to a human please?')
    expect(first.text).toMatch(/front desk/)
    const second = await contact.ask('a real person, please')
    expect(second.text).not.toBe(first.text)
    expect((await eventsOf(from, 'session.escalated')).map(({ data }) => data['reason'])).toEqual(['asked_for_human'])
  })
})

describe.concurrent('a question without an answer', () => {
  it('is passed on, the follow-up is announced, and comes once when it is due', async () => {
    const from = '34600300031'
    const contact = house().contact(from)
    await contact.ask('is there parking?')
    const reply = await contact.ask('which brand of dental implants does the clinic use?')
    expect(reply.text).toMatch(/hour|minute/)
    await eventually(async () => (await house().followUps(from)).length > 0, { what: 'the follow-up waits' })
    expect(await house().followUps(from)).toEqual([{ reason: 'unanswered_question', status: 'pending' }])

    const before = (await contact.received()).length
    await house().query("UPDATE followup.item SET due_at = now() WHERE session_id = $1 AND status = 'pending'", [
      house().sessionId(from),
    ])
    await contact.waitForReply()
    expect((await house().followUps(from)).map(({ status }) => status)).toEqual(['fired'])
    // What came after it shows that nothing more was on its way.
    expect((await contact.ask('what are your opening hours?')).text).toContain('20:00')
    expect(await contact.received()).toHaveLength(before + 2)
  })

  it('is not followed up when the contact writes again', async () => {
    const from = '34600300032'
    const contact = house().contact(from)
    await contact.ask('which brand of dental implants does the clinic use?')
    await eventually(async () => (await house().followUps(from)).length === 1, { what: 'the follow-up waits' })
    await contact.ask('never mind, is there parking?')
    await eventually(async () => (await house().followUps(from))[0]?.status === 'cancelled', {
      what: 'the follow-up is cancelled',
    })
  })
})

describe.concurrent('an appointment that stands', () => {
  it.each([
    {
      language: 'en',
      from: '34600300041',
      book: `a teeth cleaning on ${dayIn('en', WEDNESDAY)} at 10:00, please`,
      name: 'Anna Smith',
      yes: 'yes please',
      move: `can we move my appointment to ${dayIn('en', FRIDAY)} at 11:00?`,
      cancel: 'I have to cancel my appointment',
      times: ['10:00', '11:00'],
    },
    {
      language: 'es',
      from: '34600300042',
      book: `quiero una sesión de fisioterapia el ${dayIn('es', WEDNESDAY)} a las 10:00`,
      name: 'Carmen López',
      yes: 'sí, por favor',
      move: `¿podemos cambiar mi cita al ${dayIn('es', FRIDAY)} a las 11:00?`,
      cancel: 'quiero cancelar mi cita',
      times: ['10:00', '11:00'],
    },
  ])('is moved and cancelled in $language', async ({ language, from, book, name, yes, move, cancel, times }) => {
    const contact = house().contact(from)
    const say = async (text: string) => {
      const reply = await contact.ask(text)
      expect(languageOf(reply.text, language as LanguageCode), reply.text).toBe(language)
      return reply.text
    }
    const transcript = () => contact.conversation.map((line) => `${line.from}: ${line.text}`).join('\n')
    await say(book)
    await say(name)
    await say(yes)
    expect(await house().bookings(from), transcript()).toMatchObject([
      { status: 'confirmed', local_date: WEDNESDAY, local_time: times[0] },
    ])
    await say(move)
    await say(yes)
    expect(await house().bookings(from), transcript()).toMatchObject([
      { status: 'confirmed', local_date: FRIDAY, local_time: times[1] },
    ])
    await eventually(async () => (await reminders(from)).length === 1, { what: 'one reminder, of the new time' })
    await say(cancel)
    await say(yes)
    expect(await house().bookings(from), transcript()).toMatchObject([{ status: 'cancelled' }])
    await eventually(async () => (await reminders(from)).length === 0, { what: 'no reminder' })
  })

  const reminders = async (from: string) =>
    (await house().followUps(from)).filter(
      ({ reason, status }) => reason === 'booking_reminder' && status === 'pending',
    )
})

describe.concurrent('a contact who jumps about', () => {
  it('asks something in between, and the booking goes on where it was', async () => {
    const from = '34600300051'
    const contact = house().contact(from)
    await contact.ask(`I would like a dental check-up on ${dayIn('en', WEDNESDAY)} at 12:00`)
    expect((await contact.ask('is there parking?')).text).toContain('car park')
    expect((await contact.ask('Emma Stone')).text).toContain('Shall I book it?')
    expect((await contact.ask('and do you take my insurance?')).text).toContain('Sanitas')
    await contact.ask('yes please')
    expect(await house().bookings(from)).toMatchObject([{ status: 'confirmed', contact_name: 'Emma Stone' }])
  })

  it('wants a second thing in the middle of the first: says which comes first, and that is done', async () => {
    const from = '34600300052'
    const contact = house().contact(from)
    await contact.ask(`I would like a dermatology visit on ${dayIn('en', WEDNESDAY)} at 11:00`)
    await contact.ask('Emma Stone')
    await contact.ask('yes please')
    await contact.ask('I would like to book a physiotherapy session')
    expect((await contact.ask('and I also need to cancel my appointment')).text).toContain('first')
    await contact.ask('cancel the appointment first')
    await contact.ask('yes')
    expect(await house().bookings(from)).toMatchObject([{ service: 'dermatology', status: 'cancelled' }])
  })
})

describe.concurrent('nonsense', () => {
  it.each([
    ['spaces only', '34600300101', '   '],
    ['emoji only', '34600300102', '🙃🦷🎉'],
    ['10,000 characters', '34600300103', 'ни о чём '.repeat(1112)],
    ['control characters', '34600300104', 'hello\u0000\u0007\u001B[31m\u0008 there'],
    ['right-to-left marks', '34600300105', '\u202E\u2067parking\u2069\u202C\u200F'],
    ['half of a surrogate pair', '34600300106', 'what \uD83D is this'],
    ['letters without a word', '34600300107', 'asdfgh jkl qwertz'],
  ])('%s gets a polite answer', async (_name, from, text) => {
    const contact = house().contact(from)
    const reply = await contact.ask(text)
    expect(reply.text.trim()).not.toBe('')
    expect(reply.text).not.toMatch(/undefined|\{\w+\}|\u202E/)
    expect(reply.text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
    expect((await contact.ask('is there parking?')).text).toContain('car park')
    expect(await house().deadLetters()).toBe(0)
  })
})
