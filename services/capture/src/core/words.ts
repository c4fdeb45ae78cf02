import type { LanguageCode } from '@repartee/contracts'
import { PhraseTable, type Phrases } from '@repartee/packs'

/** "I don't mind who": no person in particular. */
export const ANYONE = tableOf({
  en: [
    'any doctor',
    'any of the doctors',
    'anyone',
    'anybody',
    'whoever',
    'dont mind who',
    'doesnt matter who',
    'no preference',
  ],
  es: [
    'cualquier doctor*',
    'cualquier médico',
    'cualquiera me vale',
    'con cualquiera',
    'con quien sea',
    'me da igual quién',
    'me da igual con quién',
    'sin preferencia',
  ],
  ru: [
    'любой врач',
    'к любому',
    'любой доктор',
    'все равно к кому',
    'без разницы к кому',
    'неважно кто',
    'неважно к кому',
    'не важно к кому',
  ],
  he: ['כל רופא', 'כל רופאה', 'לא משנה מי', 'לא משנה אצל מי', 'לא משנה לי מי', 'אין לי העדפה', 'עם כל אחד'],
  pt: [
    'qualquer médic*',
    'qualquer doutor*',
    'com qualquer um',
    'com quem for',
    'tanto faz quem',
    'tanto faz com quem',
    'sem preferência',
  ],
  zh: ['任何医生', '哪个医生都行', '谁都可以'],
})

/** Says of a day or a time that it does not suit. */
export const UNSUITABLE = tableOf({
  en: [
    'no good',
    'not good',
    'not great',
    'is bad',
    'is out',
    'wont work',
    'doesnt work',
    'does not work',
    'doesnt suit',
    'im busy',
    'i am busy',
    'im working',
    'impossible',
    'i cant',
    'i cannot',
    'cant make',
    'cannot make',
    'not possible',
  ],
  es: [
    'no puedo',
    'no me va',
    'no me viene',
    'me viene mal',
    'me va mal',
    'imposible',
    'no es posible',
    'estoy ocupad*',
    'trabajo',
    'no me cuadra',
  ],
  ru: [
    'не могу',
    'не подходит',
    'не получится',
    'не получается',
    'неудобно',
    'не удобно',
    'занят',
    'занята',
    'работаю',
    'никак',
    'не выходит',
  ],
  he: [
    'לא טוב',
    'לא מתאים',
    'לא מסתדר',
    'לא יכול',
    'לא יכולה',
    'לא נוח',
    'אני עובד',
    'אני עובדת',
    'עסוק',
    'עסוקה',
    'בלתי אפשרי',
  ],
  pt: [
    'não posso',
    'não dá',
    'não me dá',
    'não consigo',
    'não serve',
    'não me serve',
    'impossível',
    'não é possível',
    'ocupad*',
    'estou a trabalhar',
    'não me convém',
  ],
  zh: ['不行', '不可以', '没空', '不方便'],
})

/** What comes after it is wanted, whatever was said before: "no, that's wrong, I want it at one". */
export const WANTED = tableOf({
  en: [
    'change',
    'switch',
    'make it',
    'make that',
    'move it',
    'book',
    'schedule',
    'set it',
    'put me',
    'want',
    'wanted',
    'wish',
    'would like',
    'id like',
    'prefer',
    'need',
    'lets try',
    'lets do',
    'try',
    'should be',
    'has to be',
  ],
  es: [
    'cambi*',
    'pon*',
    'mejor',
    'reserv*',
    'quiero',
    'quería',
    'quisiera',
    'prefiero',
    'necesito',
    'tiene que ser',
    'que sea',
    'sino',
  ],
  ru: [
    'поменя*',
    'измени*',
    'перенес*',
    'перепиш*',
    'запиш*',
    'хочу',
    'хотел*',
    'лучше',
    'давайте',
    'давай',
    'предпоч*',
    'нужно на',
    'надо на',
  ],
  he: ['תשנ*', 'שנה', 'שני את', 'תעביר*', 'תקבע*', 'רוצה', 'רציתי', 'עדיף', 'מעדיף', 'מעדיפה', 'צריך', 'צריכה', 'אלא'],
  pt: [
    'mud*',
    'alter*',
    'marc*',
    'quero',
    'queria',
    'gostaria',
    'prefiro',
    'melhor',
    'preciso',
    'tem de ser',
    'tem que ser',
    'ponha',
    'sim para',
  ],
  zh: ['改', '换', '想要', '要', '最好', '而是'],
})

/** Ends with a word that turns what follows into what is not wanted. */
export const NOT_WANTED: Readonly<Record<LanguageCode, RegExp>> = {
  en: /(?:n['’]t|\b(?:do|does|did|ca|wo|is|was|would|could)nt|\bnot|\bcannot|\bnever)\s+(?:\S+\s+){0,2}$/iu,
  es: /(?:^|\s)(?:no|nunca|ya no|tampoco)\s+(?:(?:me|lo|la|le|te|se)\s+)?$/iu,
  ru: /(?:^|\s)(?:не|нельзя)\s+$/iu,
  he: /(?:^|\s)(?:לא|אל)\s+$/u,
  pt: /(?:^|\s)(?:não|nao|nem|nunca)\s+(?:(?:me|o|a|lhe|se)\s+)?$/iu,
  zh: /(?:不|别|没)$/u,
}

/** Somewhere in words: it is not so. */
export const NEGATED: Readonly<Record<LanguageCode, RegExp>> = {
  en: /n['’]t\b|\b(?:do|does|did|ca|wo|is|was|would|could)nt\b|\bnot\b|\bcannot\b|\bnever\b/iu,
  es: /(?:^|\s)(?:no|nunca|tampoco)\s/iu,
  ru: /(?:^|\s)(?:не|нельзя)\s/iu,
  he: /(?:^|\s)(?:לא|אל)\s/u,
  pt: /(?:^|\s)(?:não|nao|nem|nunca)\s/iu,
  zh: /不|别|没/u,
}

/** "The first one that you have" is no first of the month. */
export const FIRST_FREE = tableOf({
  en: ['the first one', 'the first available', 'the first you have', 'first thing'],
  es: [
    'el primero que',
    'la primera que',
    'el primer hueco',
    'la primera hora',
    'el primero disponible',
    'primera hora',
  ],
  ru: ['первое свободное', 'первое же', 'первую свободную', 'первый свободный'],
  he: ['הראשון שיש', 'הראשון הפנוי', 'התור הראשון'],
  pt: ['o primeiro que', 'a primeira que', 'o primeiro disponível', 'a primeira vaga', 'primeira hora'],
  zh: ['第一个有空'],
})

function tableOf(phrases: Phrases): PhraseTable {
  return new PhraseTable([{ id: 'any', phrases }])
}

/** Does one of the phrases stand in the text? */
export function saysAny(text: string, table: PhraseTable): boolean {
  return table.match(text).length > 0
}

/** A title right before a name. */
export const TITLE = /(?:^|[\s,])(?:dr|dra|doctora?|doutora?|доктор\p{L}*|д-р|ד[״"]ר|דוקטור)\.?\s*$/iu

/** Words after which the name of the one who is wanted stands. */
export const WITH = /(?:^|[\s,])(?:with|see|con|с|со|к|у|עם|אצל|ל|com|ver)\s*$/iu
