import { detectLanguage } from '@repartee/language'
import type { LanguageCode } from '@repartee/contracts'
import { eventually } from '@repartee/testing'
import { describe, expect, it } from 'vitest'
import { nextWeekday, useHouse } from './house.ts'

const house = useHouse({ isSplit: true })
const CLOSED = ['2026-12-08', '2027-01-05', '2027-01-06', '2027-10-12']
const DATE = nextWeekday(2, 4, CLOSED)

/** The day in words, as people of that language write it: "1 December". */
const dayIn = (language: LanguageCode) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${DATE}T00:00:00Z`))

const conversations: { language: LanguageCode; phone: string; time: string; name: string; messages: string[] }[] = [
  {
    language: 'en',
    phone: '34600100001',
    time: '09:00',
    name: 'Anna Smith',
    messages: [
      'Hello!',
      'I would like a teeth cleaning',
      `on ${dayIn('en')} at 9 in the morning`,
      'Anna Smith',
      'yes please',
    ],
  },
  {
    language: 'es',
    phone: '34600100002',
    time: '10:00',
    name: 'Carmen López',
    messages: [
      'Hola, buenos días',
      'Quiero una limpieza dental',
      `el ${dayIn('es')} a las 10 de la mañana`,
      'Carmen López',
      'sí, por favor',
    ],
  },
  {
    language: 'ru',
    phone: '34600100003',
    time: '11:00',
    name: 'Анна Иванова',
    messages: [
      'Здравствуйте!',
      'Хочу записаться на чистку зубов',
      `${dayIn('ru')} в 11 утра`,
      'Анна Иванова',
      'да, записывайте',
    ],
  },
  {
    language: 'he',
    phone: '34600100004',
    time: '12:00',
    name: 'דנה כהן',
    messages: ['שלום', 'אני רוצה לקבוע תור לניקוי שיניים', `ב-${dayIn('he')} בשעה 12:00`, 'דנה כהן', 'כן, בבקשה'],
  },
  {
    language: 'pt',
    phone: '34600100005',
    time: '13:00',
    name: 'João Pereira',
    messages: [
      'Olá, bom dia',
      'Queria marcar uma limpeza dentária',
      `no dia ${dayIn('pt')} às 13h`,
      'João Pereira',
      'sim, pode marcar',
    ],
  },
]

describe('a contact on WhatsApp books a teeth cleaning in five messages', () => {
  it.each(conversations)('in $language', async ({ language, phone, time, name, messages }) => {
    const contact = house().contact(phone)
    const replies: string[] = []
    for (const message of messages) replies.push((await contact.ask(message)).text)

    const transcript = contact.conversation.map(({ from, text }) => `${from}: ${text}`).join('\n')
    const detected = replies.map(
      (text) => detectLanguage(text, { allowed: ['en', 'es', 'ru', 'he', 'pt'], fallback: language }).language,
    )
    expect(detected, transcript).toEqual(messages.map(() => language))
    expect(await house().bookings(phone), transcript).toMatchObject([
      { service: 'teeth_cleaning', status: 'confirmed', local_date: DATE, local_time: time, contact_name: name },
    ])
    const followUps = await eventually(
      async () => {
        const pending = (await house().followUps(phone)).filter(({ status }) => status === 'pending')
        return pending.length === 1 && pending[0]?.reason === 'booking_reminder' && pending
      },
      { withinMs: 10_000, what: 'one follow-up that waits' },
    )
    expect(followUps).toMatchObject([{ reason: 'booking_reminder' }])
  })
})
