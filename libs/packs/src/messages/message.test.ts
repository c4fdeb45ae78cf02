import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { engineMessages, languageOf, loadPack, message, withOverrides } from '../index.ts'

const clinic = loadPack(join(import.meta.dirname, '../../../../packs/clinic'))

describe('message', () => {
  test.each([
    ['en', 1, 'You’ll hear from us here within 1 hour.'],
    ['en', 4, 'You’ll hear from us here within 4 hours.'],
    ['ru', 1, 'Ответим вам здесь в течение 1 часа.'],
    ['ru', 1.5, 'Ответим вам здесь в течение 1,5 часа.'],
    ['ru', 4, 'Ответим вам здесь в течение 4 часов.'],
    ['es', 1.5, 'Le responderemos aquí en 1,5 horas como mucho.'],
    ['es', 2, 'Le responderemos aquí en 2 horas como mucho.'],
    ['he', 2, 'נענה כאן תוך שעתיים.'],
    ['pt', 4, 'Respondemos aqui em 4 horas, no máximo.'],
  ] as const)('has the right plural in %s for %d', (language, count, text) => {
    expect(message(clinic, language, 'followup.notice_hours', { count }).replaceAll("'", '’')).toBe(text)
  })

  test('says all that the engine says, in every language, without a brace left', () => {
    const params = Object.fromEntries(
      Object.values(engineMessages)
        .flatMap((group) => Object.values(group).flat())
        .map((name) => [name, /count|minutes|hours|days/.test(name) ? 3 : 'X']),
    )
    const { always, calendar, phone } = engineMessages
    for (const language of clinic.languages) {
      for (const group of [always, calendar, phone]) {
        for (const key of Object.keys(group))
          expect(message(clinic, language, key, params)).not.toMatch(/[{}]|undefined/)
      }
    }
  })

  test('says another variant the second time, and begins again', () => {
    const say = (variant: number) => message(clinic, 'en', 'ask.name', {}, { variant })
    expect(say(1)).not.toBe(say(0))
    expect(say(2)).toBe(say(0))
  })

  test('says it differently on the phone where the pack has it so', () => {
    const params = { date: 'Monday', time: '9', service: 'x', person: 'y' }
    expect(message(clinic, 'en', 'list.line', params)).toMatch(/^•/)
    expect(message(clinic, 'en', 'list.line', params, { spoken: true })).not.toMatch(/•/)
  })

  test('begins with a capital also where a parameter stands first', () => {
    expect(message(clinic, 'ru', 'price.one', { service: 'чистка зубов', price: '65 €' })).toBe('Чистка зубов: 65 €.')
    expect(message(clinic, 'ru', 'read_back.service', { value: 'чистка зубов' })).toBe('чистка зубов')
  })

  test('keeps Latin names and phone numbers together inside Hebrew', () => {
    expect(message(clinic, 'he', 'read_back.phone', { value: '+34 611 223 344' })).toContain(
      '\u2068+34 611 223 344\u2069',
    )
    expect(message(clinic, 'he', 'read_back.name', { value: 'נועה כהן' })).not.toContain('\u2068')
  })

  test('tells which message or parameter is missing', () => {
    expect(() => message(clinic, 'es', 'read_back.nme')).toThrow('no message read_back.nme in es')
    expect(() => message(clinic, 'es', 'read_back.name')).toThrow('read_back.name in es needs value; given: nothing')
  })

  test('falls to the first language of the pack', () => {
    expect(languageOf(clinic, 'zh', null, 'ru')).toBe('ru')
    expect(languageOf(clinic, 'zh')).toBe('en')
    expect(message(clinic, 'zh', 'button.no')).toBe('No')
  })
})

describe('withOverrides', () => {
  test('changes words, facts and limits, and the version', () => {
    const own = withOverrides(clinic, {
      messages: { en: { thanks: 'With pleasure!', 'facts.garden': 'We have a garden.' } },
      facts: [{ id: 'garden', answer: 'facts.garden', questions: { en: ['do you have a garden'] } }],
      withoutFacts: ['parking'],
      limits: { frustration: 4 },
      followUps: { delayMinutes: { urgent: 5 } },
    })
    expect(message(own, 'en', 'thanks')).toBe('With pleasure!')
    expect(message(own, 'en', 'facts.garden')).toBe('We have a garden.')
    expect(own.facts.some(({ id }) => id === 'parking')).toBe(false)
    expect(own.limits).toEqual({ ...clinic.limits, frustration: 4 })
    expect(own.followUps).toEqual({
      ...clinic.followUps,
      delayMinutes: { ...clinic.followUps.delayMinutes, urgent: 5 },
    })
    expect(own.version).not.toBe(clinic.version)
    expect(message(clinic, 'en', 'thanks')).toBe("You're welcome!")
  })

  test('refuses what cannot be said', () => {
    expect(() => withOverrides(clinic, { messages: { en: { thank: 'Hi' } } })).toThrow('did you mean thanks?')
    expect(() => withOverrides(clinic, { messages: { en: { thanks: '{nme}' } } })).toThrow('parameter nme of thanks')
    expect(() => withOverrides(clinic, { limits: { frustration: 9 } })).toThrow('overrides of the pack clinic')
  })
})
