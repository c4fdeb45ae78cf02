import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../language.ts'
import { findDateTimes } from './find.ts'
import { resolveDateTime, toInstant } from './resolve.ts'

// Friday, 1 March 2019, nine in the morning.
const NOW = { now: '2019-03-01T09:00:00Z', timeZone: 'UTC' }

/** Entries as "quote = date or time", joined, so that a table stays readable. */
function read(text: string, language: Language, expects?: 'date' | 'time'): string {
  return findDateTimes(text, { ...NOW, language, ...(expects ? { expects } : {}) })
    .map((entry) => {
      const date = entry.problem ?? [entry.date, entry.dateUntil].filter(Boolean).join('/').replaceAll('2019-', '')
      const time = [entry.time, entry.until].filter(Boolean).join('-')
      const flags = [entry.dayPart, entry.bound, entry.isPast ? 'past' : '', entry.ambiguous ? 'ambiguous' : ''].filter(
        Boolean,
      )
      return `${entry.quote} = ${[date, time, ...flags].filter(Boolean).join(' ')}`
    })
    .join('; ')
}

const TABLE: readonly (readonly [Language, string, string])[] = [
  ['en', 'half past 3 in the afternoon', 'half past 3 in the afternoon = 15:30'],
  ['en', 'quarter to five', 'quarter to five = 16:45'],
  ['en', 'the 8th', 'the 8th = 03-08'],
  ['en', 'on March 5th please', 'March 5th = 03-05'],
  ['en', 'the 5th of March at noon', '5th of March = 03-05; noon = 12:00'],
  ['en', 'in two weeks', 'in two weeks = 03-15'],
  ['en', 'tomorrow morning', 'tomorrow = 03-02; morning = morning'],
  ['en', '31 February', '31 February = no_such_date'],
  ['en', 'at 3', '3 = 15:00'],
  ['en', 'at 9', '9 = 09:00'],
  ['en', 'at three thirty', 'three thirty = 15:30'],
  ['en', "4 o'clock in the evening", "4 o'clock in the evening = 16:00"],
  ['en', '3 o"clock in the afternoon', '3 o"clock in the afternoon = 15:00'],
  ['en', 'in the evening 5:30', 'evening 5:30 = 17:30'],
  ['en', 'next Friday', 'next Friday = 03-08'],
  ['en', 'Sunday this week', 'Sunday this week = 03-03'],
  ['en', 'Tuesday next week', 'Tuesday next week = 03-05'],
  ['en', 'a week from friday', 'a week from friday = 03-15'],
  ['en', 'Friday the 8th at 10am', 'Friday the 8th = 03-08; 10am = 10:00'],
  ['en', 'from 3 to 5pm', '3 to 5pm = 15:00-17:00'],
  ['en', 'between 11 and 1', '11 and 1 = 11:00-13:00'],
  ['en', 'tonight at 8', 'tonight = 03-01 evening; 8 = 20:00'],
  ['en', 'any day after 5', '5 = 17:00 after'],
  ['en', 'the 3rd of next month', '3rd of next month = 04-03'],
  ['en', 'next week', 'next week = 03-04/03-10'],
  ['en', 'this weekend', 'this weekend = 03-02/03-03'],
  ['en', 'Feb 20', 'Feb 20 = 02-20 past'],
  ['en', 'tommorow at noon', 'tommorow = 03-02; noon = 12:00'],
  ['en', 'wensday at 330pm', 'wensday = 03-06; 330pm = 15:30'],
  ['en', 'tuesday or wednesday', 'tuesday = 03-05; wednesday = 03-06'],
  ['en', 'in half an hour', 'in half an hour = 03-01 09:30'],
  ['en', 'from monday to wednesday', 'monday to wednesday = 03-04/03-06'],
  ['en', 'eight thirty tomorrow', 'eight thirty = 08:30; tomorrow = 03-02'],
  ['ru', 'в 12 дня', '12 дня = 12:00'],
  ['ru', 'на 2 дня', ''],
  ['ru', 'во второй половине дня', 'второй половине дня = afternoon'],
  ['he', 'ב-3.12', '3.12 = 12-03'],
  ['he', 'ב-10.30', '10.30 = 10:30'],
  ['he', 'יום שלישי ב5 לחודש', 'יום שלישי ב5 לחודש = 03-05'],
  ['es', 'a primera hora de mañana', 'mañana = 03-02'],
  ['pt', 'na sexta, dia 8, às cinco da tarde', 'sexta, dia 8 = 03-08; cinco da tarde = 17:00'],
  ['zh', '这个星期五下午', '这个星期五 = 03-01; 下午 = afternoon'],
  ['es', 'la próxima semana, el jueves a las 17', 'la próxima semana, el jueves = 03-07; 17 = 17:00'],
  ['es', 'pasado mañana', 'pasado mañana = 03-03'],
  ['es', 'mañana por la mañana', 'mañana = 03-02; por la mañana = morning'],
  ['es', 'el 8 de marzo a las tres y media de la tarde', '8 de marzo = 03-08; tres y media de la tarde = 15:30'],
  ['es', 'el 25/11 a las 14:30', '25/11 = 11-25; 14:30 = 14:30'],
  ['es', 'a las cinco menos cuarto', 'cinco menos cuarto = 16:45'],
  ['es', 'cuarto para las tres', 'cuarto para las tres = 14:45'],
  ['es', 'a las 17 horas', '17 horas = 17:00'],
  ['es', 'el martes que viene', 'martes que viene = 03-05'],
  ['es', 'de 3 a 5 de la tarde', '3 a 5 de la tarde = 15:00-17:00'],
  ['es', '31 de febrero', '31 de febrero = no_such_date'],
  ['ru', 'послезавтра в пять', 'послезавтра = 03-03; пять = 17:00'],
  ['ru', '25.11 в 14:30', '25.11 = 11-25; 14:30 = 14:30'],
  ['ru', 'в половине третьего', 'половине третьего = 14:30'],
  ['ru', 'полтретьего', 'полтретьего = 14:30'],
  ['ru', 'без четверти пять', 'без четверти пять = 16:45'],
  ['ru', 'в десять минут шестого', 'десять минут шестого = 17:10'],
  ['ru', 'восьмого марта в три часа', 'восьмого марта = 03-08; три часа = 15:00'],
  ['ru', 'на следующей неделе во вторник', 'на следующей неделе во вторник = 03-05'],
  ['ru', 'с двух до четырех', 'двух до четырех = 14:00-16:00'],
  ['ru', 'в 5 утра', '5 утра = 05:00'],
  ['ru', 'через неделю в среду', 'через неделю в среду = 03-06'],
  ['ru', 'на 10.05', '10.05 = 05-10'],
  ['he', 'ביום שלישי הבא בארבע אחר הצהריים', 'יום שלישי הבא = 03-05; ארבע אחר הצהריים = 16:00'],
  ['he', 'מחר ב-9', 'מחר = 03-02; 9 = 09:00'],
  ['he', 'מחרתיים בשעה חמש וחצי', 'מחרתיים = 03-03; חמש וחצי = 17:30'],
  ['he', 'ב-8 במרץ', '8 במרץ = 03-08'],
  ['he', 'ה-8 לחודש', '8 לחודש = 03-08'],
  ['he', 'רבע לחמש', 'רבע לחמש = 16:45'],
  ['he', 'בעוד שבועיים', 'בעוד שבועיים = 03-15'],
  ['he', 'בין 3 ל-5', '3 ל-5 = 15:00-17:00'],
  ['pt', 'depois de amanhã às 9h', 'depois de amanhã = 03-03; 9h = 09:00'],
  ['pt', 'próxima terça às 15h30', 'próxima terça = 03-05; 15h30 = 15:30'],
  ['pt', 'quinze para as cinco', 'quinze para as cinco = 16:45'],
  ['pt', 'meio-dia e meia', 'meio-dia e meia = 12:30'],
  ['pt', 'na semana que vem, na quinta às 10', 'na semana que vem, na quinta = 03-07; 10 = 10:00'],
  ['pt', 'daqui a duas semanas', 'daqui a duas semanas = 03-15'],
  ['pt', 'às duas da tarde', 'duas da tarde = 14:00'],
  ['en', 'next Friday the 8th at quarter past two', 'next Friday the 8th = 03-08; quarter past two = 14:15'],
  ['en', 'Mar. 3rd, 9.15am', 'Mar. 3rd = 03-03; 9.15am = 09:15'],
  ['en', 'three weeks from monday', 'three weeks from monday = 03-25'],
  ['en', 'first monday in april at 3', 'first monday in april = 04-01; 3 = 15:00'],
  ['en', 'the last friday of march', 'last friday of march = 03-29'],
  ['en', 'monday, 1400 hours', 'monday = 03-04; 1400 hours = 14:00'],
  ['es', 'a la una menos veinticinco', 'una menos veinticinco = 12:35'],
  ['es', 'de hoy en ocho a las 4', 'de hoy en ocho = 03-08; 4 = 16:00'],
  ['ru', 'двадцать четвёртого в пять вечера', 'двадцать четвёртого = 03-24; пять вечера = 17:00'],
  ['ru', 'пятого в три', 'пятого = 03-05; три = 15:00'],
  ['he', 'חמש דקות אחרי שלוש', 'חמש דקות אחרי שלוש = 15:05'],
  ['pt', 'amanhã às nove menos dez', 'amanhã = 03-02; nove menos dez = 08:50'],
  ['pt', 'quarta-feira à uma da tarde', 'quarta-feira = 03-06; uma da tarde = 13:00'],
  ['zh', '下周三下午三点', '下周三 = 03-06; 下午三点 = 15:00'],
  ['zh', '三月五号上午十点半', '三月五号 = 03-05; 上午十点半 = 10:30'],
  ['zh', '差一刻五点', '差一刻五点 = 16:45'],
  ['zh', '下午3点到5点', '下午3点到5点 = 15:00-17:00'],
  ['zh', '两周后', '两周后 = 03-15'],
  ['zh', '二月三十一号', '二月三十一号 = no_such_date'],
  ['zh', '明晚七点', '明晚 = 03-02 evening; 七点 = 19:00'],
]

test.each(TABLE)('%s: %s', (language, text, expected) => {
  expect(read(text, language)).toBe(expected)
})

const NONE: readonly (readonly [Language, string])[] = [
  ['en', 'I would like one in San Jose'],
  ['en', 'a table for 3 people'],
  ['en', "that's all for today"],
  ['en', 'have a good evening'],
  ['en', 'the second one please'],
  ['en', 'it costs 50 dollars'],
  ['en', 'I may march with my son'],
  ['es', 'buenas tardes, somos 4 personas'],
  ['ru', 'доброе утро, нас 2 человека'],
  ['ru', 'я первый в очереди'],
  ['he', 'בוקר טוב'],
  ['pt', 'bom dia, prefiro a segunda opção'],
  ['zh', '晚上好，我们三个人'],
]

test.each(NONE)('%s: nothing in "%s"', (language, text) => {
  expect(read(text, language)).toBe('')
})

describe('a bare number', () => {
  test.each([
    ['en', '3', 'time', '3 = 15:00'],
    ['en', '8', 'date', '8 = 03-08'],
    ['en', '8th', 'date', '8th = 03-08'],
    ['ru', 'восьмого', 'date', 'восьмого = 03-08'],
    ['es', 'tres y media', 'time', 'tres y media = 15:30'],
  ] as const)('%s "%s" answers a question for the %s', (language, text, expects, expected) => {
    expect(read(text, language, expects)).toBe(expected)
  })

  test('is nothing by itself', () => {
    expect(read('3', 'en')).toBe('')
  })
})

describe('settling', () => {
  test('"next Wednesday" on a Monday may be meant in two ways', () => {
    const monday = { now: '2019-03-04T09:00:00Z', timeZone: 'UTC', language: 'en' } as const
    expect(findDateTimes('next Wednesday', monday)[0]).toMatchObject({ date: '2019-03-13', ambiguous: true })
    expect(findDateTimes('on Wednesday', monday)[0]).toMatchObject({ date: '2019-03-06' })
  })

  test('a time of today that is over is past', () => {
    expect(resolveDateTime(findDateTimes('today at 8 am', { ...NOW, language: 'en' })).isPast).toBe(true)
    expect(resolveDateTime(findDateTimes('today at 10 am', { ...NOW, language: 'en' })).isPast).toBe(false)
  })

  test('"today" is the tenant\'s day, not the server\'s', () => {
    const late = { now: '2019-03-01T23:30:00Z', language: 'en' } as const
    expect(findDateTimes('today', { ...late, timeZone: 'Asia/Jerusalem' })[0]?.date).toBe('2019-03-02')
    expect(findDateTimes('today', { ...late, timeZone: 'America/New_York' })[0]?.date).toBe('2019-03-01')
  })

  test('daylight saving: a skipped hour moves forward, a doubled one is the first', () => {
    expect(toInstant('2019-03-31', '02:30', 'Europe/Berlin')).toBe('2019-03-31T01:30:00Z')
    expect(toInstant('2019-10-27', '02:30', 'Europe/Berlin')).toBe('2019-10-27T00:30:00Z')
  })

  test('an instant or a zone that cannot be read says so', () => {
    expect(() => findDateTimes('today', { now: 'soon', timeZone: 'UTC', language: 'en' })).toThrow(
      /cannot read the time "soon"/u,
    )
    expect(() => findDateTimes('today', { now: NOW.now, timeZone: 'Mars', language: 'en' })).toThrow(/zone "Mars"/u)
  })
})

test('quotes are the exact words, whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 20 }),
    fc.constantFrom(...TABLE.map(([, text]) => text)),
    fc.constantFrom('\u200f', ' ', ', ', '\n'),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), fc.constantFrom(...LANGUAGES), (pieces, language) => {
      const text = pieces.join('')
      let last = 0
      for (const entry of findDateTimes(text, { ...NOW, language })) {
        expect(text.slice(entry.start, entry.end)).toBe(entry.quote)
        expect(entry.start).toBeGreaterThanOrEqual(last)
        expect(entry.quote).not.toBe('')
        last = entry.end
      }
    }),
    { numRuns: 300 },
  )
})
