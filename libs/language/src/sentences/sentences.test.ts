import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../language.ts'
import { SentenceCutter, splitSentences } from './sentences.ts'

const TABLE: readonly (readonly [Language, readonly string[]])[] = [
  ['en', ['Dr. Smith is here.', 'It costs 3.50.', 'See you at 5 p.m.', 'Bye!', '"Yes."', 'ok']],
  ['en', ['Write to a.b@example.com, or see www.example.com.', 'Really?!', 'Well... maybe.']],
  ['en', ['We open at 9 a.m. on Monday.', 'J. R. Smith will see you.']],
  ['es', ['El Dr. García atiende a las 5 p.m. en la Av. Libertad.', '¿Le va bien?', '¡Perfecto!']],
  ['ru', ['Приходите на ул. Ленина, д. 5.', 'Приём ведёт А. С. Петров.', 'Цена 1.500 руб. за визит.', 'Ждём!']],
  ['he', ['שלום לך.', 'התור נקבע ליום שלישי.', 'להתראות!']],
  ['pt', ['A Dra. Silva atende na R. Augusta, n. 10.', 'Tudo bem?']],
  ['zh', ['您好！', '您的预约是3月5日下午3:30。', '还有问题吗？']],
]

test.each(TABLE)('%s: %j', (language, sentences) => {
  expect(splitSentences(sentences.join(language === 'zh' ? '' : ' '), language)).toEqual(sentences)
})

test('a sentence leaves as soon as it is sure to be whole', () => {
  const cutter = new SentenceCutter('en')
  expect(cutter.push('Hello there.')).toEqual([])
  expect(cutter.push(' I')).toEqual(['Hello there.'])
  expect(cutter.push(' am Dr.')).toEqual([])
  expect(cutter.push(' Smith! How')).toEqual(['I am Dr. Smith!'])
  expect(cutter.flush()).toBe('How')
  expect(cutter.flush()).toBeUndefined()
})

const anyText = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('Dr. ', '. ', '! ', '。', '3.5', ' A. ', '…', '"', '\n', ' p.m. ', 'ул. '),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(''))

test('nothing is lost and nothing is added', () => {
  const dense = (text: string): string => text.replaceAll(/\s+/gu, '')
  fc.assert(
    fc.property(anyText, fc.constantFrom(...LANGUAGES), (text, language) => {
      expect(dense(splitSentences(text, language).join(''))).toBe(dense(text))
    }),
  )
})
