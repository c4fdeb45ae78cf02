import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../language.ts'
import { readYesNo, type YesNo } from './answer.ts'

const ANSWERS: Readonly<Record<Language, Readonly<Record<YesNo['answer'], string>>>> = {
  en: {
    yes: 'yes; yes, that works; yeah sounds good; sure; okay; 👍; correct; please go ahead; that is fine; works for me; I would like that; Perfect.; great, thanks; Indeed; no problem; why not',
    no: 'no; nope; no thanks; not really; that does not work; I dont want that; No, that is all; actually no; never mind; not today; 👎',
    unclear:
      "I don't know; maybe; hmm; what time is it?; how much does it cost; tuesday; can you repeat?; let me think; ",
  },
  es: {
    yes: 'sí; sí claro; vale; de acuerdo; me parece bien; claro que sí; perfecto gracias; dale; está bien; correcto; bueno; adelante; por supuesto',
    no: 'no; no gracias; no puedo; mejor no; para nada; no me va bien; no me interesa; ya no',
    unclear: 'no sé; tal vez; depende; ¿cuánto cuesta?; el martes; puede ser',
  },
  ru: {
    yes: 'да; давай; давайте; ага; хорошо; конечно; подходит; ладно; верно; не против; договорились; мне подходит; да, спасибо; без проблем; отлично',
    no: 'нет; нет спасибо; не подходит; не надо; неа; не хочу; да нет; мне не удобно; лучше не надо; к сожалению нет',
    unclear: 'не знаю; может быть; подумаю; сколько стоит?; во вторник; посмотрим; возможно',
  },
  he: {
    yes: 'כן; בטח; בסדר; מתאים לי; סבבה; כן בבקשה; נכון; אוקיי; מעולה; אין בעיה; זה בסדר; יאללה',
    no: 'לא; לא תודה; לא מתאים; לא רוצה; לא נכון; ממש לא',
    unclear: 'לא יודע; אולי; כמה זה עולה?; ביום שלישי; אני אחשוב',
  },
  pt: {
    yes: 'sim; claro; pode ser; pode marcar; tá bom; beleza; com certeza; está certo; quero sim; perfeito; isso mesmo; combinado',
    no: 'não; não obrigado; não posso; não dá; melhor não; não quero',
    unclear: 'não sei; talvez; quanto custa?; na terça; depende; vou pensar',
  },
  zh: {
    yes: '是; 是的; 好的; 可以; 没问题; 行; 对; 嗯; 确认; 当然可以; 好啊; 就这个',
    no: '不; 不行; 不用了; 不是; 不要; 不可以; 不需要; 算了; 没有',
    unclear: '不知道; 也许; 多少钱？; 星期二; 再看看吧; 等一下',
  },
}

const table = LANGUAGES.flatMap((language) =>
  Object.entries(ANSWERS[language]).flatMap(([answer, texts]) =>
    texts.split(';').map((text) => [language, text.trim(), answer] as const),
  ),
)

test.each(table)('%s "%s" is %s', (language, text, answer) => {
  expect(readYesNo(text, language).answer).toBe(answer)
})

test.each([
  ['en', 'yes, but not on Monday', 'yes', 'not on Monday'],
  ['en', 'no, Tuesday', 'no', 'Tuesday'],
  ['es', 'sí, pero el lunes', 'yes', 'el lunes'],
  ['ru', 'да, но в другой день', 'yes', 'в другой день'],
  ['he', 'כן, אבל ביום שני', 'yes', 'ביום שני'],
  ['pt', 'não, na terça', 'no', 'na terça'],
  ['zh', '好的，但是要周一', 'yes', '要周一'],
] as const)('%s "%s" is %s and leaves "%s"', (language, text, answer, rest) => {
  expect(readYesNo(text, language)).toEqual({ answer, rest })
})

test('what is left is a part of the message', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.constantFrom(...LANGUAGES), (text, language) => {
      expect(text).toContain(readYesNo(text, language).rest)
    }),
  )
})
