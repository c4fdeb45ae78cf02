import fc from 'fast-check'
import { getExampleNumber, type CountryCode } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, test } from 'vitest'
import type { Language } from '../language.ts'
import { findPhones } from './find.ts'
import { spokenPhone } from './spoken.ts'

const FOUND: readonly (readonly [region: string, Language, text: string, e164: string])[] = [
  ['US', 'en', 'my number is four one five, five five five, two six seven one', '+14155552671'],
  ['US', 'en', 'it is 415 double five five two six seven one', '+14155552671'],
  ['US', 'en', 'four fifteen five five five twenty six seventy one', '+14155552671'],
  ['US', 'en', '(415) 555 2671 thanks', '+14155552671'],
  ['US', 'en', 'area code 415 then 555 2671', '+14155552671'],
  ['US', 'en', 'call me on +44 20 7946 0958', '+442079460958'],
  ['GB', 'en', 'oh two oh seven nine four six oh nine five eight', '+442079460958'],
  ['GB', 'en', 'oh seven nine double one, one two three, four five six', '+447911123456'],
  ['GB', 'en', 'plus forty four seven four hundred one two three four five six', '+447400123456'],
  ['US', 'en', 'two zero two four five six quadruple one', '+12024561111'],
  ['US', 'en', 'two oh two, four five six, four ones', '+12024561111'],
  ['RU', 'ru', 'девятьсот шестнадцать два ноля три пятнадцать двадцать два', '+79160031522'],
  ['ES', 'es', 'seis doce treinta y cuatro, dos cincos, seis, seis', '+34612345566'],
  ['ES', 'es', 'seiscientos doce treinta y cuatro cincuenta y seis setenta y ocho', '+34612345678'],
  ['ES', 'es', 'seis uno dos, doble tres, cuatro cuatro, cinco cinco', '+34612334455'],
  ['ES', 'es', 'mi móvil: 699-88-77-66, gracias', '+34699887766'],
  ['MX', 'es', 'cincuenta y cinco doce treinta y cuatro cincuenta y seis setenta y ocho', '+525512345678'],
  ['RU', 'ru', 'восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять', '+79123456789'],
  ['RU', 'ru', 'девятьсот три двести двадцать ноль один ноль два', '+79032200102'],
  ['RU', 'ru', 'плюс семь девятьсот двенадцать 345-67-89', '+79123456789'],
  ['IL', 'he', 'המספר שלי אפס חמש שתיים שלוש ארבע חמש שש שבע שמונה תשע', '+972523456789'],
  ['IL', 'he', 'אפס חמישים ושתיים, שלוש ארבע חמש, שש שבע שמונה תשע', '+972523456789'],
  ['IL', 'he', 'הטלפון: 052-345-6789', '+972523456789'],
  ['BR', 'pt', 'onze nove nove oito sete meia meia quatro três dois', '+5511998766432'],
  ['BR', 'pt', 'meu zap é (11) 99876-5432', '+5511998765432'],
  ['PT', 'pt', 'nove um dois três quatro cinco meia sete oito', '+351912345678'],
  ['CN', 'zh', '我的电话是幺三八零零幺三八零零零', '+8613800138000'],
  ['CN', 'zh', '手机号一三九 一二三四 五六七八', '+8613912345678'],
  ['CN', 'zh', '13800138000', '+8613800138000'],
]

test.each(FOUND)('%s %s: %s', (region, language, text, e164) => {
  const found = findPhones(text, { region, language })
  expect(found.map((phone) => phone.e164)).toEqual([e164])
  expect(text).toContain(found[0]?.quote)
})

const NO_PHONES: readonly (readonly [region: string, Language, text: string])[] = [
  ['US', 'en', 'it costs 2125550123 dollars'],
  ['US', 'en', 'my order number is 4155552671'],
  ['US', 'en', 'on 03/05/2019 at 14:30'],
  ['US', 'en', 'the price is $4155552671'],
  ['US', 'en', 'from 3 to 5 on the 12th'],
  ['RU', 'ru', 'цена 89123456789 рублей'],
  ['RU', 'ru', '25.11.2026 в 14:30'],
  ['ES', 'es', 'el pedido 612345678'],
  ['BR', 'pt', 'cpf 11998765432'],
  ['CN', 'zh', '订单号13800138000'],
]

test.each(NO_PHONES)('%s %s: no phone in "%s"', (region, language, text) => {
  expect(findPhones(text, { region, language })).toEqual([])
})

test('the answer to our question for a number may still be another number', () => {
  expect(findPhones('my policy number is 5032264110', { region: 'US', language: 'en', asked: true })).toEqual([])
})

describe('a number that is not valid', () => {
  test('is reported where it was announced or asked for, with how to read it back', () => {
    expect(
      findPhones('my number is five five five, oh one double two', { region: 'US', language: 'en' }),
    ).toMatchObject([{ quote: 'five five five, oh one double two', national: '5550122', valid: false }])
    expect(findPhones('12345', { region: 'US', language: 'en', asked: true })).toMatchObject([
      { valid: false, spoken: 'one two three, four five' },
    ])
  })

  test('is left alone elsewhere', () => {
    expect(findPhones('12345', { region: 'US', language: 'en' })).toEqual([])
  })
})

test('two numbers in one message are two', () => {
  const found = findPhones('415 555 2671 or 415 555 2672', { region: 'US', language: 'en' })
  expect(found.map((phone) => phone.e164)).toEqual(['+14155552671', '+14155552672'])
})

const HOMES: readonly (readonly [Language, CountryCode])[] = [
  ['en', 'US'],
  ['en', 'GB'],
  ['es', 'ES'],
  ['es', 'MX'],
  ['ru', 'RU'],
  ['he', 'IL'],
  ['pt', 'BR'],
  ['pt', 'PT'],
  ['zh', 'CN'],
]

test('a number read back aloud is heard as the same number', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...HOMES),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789')), minLength: 4, maxLength: 4 }),
      ([language, region], tail) => {
        const example = getExampleNumber(region, examples)?.number ?? ''
        const e164 = example.slice(0, -4) + tail
        const spoken = spokenPhone(e164, language)
        expect(findPhones(spoken, { region, language }).map((phone) => phone.e164)).toEqual([e164])
      },
    ),
    { numRuns: 200 },
  )
})
