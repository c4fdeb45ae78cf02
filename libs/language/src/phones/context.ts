import type { Language } from '../language.ts'
import type { Chart } from '../reading/chart.ts'
import { tableOf } from '../tables/index.ts'
import { normalize } from '../text/fold.ts'

const WORDS_BEFORE = 5
/** In the answer to a question for a number only the words right before say that it is something else. */
const WORDS_BEFORE_ANSWER = 3
const MONEY_SIGN = /^[$€£₪₽¥￥%#№]$/u

interface Cues {
  phone: string[]
  other: string[]
}

const cues = new Map<Language, Cues>()

function cuesOf(language: Language): Cues {
  let known = cues.get(language)
  if (!known) {
    const { phone, text } = tableOf(language)
    const list = (forms: string): string[] => forms.split('|').map(normalize).filter(Boolean)
    known = {
      phone: list(phone.cues),
      other: [...list(phone.otherCues), ...Object.keys(text.currencies).flatMap(list)],
    }
    cues.set(language, known)
  }
  return known
}

// Where the last such cue ends, or -1.
function lastEnd(words: string, cue: string): number {
  const isHan = /\p{Script=Han}/u.test(cue)
  const at = isHan ? words.replaceAll(' ', '').lastIndexOf(cue) : ` ${words} `.lastIndexOf(` ${cue} `)
  return at < 0 ? -1 : at + cue.length
}

/** What the words around some digits say that they are: a phone, something else, or nothing. The nearer cue wins. */
export function contextOf(
  chart: Chart,
  from: number,
  to: number,
  language: Language,
  isAnswer: boolean,
): 'phone' | 'other' | 'none' {
  const { phone, other } = cuesOf(language)
  const reach = (isAnswer ? WORDS_BEFORE_ANSWER : WORDS_BEFORE) * (language === 'zh' ? 2 : 1)
  const before = chart.tokens.slice(Math.max(0, from - reach), from)
  const next = chart.tokens.slice(to, to + 2)
  const sign = before.at(-1)
  if ((sign && MONEY_SIGN.test(sign.text)) || (next[0] && MONEY_SIGN.test(next[0].text))) return 'other'
  const wordsBefore = before.map((token) => token.text).join(' ')
  const wordsAfter = next.map((token) => token.text).join(language === 'zh' ? '' : ' ')
  const money = other.some(
    (cue) =>
      wordsAfter === cue || wordsAfter.startsWith(`${cue} `) || (language === 'zh' && wordsAfter.startsWith(cue)),
  )
  if (money) return 'other'
  const nearest = (list: readonly string[]): number => Math.max(-1, ...list.map((cue) => lastEnd(wordsBefore, cue)))
  const [asPhone, asOther] = [nearest(phone), nearest(other)]
  if (asPhone < 0 && asOther < 0) return 'none'
  // "order number": the word before says which number.
  const between =
    asOther >= 0 && asPhone > asOther ? wordsBefore.slice(asOther, asPhone).trim().split(' ').length : Infinity
  return asPhone >= asOther && between > 1 ? 'phone' : 'other'
}
