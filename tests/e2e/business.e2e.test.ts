import { eventually } from '@repartee/testing'
import { describe, expect, it } from 'vitest'
import { nextWeekday, TENANT, useHouse } from './house.ts'

const house = useHouse()
const CLOSED = ['2026-12-08', '2027-01-05', '2027-01-06', '2027-10-12']
const DATE = nextWeekday(2, 4, CLOSED)
const LATER = nextWeekday(3, 4, CLOSED)

/** The day in words, as people of that language write it. */
const dayIn = (language: string, date: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${date}T00:00:00Z`))

async function api<Answer = Record<string, unknown>>(method: string, path: string, body?: unknown) {
  const { gatewayUrl, environment } = house().system
  const response = await fetch(`${gatewayUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${environment['ADMIN_TOKEN']}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Answer }
}

interface FollowUp {
  id: string
  reason: string
  status: string
  dueAt: string | null
  why: string
  endedBy: string[]
}
const waiting = async (phone: string) => {
  const path = `/api/follow-ups?tenant=${TENANT}&session=${house().sessionId(phone)}`
  const { body } = await api<{ followUps: FollowUp[] }>('GET', path)
  return body.followUps.filter(({ status, reason }) => status === 'pending' && reason === 'booking_reminder')
}

const talks = [
  {
    language: 'en',
    said: '9:00 am',
    phone: '34600200001',
    book: ['I would like a teeth cleaning', `on ${dayIn('en', DATE)} at 9 in the morning`, 'Anna Smith', 'yes please'],
    when: 'when is my appointment?',
    move: [`can I move my appointment to ${dayIn('en', LATER)} at 10:00`, 'yes'],
    cancel: ['please cancel my appointment', 'yes, cancel it'],
  },
  {
    language: 'es',
    said: '10:00',
    phone: '34600200002',
    book: [
      'Quiero una limpieza dental',
      `el ${dayIn('es', DATE)} a las 10 de la mañana`,
      'Carmen López',
      'sí, por favor',
    ],
    when: '¿cuándo es mi cita?',
    move: [`quiero cambiar mi cita al ${dayIn('es', LATER)} a las 11:00`, 'sí'],
    cancel: ['quiero cancelar mi cita', 'sí, cancélela'],
  },
  {
    language: 'ru',
    said: '11:00',
    phone: '34600200003',
    book: ['Хочу записаться на чистку зубов', `${dayIn('ru', DATE)} в 11 утра`, 'Анна Иванова', 'да, записывайте'],
    when: 'когда у меня запись?',
    move: [`перенесите мою запись на ${dayIn('ru', LATER)} в 12:00`, 'да'],
    cancel: ['отмените мою запись', 'да, отменяйте'],
  },
  {
    language: 'he',
    said: '12:00',
    phone: '34600200004',
    book: ['אני רוצה לקבוע תור לניקוי שיניים', `ב-${dayIn('he', DATE)} בשעה 12:00`, 'דנה כהן', 'כן, בבקשה'],
    when: 'מתי התור שלי?',
    move: [`אפשר להעביר את התור ל-${dayIn('he', LATER)} בשעה 13:00`, 'כן'],
    cancel: ['אני רוצה לבטל את התור', 'כן, לבטל'],
  },
  {
    language: 'pt',
    said: '13h',
    phone: '34600200005',
    book: [
      'Queria marcar uma limpeza dentária',
      `no dia ${dayIn('pt', DATE)} às 13h`,
      'João Pereira',
      'sim, pode marcar',
    ],
    when: 'quando é a minha consulta?',
    move: [`quero mudar a minha consulta para ${dayIn('pt', LATER)} às 9h`, 'sim'],
    cancel: ['quero cancelar a minha consulta', 'sim, pode cancelar'],
  },
] as const

describe('a contact on WhatsApp', () => {
  it.each(talks)(
    'books, asks when it is, moves and cancels in $language',
    async ({ said, phone, book, when, move, cancel }) => {
      const contact = house().contact(phone)
      const transcript = () => contact.conversation.map(({ from, text }) => `${from}: ${text}`).join('\n')
      const say = async (messages: readonly string[]) => {
        let text = ''
        for (const message of messages) text = (await contact.ask(message)).text
        return text
      }

      const booked = await say(book)
      const [booking] = await house().bookings(phone)
      expect(booking, transcript()).toMatchObject({ status: 'confirmed', local_date: DATE })

      const link = /https?:\/\/\S+\/calendar\/\S+\.ics/.exec(booked)?.[0]
      expect(link, transcript()).toBeDefined()
      const file = await fetch(link!)
      expect(file.headers.get('content-type')).toContain('text/calendar')
      expect(await file.text()).toContain(`DTSTART:${DATE.replaceAll('-', '')}T`)

      expect(await say([when]), transcript()).toContain(said)

      await say(move)
      expect(await house().bookings(phone), transcript()).toMatchObject([{ status: 'confirmed', local_date: LATER }])
      expect(await (await fetch(link!)).text()).toContain(`DTSTART:${LATER.replaceAll('-', '')}T`)

      await say(cancel)
      expect(await house().bookings(phone), transcript()).toMatchObject([{ status: 'cancelled' }])
      await eventually(async () => (await waiting(phone)).length === 0, { withinMs: 10_000, what: 'no reminder waits' })
    },
  )
})

describe('people of the business, by the API', () => {
  it('see why a reminder waits, put it to another time, and end it', async () => {
    const phone = '34600200010'
    const contact = house().contact(phone)
    for (const message of [
      'I would like a teeth cleaning',
      `on ${dayIn('en', DATE)} at 16:00`,
      'Tom Green',
      'yes please',
    ])
      await contact.ask(message)
    const [reminder] = await eventually(
      async () => {
        const found = await waiting(phone)
        return found.length === 1 && found
      },
      { withinMs: 10_000, what: 'one reminder that waits' },
    )
    expect(reminder).toMatchObject({
      why: 'before the booking',
      endedBy: ['booking_moved', 'booking_cancelled', 'opted_out'],
    })
    const dueAt = new Date(Date.now() + 3_600_000).toISOString()
    const path = `/api/follow-ups/${reminder!.id}`
    expect(await api('POST', `${path}/move`, { tenant: TENANT, by: 'ana', dueAt })).toMatchObject({
      status: 200,
      body: { dueAt, why: 'moved by ana' },
    })
    expect((await api('POST', `${path}/move`, { tenant: TENANT, dueAt: '2020-01-01T00:00:00Z' })).status).toBe(422)
    expect((await api('POST', `${path}/cancel`, { tenant: 'demo-sales' })).status).toBe(404)
    expect((await api('POST', `${path}/cancel`, { tenant: TENANT })).status).toBe(200)
    expect((await api('POST', `${path}/cancel`, { tenant: TENANT })).status).toBe(409)
  })

  it('make a tenant that can be written to at once, with what it has otherwise than its pack', async () => {
    const instance = { name: 'norte-web', channel: 'web', provider: 'web', account: 'norte-web' }
    const tenant = {
      tenant: 'norte',
      businessName: 'Clínica Norte',
      pack: 'clinic',
      timeZone: 'Europe/Madrid',
      region: 'ES',
      defaultLanguage: 'en',
    }
    expect((await api('POST', '/api/tenants', { ...tenant, instances: [instance] })).status).toBe(201)
    const wrong = await api<{ detail: string }>('POST', '/api/tenants', {
      ...tenant,
      tenant: 'sur',
      timeZone: 'Madrid',
    })
    expect(wrong).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('such as Europe/Madrid') as string },
    })
    const words = { messages: { en: { goodbye: 'Until soon, says the north.' } } }
    expect((await api('PUT', '/api/tenants/norte/overrides', words)).status).toBe(200)

    const said = await eventually(
      async () => {
        const begun = await api<{ id: string; token: string }>('POST', '/api/sessions', { tenant: 'norte' })
        if (begun.status !== 201) return false
        const { gatewayUrl } = house().system
        const answer = await fetch(`${gatewayUrl}/api/sessions/${begun.body.id}/messages`, {
          method: 'POST',
          headers: { authorization: `Bearer ${begun.body.token}`, 'content-type': 'application/json' },
          body: JSON.stringify({ id: `m-${Math.random()}`, text: 'goodbye' }),
        })
        const text = await answer.text()
        return text.includes('Until soon, says the north.') && text
      },
      { withinMs: 20_000, everyMs: 500, what: 'the tenant’s own words' },
    )
    expect(said).toContain('Until soon')
    const { body } = await api<{ resources: unknown[] }>('GET', '/api/calendars?tenant=norte')
    expect(body.resources.length).toBeGreaterThan(3)
  })

  it('get all that is known of a contact, and have it forgotten with proof', async () => {
    const phone = '34600200020'
    const contact = house().contact(phone, 'Vera')
    for (const message of [
      'I would like a teeth cleaning',
      `on ${dayIn('en', DATE)} at 17:00`,
      'Vera Stone',
      'yes please',
    ])
      await contact.ask(message)
    await house().untilQuiet()
    const asked = { tenant: TENANT, contact: `+${phone}` }
    const exported = await api<{ stores: Record<string, unknown[]> }>('POST', '/api/contacts/export', asked)
    expect(Object.keys(exported.body.stores)).toEqual(
      expect.arrayContaining([
        'conversation.messages',
        'booking.booking',
        'followup.item',
        'streams',
        'buckets',
        'redis',
      ]),
    )
    const erased = await api<{ isComplete: boolean }>('POST', '/api/contacts/erase', asked)
    expect(erased).toMatchObject({ status: 200, body: { isComplete: true } })
    const again = await api<{ stores: Record<string, unknown[]> }>('POST', '/api/contacts/export', asked)
    expect(Object.values(again.body.stores).flat()).toEqual([])
    expect(await house().bookings(phone)).toEqual([])
  })
})
