import type { Language } from '../language.ts'
import { findPhrases } from '../match/phrases.ts'
import { foldWords } from '../text/fold.ts'

/** Which of several things that were offered is meant; `index` counts from 0. */
export interface Picked {
  quote: string
  start: number
  end: number
  which: 'index' | 'last' | 'earliest' | 'latest' | 'any'
  index: number
}

interface Words {
  ordinals: readonly (readonly string[])[]
  last: readonly string[]
  earliest: readonly string[]
  latest: readonly string[]
  any: readonly string[]
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    ordinals: [
      ['first( one| option)?', '(number|option|nr) (1|one)'],
      ['second( one| option)?', '(number|option|nr) (2|two)'],
      ['third( one| option)?', '(number|option|nr) (3|three)'],
      ['fourth( one| option)?', '(number|option|nr) (4|four)'],
      ['fifth( one| option)?', '(number|option|nr) (5|five)'],
    ],
    last: ['last( one| option)?'],
    earliest: ['the earlier( one)?', 'the earliest( one)?', 'the soonest( one)?'],
    latest: ['the later( one)?', 'the latest( one)?'],
    any: ['any of (them|those|these)', 'either( one| of them)?', 'whichever', 'any (one )?is fine', 'all the same'],
  },
  es: {
    ordinals: [
      ['primer[oa]?( opcion)?', '(opcion|numero) (1|uno)'],
      ['segund[oa]( opcion)?', '(opcion|numero) (2|dos)'],
      ['tercer[oa]?( opcion)?', '(opcion|numero) (3|tres)'],
      ['cuart[oa]( opcion)?', '(opcion|numero) (4|cuatro)'],
      ['quint[oa]( opcion)?', '(opcion|numero) (5|cinco)'],
    ],
    last: ['ultim[oa]( opcion)?'],
    earliest: ['(el|la|lo) (de )?mas (temprano|pronto)', '(el|la) de antes'],
    latest: ['(el|la|lo) (de )?mas tarde', '(el|la) de despues'],
    any: ['cualquiera( de ellas| de ellos)?', 'me da igual', 'la que sea', 'el que sea'],
  },
  ru: {
    ordinals: [
      ['перв(ый|ое|ая|ую|ого)( вариант)?', '(номер|вариант) (1|один)'],
      ['втор(ой|ое|ая|ую|ого)( вариант)?', '(номер|вариант) (2|два)'],
      ['трет(ий|ье|ья|ью|ьего)( вариант)?', '(номер|вариант) (3|три)'],
      ['четверт(ый|ое|ая|ую|ого)( вариант)?', '(номер|вариант) (4|четыре)'],
      ['пят(ый|ое|ая|ую|ого)( вариант)?', '(номер|вариант) (5|пять)'],
    ],
    last: ['последн(ий|ее|яя|юю|его)( вариант)?'],
    earliest: ['сам(ый|ое|ая|ую) ранн(ий|ее|яя|юю)', 'которы[йе] (пораньше|раньше)', 'то что (пораньше|раньше)'],
    latest: ['сам(ый|ое|ая|ую) поздн(ий|ее|яя|юю)', 'которы[йе] (попозже|позже)', 'то что (попозже|позже)'],
    any: ['любо[йе]( из них)?', 'любую', 'все равно', 'без разницы', 'какой угодно'],
  },
  he: {
    ordinals: [
      ['ה?ראשון', 'ה?ראשונה', '(מספר|אפשרות) (1|אחת|אחד)'],
      ['השני', 'ה?שנייה', 'ה?שניה', '(מספר|אפשרות) (2|שתיים)'],
      ['השלישי', 'ה?שלישית', '(מספר|אפשרות) (3|שלוש)'],
      ['הרביעי', 'ה?רביעית', '(מספר|אפשרות) (4|ארבע)'],
      ['החמישי', 'ה?חמישית', '(מספר|אפשרות) (5|חמש)'],
    ],
    last: ['ה?אחרון', 'ה?אחרונה'],
    earliest: ['ה(מוקדם|מוקדמת)( יותר)?', 'הכי (מוקדם|מוקדמת)'],
    latest: ['ה(מאוחר|מאוחרת)( יותר)?', 'הכי (מאוחר|מאוחרת)'],
    any: ['לא משנה( לי)?', 'מה שנוח', 'כל אחד', 'אחד מהם'],
  },
  pt: {
    ordinals: [
      ['primeir[oa]( opcao)?', '(opcao|numero) (1|um)'],
      ['segund[oa]( opcao)?', '(opcao|numero) (2|dois)'],
      ['terceir[oa]( opcao)?', '(opcao|numero) (3|tres)'],
      ['quart[oa]( opcao)?', '(opcao|numero) (4|quatro)'],
      ['quint[oa]( opcao)?', '(opcao|numero) (5|cinco)'],
    ],
    last: ['ultim[oa]( opcao)?'],
    earliest: ['[oa] mais cedo', '[oa] de antes'],
    latest: ['[oa] mais tarde', '[oa] de depois'],
    any: ['qualquer (um|uma)( delas| deles)?', 'tanto faz', 'e me indiferente'],
  },
  zh: {
    ordinals: [
      ['第一个', '第一'],
      ['第二个', '第二'],
      ['第三个', '第三'],
      ['第四个', '第四'],
      ['第五个', '第五'],
    ],
    last: ['最后一个', '最后'],
    earliest: ['最早的', '早一点的', '早的'],
    latest: ['最晚的', '晚一点的', '晚的'],
    any: ['都可以', '随便', '哪个都行', '都行'],
  },
}

const LONGEST_ANSWER_WORDS = 8

/** "the second one", "la última", "самое раннее": which one of the things that were just offered; undefined where none is named. */
export function findPick(text: string, language: Language): Picked | undefined {
  const folded = foldWords(text)
  if (language !== 'zh' && folded.text.trim().split(' ').length > LONGEST_ANSWER_WORDS) return undefined
  const { ordinals, ...others } = WORDS[language]
  for (const [index, phrases] of ordinals.entries()) {
    const [found] = findPhrases(text, phrases, folded)
    if (found) return { quote: found.quote, start: found.start, end: found.end, which: 'index', index }
  }
  for (const which of ['last', 'earliest', 'latest', 'any'] as const) {
    const [found] = findPhrases(text, others[which], folded)
    if (found) return { quote: found.quote, start: found.start, end: found.end, which, index: 0 }
  }
  return undefined
}
