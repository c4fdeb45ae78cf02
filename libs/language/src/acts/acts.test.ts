import { describe, expect, test } from 'vitest'
import { LANGUAGES, type Language } from '../language.ts'
import { findCorrection } from './correction.ts'
import {
  asksAlternatives,
  asksForHuman,
  asksIfBot,
  asksQuestion,
  asksToRepeat,
  frustrationMarks,
  greets,
  saysGoodbye,
  thanks,
} from './phrases.ts'
import { findRefusal } from './refusal.ts'
import { isStart, isStop } from './stop.ts'

const ACTS = { greets, thanks, saysGoodbye, asksForHuman, asksIfBot, asksToRepeat, asksAlternatives, asksQuestion }

type Act = keyof typeof ACTS

const SAID: Readonly<Record<Act, Readonly<Record<Language, string>>>> = {
  greets: {
    en: 'hello; hi there; good morning',
    es: 'hola; buenos días',
    ru: 'привет; здравствуйте; добрый день',
    he: 'שלום; היי; בוקר טוב',
    pt: 'olá; oi; bom dia',
    zh: '你好; 您好; 早上好',
  },
  thanks: {
    en: 'thanks; thank you so much; I appreciate your help',
    es: 'gracias; muchas gracias; te lo agradezco',
    ru: 'спасибо; благодарю',
    he: 'תודה רבה',
    pt: 'obrigado; muito obrigada; valeu',
    zh: '谢谢; 非常感谢',
  },
  saysGoodbye: {
    en: 'bye; have a nice day; see you; that is all I need',
    es: 'adiós; hasta luego; nos vemos',
    ru: 'до свидания; пока; всего доброго',
    he: 'להתראות; ביי',
    pt: 'tchau; até logo',
    zh: '再见; 拜拜',
  },
  asksForHuman: {
    en: 'I want to talk to a human; a person please; can I speak to the manager; agent',
    es: 'quiero hablar con una persona; un agente por favor; humano',
    ru: 'позовите человека; хочу поговорить с живым человеком; оператор',
    he: 'אני רוצה לדבר עם בן אדם; נציג בבקשה',
    pt: 'quero falar com uma pessoa; atendente por favor',
    zh: '转人工; 我想和真人说话; 找你们经理',
  },
  asksIfBot: {
    en: 'are you a bot?; am I talking to a real person?; is this a robot',
    es: '¿eres un bot?; ¿estoy hablando con una persona?; es usted una máquina',
    ru: 'ты бот?; вы робот?; я разговариваю с человеком?',
    he: 'אתה בוט?; אני מדבר עם בן אדם?',
    pt: 'você é um robô?; estou falando com uma pessoa?',
    zh: '你是机器人吗; 你是真人吗？; 您是人工还是机器人',
  },
  asksToRepeat: {
    en: 'can you repeat that; pardon?; I didnt catch that',
    es: '¿puede repetir?; no te entendí',
    ru: 'повторите пожалуйста; что вы сказали?; не поняла',
    he: 'מה אמרת?; לא הבנתי',
    pt: 'pode repetir?; não entendi',
    zh: '再说一遍; 没听清',
  },
  asksAlternatives: {
    en: 'any other options?; is there anyone else?; something earlier',
    es: '¿hay otra hora?; algo más temprano',
    ru: 'есть другое время?; что-нибудь пораньше',
    he: 'יש שעה אחרת?; רופא אחר',
    pt: 'tem outro horário?; algo mais cedo',
    zh: '有其他时间吗; 换一个医生',
  },
  asksQuestion: {
    en: 'how much is it; do you open on Sunday',
    es: 'cuánto cuesta',
    ru: 'сколько стоит',
    he: 'כמה זה עולה',
    pt: 'quanto custa',
    zh: '多少钱',
  },
}

const table = Object.entries(SAID).flatMap(([act, by]) =>
  LANGUAGES.flatMap((language) => by[language].split(';').map((text) => [act as Act, language, text.trim()] as const)),
)

test.each(table)('%s, %s: %s', (act, language, text) => {
  expect(ACTS[act](text, language)).toBe(true)
})

test.each([
  ['asksForHuman', 'en', 'I need an appointment for a person with diabetes'],
  ['asksForHuman', 'ru', 'запишите двух человек на завтра'],
  ['asksForHuman', 'zh', '我想预约，两个人'],
  ['asksIfBot', 'en', 'are you a dentist?'],
  ['asksIfBot', 'pt', 'você é dentista?'],
  ['saysGoodbye', 'ru', 'пока не знаю'],
  ['saysGoodbye', 'ru', 'добрый день'],
  ['thanks', 'en', 'no'],
] as const)('not %s, %s: %s', (act, language, text) => {
  expect(ACTS[act](text, language)).toBe(false)
})

test.each([
  ['en', 'this is ridiculous', 'explicit'],
  ['en', 'I already told you', 'already'],
  ['en', 'THIS IS NOT WORKING AT ALL', 'explicit'],
  ['es', 'estoy harto', 'explicit'],
  ['es', 'ya te lo dije', 'already'],
  ['ru', 'это безобразие', 'explicit'],
  ['ru', 'сколько раз повторять', 'already'],
  ['he', 'נמאס לי', 'explicit'],
  ['he', 'כבר אמרתי', 'already'],
  ['pt', 'que absurdo', 'explicit'],
  ['pt', 'já falei', 'already'],
  ['zh', '气死我了', 'explicit'],
  ['zh', '我已经说过了', 'already'],
  ['ru', 'дайте оператора', 'human'],
] as const)('%s: "%s" shows frustration (%s)', (language, text, mark) => {
  expect(frustrationMarks(text, language)[mark]).toBe(true)
})

test('a calm message shows no frustration', () => {
  expect(frustrationMarks('I would like to come on Tuesday at 3 PM', 'en')).toEqual({
    explicit: false,
    already: false,
    human: false,
  })
  expect(frustrationMarks('OK', 'en').explicit).toBe(false)
})

test.each([
  ['en', "I don't need the cleaning any more", 'the cleaning'],
  ['en', 'forget about the botox', 'the botox'],
  ['es', 'ya no necesito la limpieza', 'la limpieza'],
  ['es', 'la limpieza ya no la necesito', 'la limpieza'],
  ['ru', 'мне больше не нужна чистка', 'чистка'],
  ['ru', 'чистка больше не нужна, спасибо', 'чистка'],
  ['he', 'אני כבר לא צריך את הניקוי', 'הניקוי'],
  ['pt', 'não preciso mais da limpeza', 'limpeza'],
  ['zh', '我不需要洗牙了', '洗牙'],
  ['zh', '洗牙就算了', '洗牙'],
] as const)('%s: "%s" refuses "%s"', (language, text, of) => {
  const refusal = findRefusal(text, language)
  expect(refusal?.of).toBe(of)
  expect(text.slice(refusal?.start, refusal?.end)).toBe(refusal?.quote)
})

test.each([
  ['en', 'I need a cleaning'],
  ['es', 'sin problema'],
  ['ru', 'без проблем'],
  ['zh', '我要洗牙'],
] as const)('%s: "%s" refuses nothing', (language, text) => {
  expect(findRefusal(text, language)).toBeUndefined()
})

describe('corrections', () => {
  test.each([
    ['en', 'no, Tuesday', 'Tuesday', undefined],
    ['en', 'not 3, 4', '4', '3'],
    ['en', 'no I meant Wednesday', 'Wednesday', undefined],
    ['es', 'no el martes sino el jueves', 'el jueves', 'martes'],
    ['es', 'perdón, a las 5', 'a las 5', undefined],
    ['ru', 'не в 3, а в 4', '4', '3'],
    ['ru', 'я имел в виду среду', 'среду', undefined],
    ['he', 'לא ביום שני אלא ביום שלישי', 'ביום שלישי', 'ביום שני'],
    ['pt', 'quis dizer quinta', 'quinta', undefined],
    ['zh', '不是三点，是四点', '四点', '三点'],
  ] as const)('%s: "%s" means %s', (language, text, right, wrong) => {
    const correction = findCorrection(text, language)
    expect([correction?.right, correction?.wrong]).toEqual([right, wrong])
  })

  test('a bare answer corrects nothing', () => {
    expect(findCorrection('no', 'en')).toBeUndefined()
    expect(findCorrection('yes, please', 'en')).toBeUndefined()
  })
})

describe('opting out', () => {
  test.each([
    'STOP',
    'Stop.',
    'stopall',
    'UNSUBSCRIBE',
    'revoke',
    'OPTOUT',
    'opt-out',
    'стоп',
    'отписаться',
    'הסר',
    '退订',
    'darme de baja',
    'descadastrar',
  ])('"%s" always counts', (text) => {
    expect(isStop(text)).toBe('always')
  })

  test.each(['CANCEL', 'end', 'Quit', 'отмена', 'cancelar'])('"%s" counts only where nothing is going on', (text) => {
    expect(isStop(text)).toBe('when_idle')
  })

  test.each(['stop, wait', 'please stop by at 5', 'cancel my appointment', 'the end', 'не стоп', ''])(
    '"%s" is no opt-out',
    (text) => {
      expect(isStop(text)).toBe('none')
    },
  )

  test('START takes it back', () => {
    expect(isStart('start')).toBe(true)
    expect(isStart('start at 5')).toBe(false)
  })
})
