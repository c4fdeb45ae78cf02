import { expect, test } from 'vitest'
import type { Language } from '../language.ts'
import { findAddresses } from './addresses.ts'

const FOUND: readonly (readonly [Language, string, string])[] = [
  ['en', 'I need a maintenance visit at 9 Pine Street', '9 Pine Street'],
  ['en', 'twelve oak street in springfield', 'twelve oak street in springfield'],
  ['en', '31 Maple Drive', '31 Maple Drive'],
  ['en', 'we live at 1204 North Elm Ave, apt 5, next to the school', '1204 North Elm Ave, apt 5'],
  ['en', "it's four elm road please", 'four elm road'],
  ['en', '214 Juniper St. on Tuesday at 10', '214 Juniper St'],
  ['es', 'calle roble doce', 'calle roble doce'],
  ['es', 'vivo en calle pino 8 no tengo agua caliente', 'calle pino 8'],
  ['es', 'Avenida de la Paz 45, piso 3', 'Avenida de la Paz 45, piso 3'],
  ['es', 'es en la calle Mayor número 12', 'calle Mayor número 12'],
  ['ru', 'улица Ленина, дом 5, квартира 12', 'улица Ленина, дом 5, квартира 12'],
  ['he', 'רחוב הרצל 12 דירה 4', 'רחוב הרצל 12 דירה 4'],
  ['pt', 'Rua das Flores, nº 25, andar 2', 'Rua das Flores, nº 25, andar 2'],
  ['zh', '我住在北京市朝阳区建国路88号', '北京市朝阳区建国路88号'],
]

test.each(FOUND)('%s: %s', (language, text, address) => {
  expect(findAddresses(text, language).map(({ quote }) => quote)).toEqual([address])
})

const NONE: readonly (readonly [Language, string])[] = [
  ['en', 'next Tuesday at 9 am'],
  ['en', 'my number is 212 555 0147'],
  ['en', 'at 5 on the way home'],
  ['en', 'I have 2 kids and my street is closed'],
  ['es', 'el martes a las 5'],
  ['es', 'cierran la calle hoy'],
  ['ru', 'в пять на улице'],
  ['he', 'ביום שלישי בחמש'],
  ['pt', 'moro na rua ao lado'],
  ['zh', '明天下午三点'],
]

test.each(NONE)('%s: no address in “%s”', (language, text) => {
  expect(findAddresses(text, language)).toEqual([])
})
