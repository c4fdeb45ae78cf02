import { describe, expect, test } from 'vitest'
import { detectLanguage } from './detect.ts'
import { LANGUAGES, type Language } from './language.ts'

const SENTENCES: Readonly<Record<Language, string>> = {
  en: 'can I come tomorrow; I need an appointment; what are your prices; my tooth hurts; yes that works; how much is it; is Dr Smith available',
  es: 'quiero una cita; me duele la muela; cuánto cuesta la limpieza; puedo ir mañana; a las cinco por favor; no puedo ese día; tienen hora el lunes',
  pt: 'quero marcar uma consulta; quanto custa a limpeza; pode ser amanhã; tenho dor de dente; às cinco por favor; vocês abrem sábado; não posso nesse dia',
  ru: 'я хочу записаться; сколько стоит чистка; zdravstvuyte mozhno zapisatsya; ya hochu zapisatsya na zavtra; skolko stoit chistka zubov; mne nuzhno k vrachu',
  he: 'אני רוצה תור; כמה זה עולה; שלום אפשר לקבוע',
  zh: '我想预约; 多少钱一次; 明天可以吗',
}

const table = LANGUAGES.flatMap((language) =>
  SENTENCES[language].split(';').map((text) => [language, text.trim()] as const),
)

test.each(table)('%s: %s', (language, text) => {
  expect(detectLanguage(text, { allowed: LANGUAGES, fallback: 'he' }).language).toBe(language)
})

describe('the language is sticky', () => {
  test.each([
    ['es', 'ok'],
    ['ru', 'thanks'],
    ['en', 'hola'],
    ['es', 'Dr Smith'],
    ['en', 'спасибо'],
    ['en', 'gracias amigo'],
    ['es', 'John Smith Cohen'],
    ['ru', 'anna.smith@gmail.com'],
    ['he', 'Botox'],
    ['zh', '12345'],
    ['en', 'Dr. Maria Lopez'],
  ] as const)('%s stays after "%s"', (current, text) => {
    expect(detectLanguage(text, { current, allowed: LANGUAGES, fallback: 'en' })).toMatchObject({
      language: current,
      switched: false,
    })
  })

  test('a whole sentence switches it', () => {
    expect(
      detectLanguage('я хочу записаться на завтра', { current: 'en', allowed: LANGUAGES, fallback: 'en' }),
    ).toMatchObject({ language: 'ru', switched: true })
    expect(
      detectLanguage('can I book an appointment', { current: 'es', allowed: LANGUAGES, fallback: 'en' }),
    ).toMatchObject({ language: 'en', switched: true })
  })
})

test('only a language that the tenant answers in is chosen', () => {
  expect(detectLanguage('我想预约明天下午', { allowed: ['en', 'es'], fallback: 'es' }).language).toBe('es')
  expect(detectLanguage('quiero una cita', { allowed: ['en', 'ru'], fallback: 'ru' }).language).not.toBe('es')
})

test('the profile decides where the message says nothing', () => {
  expect(detectLanguage('👍', { profile: 'pt', allowed: LANGUAGES, fallback: 'en' })).toMatchObject({
    language: 'pt',
    switched: false,
  })
  expect(detectLanguage('', { allowed: LANGUAGES, fallback: 'he' }).language).toBe('he')
})
