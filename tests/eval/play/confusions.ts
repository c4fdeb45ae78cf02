import type { ConversationState, PendingAction } from '@repartee/contracts'

/** What must hold after a message. What is left out is not looked at. */
export interface Expected {
  /** Any one of these parts of the reply; case does not matter. */
  readonly says?: readonly string[]
  /** None of these parts. */
  readonly never?: readonly string[]
  readonly state?: ConversationState
  readonly task?: string | null
  /** What waits for the contact's word afterwards. */
  readonly waits?: PendingAction['kind'] | null
  readonly slots?: Readonly<Record<string, string>>
  /** Slots that are empty afterwards. */
  readonly empty?: readonly string[]
  readonly language?: string
}

export interface Confusion {
  readonly name: string
  readonly pack: 'clinic' | 'hvac'
  readonly language: 'en' | 'es' | 'ru' | 'he' | 'pt'
  readonly turns: readonly (readonly [text: string, expected: Expected])[]
  /** The services that are booked at the end. */
  readonly booked: readonly string[]
}

/** Contacts who answer another question than was asked, change the topic, correct, refuse, mix languages and come back. */
export const confusions: readonly Confusion[] = [
  {
    name: 'questions in the middle of a booking, then on where it was',
    pack: 'clinic',
    language: 'en',
    turns: [
      ["I'd like a teeth cleaning", { task: 'book', slots: { service: 'teeth_cleaning' } }],
      ['do you take Sanitas?', { says: ['Sanitas'], task: 'book' }],
      ['ok, Tuesday at 10', { slots: { date: '2026-11-24', time: '10:00' } }],
      ['where are you exactly?', { says: ['Olmo'], never: ['booked'], slots: { date: '2026-11-24' } }],
      ['Anna Levi', { state: 'booking_confirmation', waits: 'confirm_booking' }],
      ['yes', { says: ['booked'], waits: null }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'a question is no yes to the offer that waits',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a dermatology visit on Wednesday at 11', {}],
      ['Emma Stone', { waits: 'confirm_booking' }],
      ['ok, how much is it?', { says: ['90'], never: ['booked'], waits: 'confirm_booking' }],
      ['great, and do I have to bring anything?', { says: ['bring'], never: ['booked'], waits: 'confirm_booking' }],
      ['fine, book it', { says: ['booked'] }],
    ],
    booked: ['dermatology'],
  },
  {
    name: 'what was refused stays away',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['Can I have a blood test on Tuesday at 10?', { task: 'book' }],
      ["never mind, I don't need it", { task: null, empty: ['service', 'date', 'time'], waits: null }],
      ['when do you open on Monday?', { says: ['8:00'], never: ['blood'], task: null }],
      ['is there parking?', { says: ['park'], never: ['blood', 'Tuesday'] }],
      ['thanks', { never: ['blood', 'book'], task: null }],
    ],
    booked: [],
  },
  {
    name: 'another request while one waits: asked which first, then back',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a teeth cleaning on Tuesday at 10', {}],
      ['Anna Levi', { waits: 'confirm_booking' }],
      ['actually I have to cancel my other appointment', { waits: 'choose_task', never: ['booked', "It's cancelled"] }],
      ['first the cleaning', { waits: 'confirm_booking', slots: { service: 'teeth_cleaning', date: '2026-11-24' } }],
      ['yes please', { says: ['booked'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'the second request is chosen and the first one gives way',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['I want to book a dental check-up', { task: 'book' }],
      ['and move my appointment from Monday', { waits: 'choose_task' }],
      ['the second one', { task: null, says: ["can't find", 'upcoming'] }],
      ['ok', { never: ['check-up'] }],
    ],
    booked: [],
  },
  {
    name: 'the name is asked and a day is given instead',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['teeth cleaning on Tuesday at 10 please', { says: ['name'] }],
      ['wait, better Wednesday', { slots: { date: '2026-11-25' }, empty: ['name'] }],
      ['10 is fine', { slots: { date: '2026-11-25', time: '10:00' }, says: ['name'] }],
      ['Anna Levi', { waits: 'confirm_booking', says: ['November 25'] }],
      ['yes', { says: ['booked'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'a name after offered times is the contact’s, not the doctor’s',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['I need a dermatology visit next Wednesday', { waits: 'choose_time' }],
      ['Anna Smith', { never: ['booked'], empty: ['time'] }],
      ['at 11', { slots: { time: '11:00' } }],
    ],
    booked: [],
  },
  {
    name: 'the day is asked and a question comes, then a period, then a day',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['I want to see a dermatologist', { says: ['day'] }],
      ['which doctors do you have for that?', { says: ['Petrova'], task: 'book' }],
      ['next week', { waits: 'choose_time' }],
      ['what about Thursday at 12', { slots: { date: '2026-11-26' }, empty: ['time'], waits: 'choose_time' }],
      ['ok then Wednesday at 11', { slots: { date: '2026-11-25', time: '11:00' } }],
      ['Emma Stone', { waits: 'confirm_booking' }],
      ['no', { never: ['booked,'], waits: null, slots: { service: 'dermatology' } }],
      ['Wednesday at 12', { slots: { date: '2026-11-25', time: '12:00' }, waits: 'confirm_booking' }],
      ['yes', { says: ['booked'] }],
    ],
    booked: ['dermatology'],
  },
  {
    name: 'a day is corrected while the offer waits',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a blood test on Tuesday at 9', {}],
      ['Mark Twain', { waits: 'confirm_booking' }],
      ['no, Wednesday', { slots: { date: '2026-11-25', time: '09:00' }, waits: 'confirm_booking', never: ['booked,'] }],
      ['sorry, I meant Thursday at 10', { slots: { date: '2026-11-26', time: '10:00' }, waits: 'confirm_booking' }],
      ['correct', { says: ['booked'] }],
    ],
    booked: ['blood_test'],
  },
  {
    name: 'an unclear answer asks again and keeps everything',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a blood test on Tuesday at 9', {}],
      ['Mark Twain', { waits: 'confirm_booking' }],
      [
        'well my wife said something',
        { waits: 'confirm_booking', slots: { date: '2026-11-24', time: '09:00', name: 'Mark Twain' } },
      ],
      ['hmm not sure', { waits: 'confirm_booking', slots: { date: '2026-11-24', time: '09:00' } }],
      ['yes', { says: ['booked'] }],
    ],
    booked: ['blood_test'],
  },
  {
    name: 'a person is wanted in the middle',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a blood test on Tuesday at 9', {}],
      ['can I talk to a real person?', { state: 'escalated', never: ['blood test', 'name'] }],
      ['hello?', { never: ['booked', 'blood test'] }],
    ],
    booked: [],
  },
  {
    name: 'an emergency in the middle books nothing',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['book a blood test on Tuesday at 9', {}],
      ['Mark Twain', { waits: 'confirm_booking' }],
      ['I have chest pain and cannot breathe', { says: ['112'], state: 'escalated', never: ['booked', 'blood'] }],
    ],
    booked: [],
  },
  {
    name: 'a card number begins nothing',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['my card number is 4111 1111 1111 1111', { task: null, empty: ['phone', 'date', 'time'], never: ['Which day'] }],
      ['when do you open?', { says: ['8:00'], task: null }],
    ],
    booked: [],
  },
  {
    name: 'thanks and goodbye take no offer',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['do you have anything for a cleaning on Tuesday?', { waits: 'choose_time' }],
      ['thanks, I will think about it', { never: ['booked', 'name'] }],
      ['bye', { never: ['booked'] }],
    ],
    booked: [],
  },
  {
    name: 'one foreign word switches no language',
    pack: 'clinic',
    language: 'en',
    turns: [
      ['I would like to book a dental check-up', { language: 'en' }],
      ['mañana', { language: 'en', slots: { date: '2026-11-21' } }],
      ['ok gracias, at 10 then please', { language: 'en' }],
    ],
    booked: [],
  },
  {
    name: 'the language is changed and the booking goes on',
    pack: 'clinic',
    language: 'es',
    turns: [
      ['quiero una limpieza dental', { language: 'es', task: 'book' }],
      ['sorry, can we speak English please?', { language: 'en', task: 'book' }],
      ['Tuesday at 10', { language: 'en', slots: { date: '2026-11-24', time: '10:00', service: 'teeth_cleaning' } }],
    ],
    booked: [],
  },
  {
    name: 'preguntas en medio de una reserva',
    pack: 'clinic',
    language: 'es',
    turns: [
      ['quiero una limpieza el martes a las 10', { says: ['nombre'] }],
      ['¿y cuánto cuesta?', { says: ['€'], task: 'book' }],
      ['¿tienen aparcamiento?', { says: ['aparca', 'parking'], task: 'book' }],
      ['me llamo Lucía Pérez', { waits: 'confirm_booking' }],
      ['vale, ¿y aceptan Adeslas?', { says: ['Adeslas'], waits: 'confirm_booking' }],
      ['sí, resérvela', { says: ['reservada', 'cita'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'ya no lo necesito',
    pack: 'clinic',
    language: 'es',
    turns: [
      ['quiero un análisis de sangre el jueves a las 9', {}],
      ['Juan Pérez', { waits: 'confirm_booking' }],
      ['no, ya no lo necesito', { waits: null, task: null }],
      ['¿a qué hora abren el sábado?', { says: ['9'], never: ['análisis de sangre el', 'reserv'], task: null }],
      ['gracias', { never: ['análisis', 'reserv'] }],
    ],
    booked: [],
  },
  {
    name: 'otra petición a la vez',
    pack: 'clinic',
    language: 'es',
    turns: [
      ['quiero pedir cita con el dermatólogo', { task: 'book' }],
      ['y también anular la cita del lunes', { waits: 'choose_task' }],
      ['primero la de dermatología', { task: 'book', slots: { service: 'dermatology' } }],
    ],
    booked: [],
  },
  {
    name: 'responde a otra cosa y corrige',
    pack: 'clinic',
    language: 'es',
    turns: [
      ['una revisión dental por favor', { says: ['día'] }],
      ['soy Marta Gil', { slots: { name: 'Marta Gil' }, says: ['día'] }],
      ['el miércoles a las 12', { waits: 'confirm_booking' }],
      ['no, mejor el jueves', { slots: { date: '2026-11-26', time: '12:00' } }],
      ['perfecto', { says: ['reserv', 'cita'] }],
    ],
    booked: ['dental_checkup'],
  },
  {
    name: 'вопросы посреди записи',
    pack: 'clinic',
    language: 'ru',
    turns: [
      ['запишите на чистку зубов во вторник в 10', {}],
      ['а сколько стоит?', { says: ['€'], task: 'book' }],
      ['а где вы находитесь?', { says: ['Olmo', 'Ольмо', 'Мадрид'], task: 'book' }],
      ['Анна Леви', { waits: 'confirm_booking' }],
      ['да, а парковка есть?', { says: ['парк'], waits: null }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'передумала',
    pack: 'clinic',
    language: 'ru',
    turns: [
      ['хочу к дерматологу в среду в 11', {}],
      ['я передумала, не надо', { task: null, waits: null }],
      ['во сколько вы открываетесь?', { says: ['8:00', '08:00'], never: ['дерматолог'], task: null }],
      ['спасибо', { never: ['дерматолог', 'запис'] }],
    ],
    booked: [],
  },
  {
    name: 'две просьбы сразу',
    pack: 'clinic',
    language: 'ru',
    turns: [
      ['запишите меня на анализ крови', { task: 'book' }],
      ['и отмените мою запись на понедельник', { waits: 'choose_task' }],
      ['сначала анализ', { task: 'book', slots: { service: 'blood_test' } }],
      ['во вторник в 9', { slots: { date: '2026-11-24', time: '09:00' } }],
    ],
    booked: [],
  },
  {
    name: 'поправляет день и время',
    pack: 'clinic',
    language: 'ru',
    turns: [
      ['чистка зубов во вторник в 10', {}],
      ['Иван Петров', { waits: 'confirm_booking' }],
      ['нет, лучше в среду в 11', { slots: { date: '2026-11-25', time: '11:00' }, waits: 'confirm_booking' }],
      ['да', { says: ['запис'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'שאלות באמצע',
    pack: 'clinic',
    language: 'he',
    turns: [
      ['אני רוצה ניקוי שיניים ביום שלישי בעשר', {}],
      ['כמה זה עולה?', { says: ['€'], task: 'book' }],
      ['יש חניה?', { says: ['חני'], task: 'book' }],
      ['דנה כהן', { waits: 'confirm_booking' }],
      ['כן', { says: ['נקבע', 'תור'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'התחרטה',
    pack: 'clinic',
    language: 'he',
    turns: [
      ['תור לבדיקת דם ביום שלישי בתשע', {}],
      ['התחרטתי, לא צריך', { task: null, waits: null }],
      ['מתי אתם פותחים?', { says: ['8:00', '08:00'], never: ['בדיקת דם'], task: null }],
    ],
    booked: [],
  },
  {
    name: 'תיקון של היום',
    pack: 'clinic',
    language: 'he',
    turns: [
      ['ניקוי שיניים ביום שלישי בעשר', {}],
      ['דנה כהן', { waits: 'confirm_booking' }],
      ['לא, עדיף ביום רביעי', { slots: { date: '2026-11-25' } }],
      ['כן', { says: ['נקבע', 'תור'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'perguntas no meio',
    pack: 'clinic',
    language: 'pt',
    turns: [
      ['quero marcar uma limpeza na terça às 10', {}],
      ['quanto custa?', { says: ['€'], task: 'book' }],
      ['onde ficam?', { says: ['Olmo'], task: 'book' }],
      ['Ana Sousa', { waits: 'confirm_booking' }],
      ['sim, pode marcar', { says: ['marcad', 'consulta'] }],
    ],
    booked: ['teeth_cleaning'],
  },
  {
    name: 'já não preciso',
    pack: 'clinic',
    language: 'pt',
    turns: [
      ['queria uma consulta de dermatologia na quarta às 11', {}],
      ['afinal já não preciso', { task: null, waits: null }],
      ['a que horas abrem?', { says: ['8:00', '08:00', '8h'], never: ['dermatologia'], task: null }],
      ['obrigado', { never: ['dermatologia', 'marcar uma consulta'] }],
    ],
    booked: [],
  },
  {
    name: 'corrige e volta',
    pack: 'clinic',
    language: 'pt',
    turns: [
      ['análise ao sangue na terça às 9', {}],
      ['Rui Costa', { waits: 'confirm_booking' }],
      ['não, melhor na quinta', { slots: { date: '2026-11-26', time: '09:00' } }],
      ['sim', { says: ['marcad', 'consulta'] }],
    ],
    booked: ['blood_test'],
  },
  {
    name: 'a call: questions before the address',
    pack: 'hvac',
    language: 'en',
    turns: [
      ['my furnace stopped working', { task: 'book', says: ['address'] }],
      ['how much do you charge to come out?', { says: ['89', 'fee'], task: 'book' }],
      ['12 Oak Street in Springfield', { slots: { address: '12 Oak Street in Springfield' }, says: ['day'] }],
      ['Tuesday at 10', { slots: { date: '2026-11-24', time: '10:00' } }],
      ['David Miller', { waits: 'confirm_booking', says: ['12 Oak Street'] }],
      ['yes', { says: ["You're booked"] }],
    ],
    booked: ['heating_repair'],
  },
  {
    name: 'since when it is broken is no wished day',
    pack: 'hvac',
    language: 'en',
    turns: [
      [
        'we have no hot water since this morning',
        { slots: { service: 'water_heater_repair' }, empty: ['date', 'time', 'day_part'] },
      ],
      ['it has been like that since yesterday at 5 actually', { empty: ['date', 'time'] }],
      ['9 Pine Street', { slots: { address: '9 Pine Street' }, empty: ['date'] }],
    ],
    booked: [],
  },
  {
    name: 'a day where the address was asked, then the address',
    pack: 'hvac',
    language: 'en',
    turns: [
      ['I need a tune-up', { says: ['address'] }],
      ['can you come on Monday at 9?', { slots: { date: '2026-11-23', time: '09:00' }, empty: ['address'] }],
      ['oh, 31 Maple Drive', { slots: { address: '31 Maple Drive', date: '2026-11-23' } }],
      ['Karen White', { waits: 'confirm_booking' }],
      ['make it 10', { slots: { time: '10:00' }, waits: 'confirm_booking' }],
      ['yes', { says: ["You're booked"] }],
    ],
    booked: ['maintenance'],
  },
  {
    name: 'only a price',
    pack: 'hvac',
    language: 'en',
    turns: [
      ['how much is duct cleaning?', { says: ['299'], task: null }],
      ['and a tune-up?', { says: ['129'] }],
      ["no thanks, that's too much", { never: ['address', 'booked'] }],
      ['are you open on Sunday?', { never: ['address', 'duct'], task: null }],
    ],
    booked: [],
  },
  {
    name: 'gas while a visit is booked',
    pack: 'hvac',
    language: 'en',
    turns: [
      ['my heater is not working', { task: 'book' }],
      ['4 Elm Road', { slots: { address: '4 Elm Road' } }],
      ['wait, I smell gas', { says: ['911'], state: 'escalated', never: ['day would'] }],
    ],
    booked: [],
  },
  {
    name: 'el aire, el precio y la dirección',
    pack: 'hvac',
    language: 'es',
    turns: [
      ['el aire acondicionado no enfría', { task: 'book' }],
      ['¿cuánto cobran?', { says: ['89', 'US$', '$'], task: 'book' }],
      ['calle roble doce', { slots: { address: 'calle roble doce' }, empty: ['date'] }],
      ['el miércoles a las once', { slots: { date: '2026-11-25', time: '11:00' } }],
      ['Ana Ruiz', { waits: 'confirm_booking' }],
      ['no, el jueves no, el viernes', { slots: { date: '2026-11-27' }, never: ['reservada'] }],
    ],
    booked: [],
  },
  {
    name: 'ya no hace falta que venga nadie',
    pack: 'hvac',
    language: 'es',
    turns: [
      ['la caldera no funciona', { task: 'book' }],
      ['olvídelo, ya funciona, no necesito nada', { task: null, waits: null }],
      ['¿trabajan los domingos?', { never: ['caldera', 'dirección'], task: null }],
    ],
    booked: [],
  },
]
