import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import { describe, expect, it } from 'vitest'
import { turnOf, waiting, type Before } from '@repartee/testing/fixtures'
import { detect } from './detect.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

/** A booking that waits for its yes. */
const pending = waiting('confirm_booking', { service: 'teeth_cleaning', localDate: '2026-11-24', localTime: '10:00' })
const slots = { service: 'teeth_cleaning', date: '2026-11-24', time: '10:00', name: 'Anna Levi' }
const open = (language: Before['language']): Before => ({
  language,
  task: 'book',
  state: 'booking_confirmation',
  slots,
  pending,
})

const OTHER = [
  ['en', 'where do you park around there?'],
  ['en', 'please cancel my other appointment'],
  ['en', 'do you take my insurance?'],
  ['en', 'what are your opening hours?'],
  ['en', 'I want to talk to a person'],
  ['es', '¿tienen aparcamiento?'],
  ['es', 'quiero cancelar mi otra cita'],
  ['es', '¿a qué hora abren?'],
  ['es', 'quiero hablar con una persona'],
  ['ru', 'где у вас парковка?'],
  ['ru', 'отмените мою другую запись'],
  ['ru', 'во сколько вы открываетесь?'],
  ['ru', 'позовите человека'],
  ['he', 'יש אצלכם חניה?'],
  ['he', 'אני רוצה לבטל תור אחר'],
  ['he', 'מה שעות הפתיחה?'],
  ['he', 'אני רוצה לדבר עם בן אדם'],
  ['pt', 'têm estacionamento?'],
  ['pt', 'quero cancelar a minha outra consulta'],
  ['pt', 'a que horas abrem?'],
  ['pt', 'quero falar com uma pessoa'],
] as const

const REFUSED = [
  ['en', "I don't need it any more"],
  ['en', 'forget it'],
  ['en', 'never mind, I changed my mind'],
  ['es', 'ya no lo necesito'],
  ['es', 'olvídelo'],
  ['ru', 'мне это больше не нужно'],
  ['ru', 'я передумала'],
  ['he', 'אני לא צריך את זה'],
  ['he', 'התחרטתי'],
  ['pt', 'já não preciso'],
  ['pt', 'mudei de ideias'],
] as const

describe('a booking that waits is not dragged into', () => {
  it.each(OTHER)('%s: “%s”', (language, text) => {
    expect(detect(turnOf(text, open(language)), clinic).pending).toMatchObject({ relevant: false })
  })
})

describe('a booking that waits is dropped at once by', () => {
  it.each(REFUSED)('%s: “%s”', (language, text) => {
    const { pending: relevance, acts } = detect(turnOf(text, open(language)), clinic)
    expect(relevance.relevant).toBe(false)
    expect(acts).not.toContain('affirm')
  })
})
