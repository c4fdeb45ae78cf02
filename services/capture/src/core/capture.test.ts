import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import type { LanguageCode } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { NOW, times, turnOf, TURN, waiting, type Before } from '@repartee/testing/fixtures'
import { capture } from './capture.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

const captureOf = (text: string | string[], before: Before = {}) => capture(turnOf(text, before), clinic)
/** The values that a turn gives. */
function given(text: string | string[], before: Before = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(captureOf(text, before).slots).map(([name, { value }]) => [name, value]))
}
const booking = (more: Before = {}): Before => ({ task: 'book', state: 'booking_new', ...more })

type Row = [language: LanguageCode, text: string, values: Record<string, string>]

describe('a whole wish in one message', () => {
  const rows: Row[] = [
    [
      'en',
      'Hi, I would like to book a teeth cleaning next Tuesday at 3pm',
      { service: 'teeth_cleaning', date: '2026-11-24', time: '15:00' },
    ],
    [
      'es',
      'Quiero una limpieza dental el martes a las 5 de la tarde',
      { service: 'teeth_cleaning', date: '2026-11-24', time: '17:00' },
    ],
    [
      'ru',
      'хочу записаться на чистку зубов в среду в пять вечера',
      { service: 'teeth_cleaning', date: '2026-11-25', time: '17:00' },
    ],
    [
      'he',
      'אני רוצה לקבוע תור לניקוי שיניים ביום שלישי בארבע',
      { service: 'teeth_cleaning', date: '2026-11-24', time: '16:00' },
    ],
    [
      'pt',
      'quero marcar uma limpeza na terça às 15h',
      { service: 'teeth_cleaning', date: '2026-11-24', time: '15:00' },
    ],
    ['en', 'I need a clening on friday', { service: 'teeth_cleaning', date: '2026-11-27' }],
    [
      'en',
      'any openings tomorrow morning with Dr Levi?',
      { person: 'dan_levi', date: '2026-11-21', day_part: 'morning' },
    ],
    ['es', '¿tienen algo libre el viernes con el doctor Levi?', { person: 'dan_levi', date: '2026-11-27' }],
    ['ru', 'есть что-нибудь в пятницу у доктора Леви?', { person: 'dan_levi', date: '2026-11-27' }],
    ['he', 'יש משהו ביום שישי אצל דוקטור לוי?', { person: 'dan_levi', date: '2026-11-27' }],
    ['pt', 'têm alguma coisa na sexta com o doutor Levi?', { person: 'dan_levi', date: '2026-11-27' }],
    ['en', 'can I see Dr Petrova on Monday', { person: 'anna_petrova', service: 'dermatology', date: '2026-11-23' }],
    ['es', 'la próxima semana, el jueves a las 17', { date: '2026-11-26', time: '17:00' }],
    ['pt', 'depois de amanhã às 9h', { date: '2026-11-22', time: '09:00' }],
    ['he', 'ביום שלישי הבא בארבע אחר הצהריים', { date: '2026-11-24', time: '16:00' }],
    ['ru', 'послезавтра в пять', { date: '2026-11-22', time: '17:00' }],
  ]
  it.each(rows)('%s: “%s”', (language, text, values) => {
    expect(given(text, { language })).toEqual(values)
  })
  it('reads periods, ranges and bounds', () => {
    expect(given('next week in the afternoon', booking())).toEqual({
      date: '2026-11-23/2026-11-29',
      day_part: 'afternoon',
    })
    expect(given('after 5 pm', booking())).toEqual({ time: '17:00/' })
    expect(given('before noon', booking())).toEqual({ time: '/12:00' })
    expect(given('between 3 and 5 pm', booking())).toEqual({ time: '15:00/17:00' })
  })
  it('keeps the exact words of each value', () => {
    const text = 'Teeth cleaning on Tuesday at 3pm, my name is Ana Ruiz, 612 345 678'
    const { slots } = captureOf(text)
    expect(Object.keys(slots).toSorted()).toEqual(['date', 'name', 'phone', 'service', 'time'])
    for (const { quote } of Object.values(slots)) expect(text).toContain(quote)
    expect(slots['time']).toMatchObject({ value: '15:00', quote: '3pm', by: 'rules', turn: TURN })
  })
})

describe('an appointment that stands is moved', () => {
  const rows: Row[] = [
    ['en', 'I need to move my appointment to Thursday', { date: '2026-11-26' }],
    ['en', 'can I move my appointment from Tuesday to Thursday', { date: '2026-11-26' }],
    ['en', 'I have to reschedule my Tuesday appointment', {}],
    ['en', "please reschedule Tuesday's appointment to Friday at 10", { date: '2026-11-27', time: '10:00' }],
    ['es', 'quiero cambiar mi cita del martes al jueves', { date: '2026-11-26' }],
    ['es', 'necesito cambiar mi cita del martes', {}],
    ['ru', 'можно перенести запись со вторника на четверг', { date: '2026-11-26' }],
    ['ru', 'хочу перенести запись на четверг', { date: '2026-11-26' }],
    ['he', 'אני רוצה להזיז את התור מיום שלישי ליום חמישי', { date: '2026-11-26' }],
    ['he', 'אני רוצה להזיז את התור ליום חמישי', { date: '2026-11-26' }],
    ['pt', 'queria mudar a minha consulta de terça para quinta', { date: '2026-11-26' }],
  ]
  it.each(rows)('%s: “%s”', (language, text, values) => {
    expect(given(text, { language })).toEqual(values)
  })
  it('to the day that answers our question', () => {
    expect(given('on Tuesday', { task: 'move', state: 'rescheduling', asked: 'date' })).toEqual({ date: '2026-11-24' })
  })
})

describe('a story', () => {
  const rows: Row[] = [
    ['en', 'toothache since yesterday, can I come on Monday', { service: 'dental_checkup', date: '2026-11-23' }],
    ['es', 'me duele una muela desde esta mañana', { service: 'dental_checkup' }],
    ['pt', 'dói-me um dente desde ontem', { service: 'dental_checkup' }],
  ]
  it.each(rows)('%s: “%s” wishes for no day of it', (language, text, values) => {
    const { reason: _, ...found } = given(text, { language })
    expect(found).toEqual(values)
  })
  it('of a price in Hebrew is no name', () => {
    expect(given('זה יקר מדי', { language: 'he' })).toEqual({})
  })
})

describe('the contact', () => {
  const names: Row[] = [
    ['en', 'hi, this is Anna', { name: 'Anna' }],
    ['es', 'hola, soy Marta', { name: 'Marta' }],
    ['ru', 'добрый день, меня зовут Марта', { name: 'Марта' }],
    ['he', 'שלום, קוראים לי מרתה', { name: 'מרתה' }],
    ['pt', 'olá, sou a Marta', { name: 'Marta' }],
  ]
  it.each(names)('%s: a name is taken unasked in “%s”', (language, text, values) => {
    expect(given(text, { language })).toEqual(values)
  })
  const answers: Row[] = [
    ['en', 'Anna Petrova', { name: 'Anna Petrova' }],
    ['en', 'dan levi', { name: 'Dan Levi' }],
    ['es', 'me llamo Marta Sánchez', { name: 'Marta Sánchez' }],
    ['ru', 'Марта Иванова', { name: 'Марта Иванова' }],
    ['he', 'מרתה כהן', { name: 'מרתה כהן' }],
    ['pt', 'chamo-me Marta Santos', { name: 'Marta Santos' }],
  ]
  it.each(answers)('%s: “%s” answers the question for the name', (language, text, values) => {
    expect(given(text, booking({ language, asked: 'name' }))).toEqual(values)
  })
  const others: Row[] = [
    ['en', "it's for my husband, John Smith", { name: 'John Smith' }],
    ['es', 'a nombre de mi mujer, Lucía Pérez', { name: 'Lucía Pérez' }],
    ['ru', 'запишите на мужа, Иван Петров', { name: 'Иван Петров' }],
    ['he', 'על שם בעלי, יוסי כהן', { name: 'יוסי כהן' }],
    ['pt', 'em nome do meu marido, João Silva', { name: 'João Silva' }],
  ]
  it.each(others)('%s: “%s” names somebody else', (language, text, values) => {
    const { reason: _, ...found } = given(text, booking({ language, asked: 'name' }))
    expect(found).toEqual(values)
  })
  it('tells a doctor from a patient', () => {
    expect(given('hi, this is Anna, an appointment with Dr Levi please')).toEqual({ name: 'Anna', person: 'dan_levi' })
    expect(given('my name is Elena Ruiz', booking({ asked: 'name' }))).toEqual({ name: 'Elena Ruiz' })
    expect(given('with Sofia please', booking())).toEqual({ person: 'sofia_marques' })
    expect(given('is Dr Levi there on Monday', booking({ slots: { name: 'Ana' } }))).toEqual({
      person: 'dan_levi',
      date: '2026-11-23',
    })
  })
  const phones: Row[] = [
    ['en', 'my number is 612 345 678', { phone: '+34612345678' }],
    ['en', 'six one two, three four five, six seven eight', { phone: '+34612345678' }],
    ['es', 'seis uno dos tres cuatro cinco seis siete ocho', { phone: '+34612345678' }],
    ['ru', 'шесть один два три четыре пять шесть семь восемь', { phone: '+34612345678' }],
    ['he', 'שש אחת שתיים שלוש ארבע חמש שש שבע שמונה', { phone: '+34612345678' }],
    ['pt', 'seis um dois três quatro cinco meia sete oito', { phone: '+34612345678' }],
    ['en', '+44 20 7946 0958', { phone: '+442079460958' }],
  ]
  it.each(phones)('%s: “%s” is a phone number', (language, text, values) => {
    expect(given(text, booking({ language, asked: 'phone' }))).toEqual(values)
  })
  it.each(['the price was 612345 euros', 'my order id 612345678', 'on 24.11.2026'])('“%s” holds no phone', (text) => {
    expect(given(text, booking())).not.toHaveProperty('phone')
  })
  it('says so when what was given for a phone is none', () => {
    expect(captureOf('12345', booking({ asked: 'phone' })).problems).toEqual([
      { slot: 'phone', quote: '12345', problem: 'not_a_number' },
    ])
  })
  it('takes the phone from the channel when the task needs it, and never over what was said', () => {
    const contact = { phone: '+34699999999' }
    expect(captureOf('a cleaning on Tuesday', { contact }).slots['phone']).toMatchObject({
      value: '+34699999999',
      by: 'profile',
    })
    expect(given('book a cleaning, my number is 612 345 678', { contact })['phone']).toBe('+34612345678')
    expect(given('where are you?', { contact })).toEqual({})
    expect(given('on Tuesday', booking({ contact, slots: { phone: '+34612345678' } }))).toEqual({ date: '2026-11-24' })
  })
})

describe('corrections', () => {
  const known = { service: 'teeth_cleaning', date: '2026-11-25', time: '15:00', name: 'Ana' }
  const rows: Row[] = [
    ['en', 'no, Tuesday', { date: '2026-11-24' }],
    ['en', 'not 3, 4', { time: '16:00' }],
    ['en', 'sorry, I meant Thursday at 5', { date: '2026-11-26', time: '17:00' }],
    ['en', 'my name is Anna with double n', { name: 'Anna' }],
    ['en', "I can't on Wednesday, Tuesday is better", { date: '2026-11-24' }],
    ['en', 'Wednesday is no good, how about Tuesday?', { date: '2026-11-24' }],
    ['es', 'el miércoles no puedo, ¿y el martes?', { date: '2026-11-24' }],
    ['ru', 'в среду не могу, а во вторник?', { date: '2026-11-24' }],
    ['he', 'ביום רביעי אני לא יכולה, אולי ביום שלישי?', { date: '2026-11-24' }],
    ['pt', 'quarta não posso, e na terça?', { date: '2026-11-24' }],
    ['en', 'that is not my name, it is Emma', { name: 'Emma' }],
    ['es', 'no me llamo así, soy Lucía', { name: 'Lucía' }],
    ['ru', 'меня зовут не так, я Мария', { name: 'Мария' }],
    ['en', 'yes but at 11', { time: '11:00' }],
    ['es', 'sí, pero a las 11', { time: '11:00' }],
    ['es', 'no, mejor el martes', { date: '2026-11-24' }],
    ['ru', 'нет, лучше во вторник', { date: '2026-11-24' }],
    ['he', 'לא, עדיף ביום שלישי', { date: '2026-11-24' }],
    ['pt', 'não, melhor na terça', { date: '2026-11-24' }],
    ['en', 'no, please change it to the 24th', { date: '2026-11-24' }],
    ['en', "I'm not free on Wednesday book it on Tuesday", { date: '2026-11-24' }],
    ['en', "that's wrong I want it at one pm", { time: '13:00' }],
    ['en', "let's try 5:30 pm instead", { time: '17:30' }],
    ['en', "the date is wrong, I don't think Wednesday will work. Change it to Tuesday", { date: '2026-11-24' }],
    ['es', 'no, cámbielo al martes', { date: '2026-11-24' }],
    ['es', 'no, quiero el martes', { date: '2026-11-24' }],
    ['ru', 'нет, перенесите на вторник', { date: '2026-11-24' }],
    ['ru', 'нет, я хотела во вторник', { date: '2026-11-24' }],
    ['he', 'לא, תשנה ליום שלישי', { date: '2026-11-24' }],
    ['he', 'לא, רציתי ביום שלישי', { date: '2026-11-24' }],
    ['pt', 'não, mude para terça', { date: '2026-11-24' }],
    ['pt', 'não, queria na terça', { date: '2026-11-24' }],
    ['en', 'no, a filling please', { service: 'tooth_filling' }],
  ]
  it.each(rows)('%s: “%s” replaces', (language, text, values) => {
    const captured = captureOf(
      text,
      booking({ language, slots: known, state: 'booking_confirmation', pending: waiting('confirm_booking') }),
    )
    expect(Object.fromEntries(Object.entries(captured.slots).map(([name, { value }]) => [name, value]))).toEqual(values)
    expect(captured.corrected).toEqual(Object.keys(values))
    for (const name of Object.keys(values)) {
      expect(captured.slots[name]?.history.map(({ value }) => value)).toEqual([known[name as keyof typeof known]])
    }
  })
  it('keeps everything when the contact says that it was said', () => {
    const captured = captureOf('I said that already', booking({ slots: known }))
    expect([captured.slots, captured.dropped]).toEqual([{}, []])
  })
  it('drops a day that does not suit, and its time', () => {
    expect(captureOf("Wednesday doesn't work for me", booking({ slots: known })).dropped).toEqual(['date', 'time'])
  })
  it.each([
    ['en', "I don't want it on Wednesday"],
    ['en', "no, I'd rather not come on Wednesday"],
    ['es', 'no quiero el miércoles'],
    ['ru', 'не хочу в среду'],
    ['he', 'אני לא רוצה ביום רביעי'],
    ['pt', 'não quero na quarta'],
  ] as const)('%s: “%s” wishes for no day', (language, text) => {
    expect(captureOf(text, booking({ language, slots: known })).slots).toEqual({})
  })
  it('takes a clock time back when a part of the day is said', () => {
    const captured = captureOf('rather in the morning', booking({ slots: known }))
    expect([captured.slots['day_part']?.value, captured.dropped]).toEqual(['morning', ['time']])
  })
  it('drops what is refused by name', () => {
    expect(captureOf("I don't need the cleaning", booking({ slots: known })).dropped).toEqual(['service'])
    expect(captureOf("I don't mind who, any doctor", booking({ slots: { person: 'dan_levi' } })).dropped).toEqual([
      'person',
    ])
  })
  it('drops the person that we had proposed, when another time is wanted', () => {
    const turn = turnOf('no, Tuesday at 5', booking({ slots: { ...known, person: 'sofia_marques' } }))
    const person = turn.snapshot.slots['person']
    if (person) turn.snapshot.slots['person'] = { ...person, by: 'booking' }
    expect(capture(turn, clinic).dropped).toEqual(['person'])
  })
})

describe('several messages', () => {
  it('are one wish', () => {
    expect(given(['cleaning', 'on tuesday', 'at 5'])).toEqual({
      service: 'teeth_cleaning',
      date: '2026-11-24',
      time: '17:00',
    })
  })
  it('correct one another', () => {
    expect(given(['on tuesday at 5', 'no wait, 6'], booking())).toEqual({ date: '2026-11-24', time: '18:00' })
    expect(given(['tuesday', 'wednesday is better'], booking())).toEqual({ date: '2026-11-25' })
  })
})

describe('what was offered', () => {
  const offer = times('2026-11-24 09:00', '2026-11-24 10:30', '2026-11-24 15:00')
  const second = { date: '2026-11-24', time: '10:30', person: 'sofia_marques' }
  const third = { ...second, time: '15:00' }
  const first = { ...second, time: '09:00' }
  const rows: Row[] = [
    ['en', 'the second one', second],
    ['en', '10:30 please', second],
    ['en', 'the 10:30 one', second],
    ['en', 'the last one', third],
    ['en', 'the earlier', first],
    ['en', 'at 3', third],
    ['en', 'any of them', first],
    ['es', 'la segunda', second],
    ['es', 'a las diez y media', second],
    ['es', 'la última', third],
    ['es', 'cualquiera', first],
    ['ru', 'второе', second],
    ['ru', 'в 10:30', second],
    ['ru', 'последнее', third],
    ['he', 'השנייה', second],
    ['he', 'ב-10:30', second],
    ['he', 'לא משנה', first],
    ['pt', 'a segunda', second],
    ['pt', 'às 10:30', second],
    ['pt', 'a última', third],
    ['en', 'what about 4?', { date: '2026-11-24', time: '16:00' }],
  ]
  it.each(rows)('%s: “%s”', (language, text, values) => {
    expect(given(text, booking({ language, pending: offer }))).toEqual(values)
  })
  it.each<[LanguageCode, string]>([
    ['en', 'none of these'],
    ['en', 'something later?'],
    ['es', 'ninguna me viene bien'],
    ['ru', 'есть попозже?'],
    ['he', 'אף אחת לא מתאימה'],
    ['pt', 'há mais tarde?'],
  ])('%s: “%s” takes none', (language, text) => {
    expect(given(text, booking({ language, pending: offer }))).toEqual({})
  })
  it('is taken by a tap, with the title as the quote', () => {
    const captured = captureOf(
      '15:00',
      booking({ pending: offer, choice: 'date=2026-11-24&time=15:00&person=sofia_marques' }),
    )
    expect(captured.slots['time']).toMatchObject({ value: '15:00', quote: '15:00', by: 'choice', confidence: 1 })
    expect(Object.keys(captured.slots)).toEqual(['date', 'time', 'person'])
  })
  it('is taken by its day where each day was offered once', () => {
    const days = times('2026-11-24 09:00', '2026-11-25 10:30')
    expect(given('Wednesday', booking({ pending: days }))).toEqual({ ...second, date: '2026-11-25' })
    expect(
      given('a segunda', booking({ language: 'pt', pending: times('2026-11-23 09:00', '2026-11-24 10:00') })),
    ).toEqual({
      ...first,
      date: '2026-11-23',
    })
  })
  it('fills the appointment that is meant', () => {
    const uuid = '11111111-1111-4111-8111-111111111111'
    const which = waiting('choose_booking', {}, [
      { id: `booking=${uuid}`, title: 'Tue 24 Nov, 15:00' },
      { id: 'booking=22222222-2222-4222-8222-222222222222', title: 'Thu 26 Nov, 10:00' },
    ])
    expect(given('the first one', { task: 'cancel', pending: which })).toEqual({ booking: uuid })
    expect(given('the Tuesday one', { task: 'cancel', pending: which })).toMatchObject({ booking: uuid })
    expect(given('x', { task: 'cancel', choice: `booking=${uuid}` })).toEqual({ booking: uuid })
  })
  it('fills the appointment of a reminder when it is to be moved or cancelled', () => {
    const reminder = waiting('confirm_reminder', { booking: '11111111-1111-4111-8111-111111111111' })
    const booking11 = { booking: '11111111-1111-4111-8111-111111111111' }
    expect(given("I can't come, please cancel it", { pending: reminder })).toEqual(booking11)
    expect(given('Move', { pending: reminder, choice: 'task=move' })).toEqual(booking11)
    expect(given('thanks, see you', { pending: reminder })).toEqual({})
  })
})

describe('what cannot be', () => {
  it.each([
    ['31 February', 'no_such_date'],
    ['yesterday', 'in_the_past'],
    ['on the 3rd of December 2028', 'too_far'],
  ])('“%s” is %s', (text, problem) => {
    const captured = captureOf(text, booking({ asked: 'date' }))
    expect(captured.problems).toMatchObject([{ slot: 'date', problem }])
    expect(captured.slots).toEqual({})
  })
  it('is said of somebody who does not work here', () => {
    expect(captureOf('with Dr House on Tuesday', booking()).problems).toEqual([
      { slot: 'person', quote: 'Dr House', problem: 'unknown_name' },
    ])
  })
  it('is not said of a story', () => {
    expect(
      captureOf('I was there yesterday and the hygienist was lovely, another cleaning on Tuesday please').problems,
    ).toEqual([])
  })
})

it.each<[LanguageCode, string]>([
  ['en', 'the first one you have'],
  ['es', 'el primero que tengas'],
  ['en', 'any day'],
  ['en', 'thanks, see you on Tuesday!'],
])('%s: “%s” wishes for no day', (language, text) => {
  const before: Before = text.startsWith('thanks') ? { language } : booking({ language, asked: 'date' })
  expect(given(text, before)).toEqual({})
})

describe('questions', () => {
  it('name a service without wishing for a day', () => {
    expect(given('how much is a cleaning?')).toEqual({ service: 'teeth_cleaning' })
    expect(given('are you open on Saturday?')).toEqual({})
  })
  it('do not change what is being booked', () => {
    expect(given('how much is a cleaning?', booking({ slots: { service: 'dermatology' } }))).toEqual({})
  })
})

describe('what is missing', () => {
  it('stands in the order of the pack, for the task that the words start', () => {
    expect(captureOf('a cleaning on Tuesday').missing).toEqual(['time', 'name', 'phone'])
    expect(captureOf('I need to move my appointment').missing).toEqual(['date', 'time'])
    expect(captureOf('hello').missing).toEqual([])
  })
  it('counts what is known', () => {
    const slots = { service: 'teeth_cleaning', date: '2026-11-24', time: '10:30', phone: '+34612345678' }
    expect(captureOf('hm', booking({ slots })).missing).toEqual(['name'])
  })
  it('names new critical slots', () => {
    expect(captureOf('on Tuesday', booking({ slots: { date: '2026-11-24' } })).critical).toEqual([])
    expect(captureOf('because my tooth hurts', booking()).critical).toEqual(['reason'])
  })
})

it.each(['', '🙂🙂', '\u0000\u0007', '‮abc', '1234567890'.repeat(100), 'слово word מילה '.repeat(400)])(
  'nonsense gives nothing and breaks nothing (%#)',
  (text) => {
    expect(given(text)).toEqual({})
  },
)

it('reads the same from the same turn', () => {
  const turn = turnOf('cleaning tomorrow at 5', { language: 'en' })
  expect(capture(turn, clinic)).toEqual(capture(structuredClone(turn), clinic))
  expect(turn.receivedAt).toBe(NOW)
})
