import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANGUAGES } from '../language.ts'
import { findEmails } from './emails.ts'
import { findNames } from './names.ts'
import { findMoney, findNumbers } from './numbers.ts'
import { spellOut } from './spelling.ts'

test.each([
  ['en', 'Hi, my name is john smith', false, ['John Smith']],
  ['en', "I'm Anna and I need a cleaning", false, ['Anna']],
  ['en', 'I am allergic to latex', false, []],
  ['en', 'anna smith', true, ['Anna Smith']],
  ['en', 'Anna Smith, 555 1234', true, ['Anna Smith']],
  ['en', 'no thanks', true, []],
  ['en', 'what for?', true, []],
  ['es', 'me llamo María García', false, ['María García']],
  ['es', 'a nombre de Ana de la Torre', false, ['Ana de la Torre']],
  ['es', 'soy alérgico', false, []],
  ['ru', 'меня зовут Анна Петрова', false, ['Анна Петрова']],
  ['ru', 'я хочу записаться', false, []],
  ['he', 'קוראים לי דני כהן', false, ['דני כהן']],
  ['he', 'אני רוצה תור', false, []],
  ['pt', 'meu nome é João da Silva', false, ['João da Silva']],
  ['zh', '我叫王小明', false, ['王小明']],
  ['zh', '我是新客户', false, []],
] as const)('%s: names in "%s" (asked: %s)', (language, text, asked, names) => {
  expect(findNames(text, { language, asked }).map((found) => found.name)).toEqual(names)
})

test.each([
  ['en', 'mail me at john dot smith at gmail dot com', ['john.smith@gmail.com']],
  ['en', 'John_Smith99@Example.co.uk.', ['john_smith99@example.co.uk']],
  ['en', 'I am at home', []],
  ['es', 'juan punto perez arroba gmail punto com', ['juan.perez@gmail.com']],
  ['ru', 'почта anna собака mail точка ru', ['anna@mail.ru']],
  ['he', 'dani שטרודל gmail נקודה com', ['dani@gmail.com']],
  ['zh', '邮箱是wang@qq.com', ['wang@qq.com']],
] as const)('%s: mails in "%s"', (language, text, mails) => {
  expect(findEmails(text, language).map((found) => found.email)).toEqual(mails)
})

test.each([
  [
    'en',
    '$50 or 1,200.50 dollars',
    [
      [50, 'USD'],
      [1200.5, 'USD'],
    ],
  ],
  ['es', 'cincuenta euros', [[50, 'EUR']]],
  ['ru', '5 тысяч рублей', [[5000, 'RUB']]],
  ['he', '200 ש"ח', [[200, 'ILS']]],
  [
    'pt',
    'R$ 150,00 ou cem reais',
    [
      [150, 'BRL'],
      [100, 'BRL'],
    ],
  ],
  ['zh', '三百块钱', [[300, 'CNY']]],
] as const)('%s: money in "%s"', (language, text, money) => {
  expect(findMoney(text, { language }).map((found) => [found.amount, found.currency])).toEqual(money)
})

test.each([
  ['en', 'two hundred and five, twenty-three, 1,500 and 3.5', [205, 23, 1500, 3.5]],
  ['es', 'treinta y cinco', [35]],
  ['ru', 'двести сорок три', [243]],
  ['he', 'עשרים וחמש', [25]],
  ['pt', 'cento e vinte e três', [123]],
  ['zh', '一百零三个', [103]],
] as const)('%s: numbers in "%s"', (language, text, values) => {
  expect(findNumbers(text, language).map((found) => found.value)).toEqual(values)
})

test('spelling out', () => {
  expect(spellOut('Anna Lee')).toBe('A, N, N, A – L, E, E')
  expect(spellOut('a.b@c.io')).toBe('A, ., B, @, C, ., I, O')
})

test('every quote is a slice of the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.constantFrom(...LANGUAGES), (text, language) => {
      const all = [
        ...findNames(text, { language, asked: true }),
        ...findEmails(text, language),
        ...findMoney(text, { language, asked: true }),
        ...findNumbers(text, language),
      ]
      for (const found of all) expect(text.slice(found.start, found.end)).toBe(found.quote)
    }),
  )
})
