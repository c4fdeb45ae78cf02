import { fileURLToPath } from 'node:url'
import { loadPack } from '@repartee/packs'
import type { Detection, DialogueAct, LanguageCode } from '@repartee/contracts'
import { describe, expect, it } from 'vitest'
import { NOW, times, turnOf, waiting, type Before } from '@repartee/testing/fixtures'
import { detect } from './detect.ts'

const clinic = loadPack(fileURLToPath(new URL('../../../../packs/clinic', import.meta.url)))

const detectOf = (text: string | string[], before: Before = {}): Detection => detect(turnOf(text, before), clinic)

const offer = times('2026-11-24 09:00', '2026-11-24 10:30', '2026-11-24 15:00')
const yesNo = [
  { id: 'answer=yes', title: 'Yes' },
  { id: 'answer=no', title: 'Another time' },
]
const readBack = waiting('confirm_booking', { service: 'teeth_cleaning', resource: 'sofia_marques' }, yesNo)
const known = { service: 'teeth_cleaning', date: '2026-11-24', time: '10:30', name: 'Ana', phone: '+34612345678' }
const choosing = (language: LanguageCode): Before => ({
  language,
  task: 'book',
  state: 'booking_new',
  pending: offer,
  slots: { service: 'teeth_cleaning' },
})
const confirming = (language: LanguageCode): Before => ({
  language,
  task: 'book',
  state: 'booking_confirmation',
  pending: readBack,
  slots: known,
})

describe('intent and task of a first message', () => {
  it.each<[LanguageCode, string, string, string | null]>([
    ['en', 'Hello', 'greeting', null],
    ['en', 'I would like to book an appointment', 'book_appointment', 'book'],
    ['en', 'cleaning on Tuesday at 3?', 'book_appointment', 'book'],
    ['en', 'toothache, I need someone today', 'book_appointment', 'book'],
    ['en', 'do you have a slot tomorrow?', 'ask_availability', 'book'],
    ['en', 'I need to move my appointment to Thursday', 'move_appointment', 'move'],
    ['en', 'please cancel my appointment', 'cancel_appointment', 'cancel'],
    ['en', 'when is my appointment?', 'list_appointments', 'list'],
    ['en', 'how much is a cleaning?', 'price_inquiry', null],
    ['en', 'how much is a cleaning and can I book one for Friday?', 'price_inquiry', 'book'],
    ['en', 'parking?', 'question', null],
    ['en', 'what services do you offer', 'product_inquiry', null],
    ['en', 'asdf qwer', 'other', null],
    ['en', 'what is the capital of France?', 'other', null],
    ['es', 'hola', 'greeting', null],
    ['es', 'buenos días, quería pedir cita con el dentista', 'book_appointment', 'book'],
    ['es', 'limpieza el martes a las 3?', 'book_appointment', 'book'],
    ['es', '¿cuánto cuesta una limpieza?', 'price_inquiry', null],
    ['es', 'quiero cambiar mi cita al jueves', 'move_appointment', 'move'],
    ['es', 'tengo que anular la cita del martes', 'cancel_appointment', 'cancel'],
    ['es', '¿cuándo es mi cita?', 'list_appointments', 'list'],
    ['es', 'la próxima semana, el jueves a las 17', 'book_appointment', 'book'],
    ['ru', 'привет', 'greeting', null],
    ['ru', 'здравствуйте, хочу записаться к стоматологу', 'book_appointment', 'book'],
    ['ru', 'чистка во вторник в 3?', 'book_appointment', 'book'],
    ['ru', 'сколько стоит чистка?', 'price_inquiry', null],
    ['ru', 'хочу перенести запись на четверг', 'move_appointment', 'move'],
    ['ru', 'отмените мою запись', 'cancel_appointment', 'cancel'],
    ['ru', 'когда у меня приём?', 'list_appointments', 'list'],
    ['he', 'שלום', 'greeting', null],
    ['he', 'היי, אני רוצה לקבוע תור לרופא שיניים', 'book_appointment', 'book'],
    ['he', 'ניקוי שיניים ביום שלישי בשלוש?', 'book_appointment', 'book'],
    ['he', 'כמה עולה ניקוי שיניים?', 'price_inquiry', null],
    ['he', 'אני רוצה להזיז את התור ליום חמישי', 'move_appointment', 'move'],
    ['he', 'תבטלו לי את התור', 'cancel_appointment', 'cancel'],
    ['he', 'מתי התור שלי?', 'list_appointments', 'list'],
    ['pt', 'olá', 'greeting', null],
    ['pt', 'bom dia, queria marcar uma consulta com o dentista', 'book_appointment', 'book'],
    ['pt', 'limpeza na terça às 3?', 'book_appointment', 'book'],
    ['pt', 'quanto custa uma limpeza?', 'price_inquiry', null],
    ['pt', 'queria mudar a minha consulta para quinta', 'move_appointment', 'move'],
    ['pt', 'tenho de desmarcar a consulta', 'cancel_appointment', 'cancel'],
    ['pt', 'quando é a minha consulta?', 'list_appointments', 'list'],
  ])('%s: “%s” is %s', (language, text, intent, task) => {
    const detection = detectOf(text)
    expect([detection.intent.name, detection.task, detection.language.code]).toEqual([intent, task, language])
  })
  it('is not sure of what it does not know', () => {
    expect(detectOf('asdf qwer').intent.confidence).toBeLessThan(0.5)
    expect(detectOf('asdf qwer').confidence).toBeLessThan(0.7)
  })
})

describe('acts in answer to a read-back', () => {
  it.each<[LanguageCode, string, DialogueAct[]]>([
    ['en', 'yes', ['affirm']],
    ['en', 'yes please', ['affirm']],
    ['en', 'book it', ['affirm']],
    ['en', 'Yes! And is there parking?', ['request', 'affirm']],
    ['en', 'no', ['negate']],
    ['en', 'no, Tuesday at 5', ['inform', 'negate', 'correct']],
    ['en', 'ok how much is it?', ['request']],
    ['en', 'hmm maybe', []],
    ['en', 'another day please', ['request_alternatives']],
    ['en', 'do you have something later?', ['request_alternatives']],
    ['en', 'thanks', ['thank']],
    ['es', 'sí, perfecto', ['affirm']],
    ['es', 'vale', ['affirm']],
    ['es', 'no, mejor el miércoles', ['inform', 'negate', 'correct']],
    ['es', 'ok, ¿y cuánto dura?', ['request']],
    ['es', 'no lo sé', []],
    ['es', 'a otra hora por favor', ['request_alternatives']],
    ['ru', 'да, всё верно', ['affirm']],
    ['ru', 'нет', ['negate']],
    ['ru', 'нет, лучше в среду', ['inform', 'negate', 'correct']],
    ['ru', 'не знаю', []],
    ['ru', 'другое время пожалуйста', ['request_alternatives']],
    ['he', 'כן', ['affirm']],
    ['he', 'בסדר', ['affirm']],
    ['he', 'לא, עדיף ביום רביעי', ['inform', 'negate', 'correct']],
    ['he', 'לא יודעת', []],
    ['he', 'שעה אחרת בבקשה', ['request_alternatives']],
    ['pt', 'sim, perfeito', ['affirm']],
    ['pt', 'está bem', ['affirm']],
    ['pt', 'não, melhor na quarta', ['inform', 'negate', 'correct']],
    ['pt', 'não sei', []],
    ['pt', 'outro horário por favor', ['request_alternatives']],
  ])('%s: “%s”', (language, text, acts) => {
    expect(detectOf(text, confirming(language)).acts).toEqual(acts)
  })
  it('are those of the tapped button', () => {
    expect(detectOf('Yes', { ...confirming('en'), choice: 'answer=yes' })).toMatchObject({
      acts: ['affirm'],
      pending: { confidence: 1 },
    })
    expect(detectOf('Another time', { ...confirming('en'), choice: 'answer=no' }).acts).toEqual(['negate'])
  })
  it('another thing is no yes to the first', () => {
    expect(detectOf('I also need a filling', confirming('en')).acts).not.toContain('affirm')
  })
  it('a yes to nothing is none', () => {
    expect(detectOf('yes').acts).toEqual([])
  })
})

describe('acts in answer to times that were offered', () => {
  it.each<[LanguageCode, string, DialogueAct[]]>([
    ['en', 'the second one', ['select']],
    ['en', '10:30', ['select']],
    ['en', 'none of these work', ['negate', 'request_alternatives']],
    ['es', 'la segunda', ['select']],
    ['es', '¿algo más tarde?', ['request_alternatives']],
    ['ru', 'второе', ['select']],
    ['ru', 'есть попозже?', ['request_alternatives']],
    ['he', 'השנייה', ['select']],
    ['he', 'אף אחת לא מתאימה', ['negate', 'request_alternatives']],
    ['he', 'יש משהו מאוחר יותר?', ['request_alternatives']],
    ['he', 'לא משנה', ['select']],
    ['pt', 'a última', ['select']],
    ['pt', 'há mais tarde?', ['request_alternatives']],
  ])('%s: “%s”', (language, text, acts) => {
    expect(detectOf(text, choosing(language)).acts).toEqual(acts)
  })
})

describe('a wish beside a question', () => {
  it.each<[LanguageCode, string]>([
    ['en', 'hey there, my daughter has a rash, who can look at it?'],
    ['es', 'mi hijo tiene fiebre, ¿quién lo puede ver hoy?'],
    ['ru', 'здравствуйте, у дочки сыпь, кому показать?'],
    ['he', 'היי, לבת שלי יש פריחה, מי יכול לראות אותה?'],
    ['pt', 'bom dia, a minha filha tem uma erupção, quem pode ver?'],
  ])('%s: “%s” begins a booking', (_language, text) => {
    expect(detectOf(text)).toMatchObject({ task: 'book', intent: { name: 'book_appointment' } })
  })
  it.each<[LanguageCode, string]>([
    ['en', 'any day'],
    ['es', 'cuando sea'],
    ['ru', 'когда угодно'],
    ['he', 'מתי שנוח לכם'],
    ['pt', 'qualquer dia'],
  ])('%s: “%s” in answer to our question wants to hear times', (language, text) => {
    const before: Before = { language, task: 'book', state: 'booking_new', asked: 'date' }
    expect(detectOf(text, before).intent.name).toBe('ask_availability')
  })
})

describe('other acts', () => {
  it('“tomorrow morning” greets nobody', () => {
    expect(detectOf('tomorrow morning', { task: 'book', state: 'booking_new', asked: 'date' }).acts).toEqual(['inform'])
    expect(detectOf('good morning').acts).toEqual(['greet'])
  })
  it('a bare answer informs', () => {
    expect(detectOf('Anna Petrova', { task: 'book', state: 'booking_new', asked: 'name' }).acts).toEqual(['inform'])
  })
  it('“and on Wednesday?” goes on from what was said', () => {
    const history = [{ role: 'ai' as const, text: 'Which day?', at: NOW, turn: null }]
    const acts = detectOf('what about Wednesday?', { task: 'book', state: 'booking_new', history }).acts
    expect(acts).toContain('follow_up')
  })
  it('“wait” interrupts', () => {
    for (const [language, text] of [
      ['en', 'hold on'],
      ['es', 'espera'],
      ['ru', 'подождите'],
      ['he', 'רגע'],
      ['pt', 'espere'],
    ] as const) {
      expect(detectOf(text, confirming(language)).acts).toEqual(['interrupt'])
    }
  })
  it('no to “anything else?” and thanks say goodbye', () => {
    expect(
      detectOf('no thanks, bye', { history: [{ role: 'ai', text: 'Anything else?', at: NOW, turn: null }] }).acts,
    ).toEqual(expect.arrayContaining(['negate', 'thank', 'goodbye']))
  })
})

describe('one task at a time', () => {
  it.each<[LanguageCode, string, string]>([
    ['en', 'I want to cancel my appointment', 'cancel'],
    ['es', 'quiero cancelar mi cita', 'cancel'],
    ['ru', 'хочу отменить мою запись', 'cancel'],
    ['he', 'אני רוצה לבטל את התור שלי', 'cancel'],
    ['pt', 'quero cancelar a minha consulta', 'cancel'],
    ['en', 'when is my appointment?', 'list'],
  ])('%s: “%s” competes with the booking that is open', (language, text, competing) => {
    const detection = detectOf(text, confirming(language))
    expect(detection).toMatchObject({ task: 'book', competingTask: competing, state: 'awaiting_info' })
    expect(detection.acts).toContain('switch_topic')
    expect(detection.pending.relevant).toBe(false)
  })
  it('the choice picks, by a tap, a number or its name', () => {
    const which = waiting('choose_task', {}, [
      { id: 'task=book', title: 'booking an appointment' },
      { id: 'task=cancel', title: 'cancelling your appointment' },
    ])
    const before: Before = { task: 'book', state: 'awaiting_info', pending: which, language: 'en' }
    expect(detectOf('cancelling', { ...before, choice: 'task=cancel' })).toMatchObject({
      task: 'cancel',
      competingTask: null,
      state: 'canceling',
    })
    expect(detectOf('the second', before)).toMatchObject({ task: 'cancel', competingTask: null })
    expect(detectOf('cancel it first', before)).toMatchObject({ task: 'cancel', competingTask: null })
    expect(detectOf('the first one', before)).toMatchObject({ task: 'book', competingTask: null })
  })
  it('a question is no task', () => {
    for (const text of ['where are you?', 'how much is a filling?', 'are you a bot?', 'do you take Sanitas?']) {
      expect(detectOf(text, confirming('en'))).toMatchObject({ task: 'book', competingTask: null })
    }
  })
  it('another day for what is being booked is no second task', () => {
    expect(detectOf('can we move it to Wednesday?', confirming('en'))).toMatchObject({
      task: 'book',
      competingTask: null,
      intent: { name: 'book_appointment' },
    })
    expect(detectOf('do you have anything on Friday?', { task: 'move', state: 'rescheduling' })).toMatchObject({
      task: 'move',
      competingTask: null,
    })
  })
  it('“instead” drops the old one', () => {
    const before: Before = { task: 'book', state: 'booking_new', language: 'en' }
    expect(detectOf('move my appointment to Friday instead', before)).toMatchObject({
      task: 'move',
      competingTask: null,
    })
  })
  it('after a done task a new one simply starts', () => {
    expect(detectOf('please cancel my appointment', { state: 'idle', task: null })).toMatchObject({
      task: 'cancel',
      competingTask: null,
    })
  })
  it('a reminder can be answered by a task', () => {
    const reminder = waiting('confirm_reminder', { booking: '11111111-1111-4111-8111-111111111111' })
    expect(detectOf("I can't come, please cancel it", { pending: reminder })).toMatchObject({
      task: 'cancel',
      competingTask: null,
    })
    expect(detectOf('yes, see you tomorrow', { pending: reminder }).acts).toContain('affirm')
  })
})

describe('an explicit no drops what waits', () => {
  it.each<[LanguageCode, string]>([
    ['en', 'forget it'],
    ['en', "I don't need it any more"],
    ['en', 'no, I changed my mind'],
    ['en', "I don't need the cleaning"],
    ['en', 'cancel'],
    ['es', 'déjalo, ya no la necesito'],
    ['es', 'olvídelo'],
    ['ru', 'не надо, передумала'],
    ['ru', 'мне это больше не нужно'],
    ['he', 'עזוב, אני לא צריכה את זה'],
    ['he', 'התחרטתי'],
    ['pt', 'deixe, já não preciso'],
    ['pt', 'mudei de ideias'],
    ['es', 'no quiero nada, gracias'],
    ['ru', 'нет спасибо, ничего не надо'],
    ['he', 'לא תודה, לא צריך כלום'],
    ['pt', 'não obrigado, não preciso de nada'],
  ])('%s: “%s”', (language, text) => {
    const detection = detectOf(text, confirming(language))
    expect(detection).toMatchObject({
      task: null,
      competingTask: null,
      state: 'idle',
      pending: { relevant: false, confidence: 0 },
    })
  })
  it('but a no to a cancellation keeps the appointment', () => {
    const before: Before = {
      task: 'cancel',
      state: 'canceling',
      pending: waiting('confirm_cancel', { booking: 'x' }, yesNo),
    }
    expect(detectOf('no, leave it', before)).toMatchObject({ pending: { relevant: true }, acts: ['negate'] })
    expect(detectOf('yes, cancel it', before)).toMatchObject({ pending: { relevant: true }, acts: ['affirm'] })
  })
})

describe('relevance of what waits', () => {
  it.each<[string, boolean]>([
    ['yes', true],
    ['hmm maybe', true],
    ['thanks', true],
    ['no, Tuesday', true],
    ['can I have it at 5 instead', true],
    ['where are you located?', false],
    ['what is the capital of France?', false],
    ['I want to cancel my appointment', false],
    ['can I speak to a human', false],
  ])('“%s”', (text, relevant) => {
    const { pending } = detectOf(text, confirming('en'))
    expect(pending.relevant).toBe(relevant)
    expect(pending.relevant).toBe(pending.confidence >= 0.6)
    expect(pending.reason).not.toBe('')
  })
  it('is none where nothing waits', () => {
    expect(detectOf('yes').pending).toEqual({ relevant: false, confidence: 0, reason: 'nothing waits' })
  })
})

describe('facts', () => {
  it.each<[LanguageCode, string, string]>([
    ['en', 'where are you located?', 'address'],
    ['en', 'are you open on saturdays?', 'weekend'],
    ['en', 'Do you take Sanitas?', 'insurance'],
    ['en', 'parking?', 'parking'],
    ['en', 'what are your prices', 'prices_all'],
    ['en', 'how much does whitening cost', 'whitening'],
    ['en', 'is there parking and can I book a cleaning on Tuesday at 10?', 'parking'],
    ['es', '¿aceptan Sanitas?', 'insurance'],
    ['es', 'dónde están', 'address'],
    ['es', '¿abren los sábados?', 'weekend'],
    ['es', '¿tiene aparcamiento?', 'parking'],
    ['ru', 'вы работаете с Sanitas?', 'insurance'],
    ['ru', 'где вы находитесь', 'address'],
    ['ru', 'вы работаете в субботу?', 'weekend'],
    ['ru', 'а парковка есть?', 'parking'],
    ['he', 'אתם עובדים עם סניטס?', 'insurance'],
    ['he', 'איפה אתם נמצאים', 'address'],
    ['he', 'אתם פתוחים בשבת?', 'weekend'],
    ['he', 'יש חניה?', 'parking'],
    ['pt', 'trabalham com a Sanitas?', 'insurance'],
    ['pt', 'onde ficam', 'address'],
    ['pt', 'abrem ao sábado?', 'weekend'],
    ['pt', 'há estacionamento?', 'parking'],
  ])('%s: “%s” is answered by %s', (_language, text, fact) => {
    const { facts, acts } = detectOf(text)
    expect(facts[0]).toMatchObject({ id: fact })
    expect(facts[0]?.score).toBeGreaterThanOrEqual(0.6)
    expect(facts[0]?.reason).not.toBe('')
    expect(acts).toContain('request')
  })
  it.each([
    'what is the capital of France?',
    'how much is a cleaning?',
    'how much is it?',
    '¿cuánto cuesta?',
    'сколько это стоит?',
    'can I book a cleaning for the weekend?',
    'a cleaning on Tuesday at 3',
    'I waited an hour in the rain',
    'my son has a bill to pay to his friend',
    'do you have a slot tomorrow?',
    'I would like to cancel my appointment',
    '¿qué tiempo hace?',
    'какая сегодня погода',
  ])('none answers “%s”', (text) => {
    expect(detectOf(text).facts).toEqual([])
  })
})

describe('frustration', () => {
  it.each<[string, Before, number]>([
    ['yes please', {}, 0],
    ['this is ridiculous', {}, 2],
    ['I already told you my name', {}, 1],
    ['let me speak to a human', {}, 1],
    ['this is ridiculous, I already told you, get me a human', {}, 4],
    ['this is ridiculous', { frustration: 4 }, 5],
    [
      'on Tuesday at three please',
      { history: [{ role: 'contact', text: 'On Tuesday, at three, please!', at: NOW, turn: null }] },
      1,
    ],
    ['and then?', { turnCount: 15 }, 1],
    ['and then?', { turnCount: 16, frustration: 1 }, 1],
  ])('“%s” %j is %i', (text, before, frustration) => {
    expect(detectOf(text, { language: 'en', ...before }).frustration).toBe(frustration)
  })
  it.each<[LanguageCode, string]>([
    ['es', 'esto es ridículo'],
    ['ru', 'это безобразие'],
    ['he', 'זה מגוחך ומעצבן'],
    ['pt', 'isto é ridículo'],
  ])('%s: “%s” is anger', (language, text) => {
    expect(detectOf(text, { language }).frustration).toBeGreaterThanOrEqual(2)
  })
  it('grows above the limit into another situation', () => {
    expect(detectOf('this is ridiculous', { language: 'en', frustration: 1 })).toMatchObject({
      situation: 'frustrated',
      urgency: 'high',
    })
  })
})

describe('a person, a bot, a red flag', () => {
  it.each<[LanguageCode, string]>([
    ['en', 'can I speak to a human'],
    ['es', 'quiero hablar con una persona'],
    ['ru', 'позовите человека'],
    ['he', 'אני רוצה לדבר עם נציג'],
    ['pt', 'quero falar com uma pessoa'],
  ])('%s: “%s” asks for a person', (_language, text) => {
    expect(detectOf(text)).toMatchObject({
      asksHuman: true,
      state: 'escalated',
      situation: 'wants_human',
      intent: { name: 'ask_human' },
    })
  })
  it.each<[LanguageCode, string]>([
    ['en', 'are you a bot?'],
    ['es', '¿eres un robot?'],
    ['ru', 'вы бот?'],
    ['he', 'אתה בוט?'],
    ['pt', 'você é um robô?'],
  ])('%s: “%s” asks for the truth', (_language, text) => {
    expect(detectOf(text)).toMatchObject({ asksIfBot: true, asksHuman: false })
  })
  it.each<[LanguageCode, string, string]>([
    ['en', 'I have chest pain', 'chest_pain'],
    ['es', 'no puedo respirar', 'cannot_breathe'],
    ['ru', 'не могу дышать', 'cannot_breathe'],
    ['he', 'אני לא יכולה לנשום', 'cannot_breathe'],
    ['pt', 'não consigo respirar', 'cannot_breathe'],
  ])('%s: “%s” cannot wait', (_language, text, id) => {
    expect(detectOf(text)).toMatchObject({ redFlag: { id }, urgency: 'urgent', facts: [] })
  })
  it('a red flag is seen in a language that is not the conversation’s', () => {
    expect(detectOf('no puedo respirar', { language: 'en' }).redFlag).toMatchObject({ quote: 'no puedo respirar' })
  })
})

describe('language', () => {
  it('is sticky: one foreign word does not switch it', () => {
    expect(detectOf('ok gracias', { language: 'en' }).language).toMatchObject({ code: 'en', switched: false })
    expect(detectOf('10:30', { language: 'he' }).language.code).toBe('he')
    expect(detectOf('Sí', { language: 'es', choice: 'answer=yes' }).language.code).toBe('es')
  })
  it('switches with a clear message', () => {
    expect(detectOf('quería saber si tienen hora mañana por la tarde', { language: 'en' }).language).toMatchObject({
      code: 'es',
      switched: true,
    })
  })
  it('is one of the pack’s', () => {
    expect(detectOf('你好，我想预约').language.code).toBe('en')
  })
})

describe('urgency and complexity', () => {
  it.each<[string, Before, Detection['urgency']]>([
    ['I need the dentist urgently', {}, 'high'],
    ['necesito una cita urgente', {}, 'high'],
    ['a cleaning next week', {}, 'medium'],
    ['where are you?', {}, 'low'],
  ])('“%s” is %j', (text, before, urgency) => {
    expect(detectOf(text, before).urgency).toBe(urgency)
  })
  it('counts words, slots and questions', () => {
    expect(detectOf('yes please').complexity).toBe('simple')
    expect(detectOf('a cleaning on Tuesday at 3').complexity).toBe('medium')
    expect(detectOf('where are you? is there parking?').complexity).toBe('complex')
    expect(detectOf('word '.repeat(60)).complexity).toBe('complex')
  })
})

it.each(['', '🙂🙂', '\u0000\u0007', '‮abc', '1234567890'.repeat(1000), 'слово word מילה '.repeat(600)])(
  'nonsense is other, and breaks nothing (%#)',
  (text) => {
    expect(detectOf(text)).toMatchObject({ intent: { name: 'other' }, task: null, facts: [], redFlag: null })
  },
)
