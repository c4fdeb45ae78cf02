import type { Language } from '../language.ts'
import { readChart } from '../reading/read.ts'
import { readable } from '../text/recent.ts'

/** Where somebody lives, as it was said. */
export interface FoundAddress {
  quote: string
  start: number
  end: number
}

/** What streets are called, before or after their name, and how a number and a town stand to it. */
interface Streets {
  /** "calle Pino 8": the word stands before the name. */
  before?: string
  /** "12 Oak Street": the word stands after the name, the number before it. */
  after?: string
  /** Words that begin the town. */
  town: string
  /** Words that begin a floor, a flat, an entrance. */
  unit: string
}

const STREETS: Readonly<Record<Language, Streets>> = {
  en: {
    after:
      'street|st|road|rd|avenue|ave|drive|dr|lane|ln|boulevard|blvd|court|ct|way|place|pl|terrace|square|sq|parkway|pkwy|highway|hwy|circle|cir|trail|crescent|close|gardens|row|hill|broadway',
    town: 'in',
    unit: 'apartment|apt|unit|suite|flat|floor|number|no|#|building|house',
  },
  es: {
    before:
      'calle|c/|avenida|avda|av|plaza|paseo|carrera|camino|ronda|travesía|travesia|pasaje|calzada|bulevar|boulevard|carretera|urbanización',
    town: 'en|de',
    unit: 'piso|puerta|número|numero|núm|num|nº|no|apartamento|apto|departamento|depto|dpto|interior|portal|escalera|bajo|casa',
  },
  ru: {
    before:
      'улица|улице|ул|проспект|проспекте|пр|пр-т|переулок|пер|бульвар|бульваре|шоссе|площадь|пл|набережная|наб|проезд',
    after: 'улица|проспект|переулок|бульвар|шоссе|площадь',
    town: 'в|г|город',
    unit: 'дом|д|квартира|кв|корпус|корп|к|подъезд|этаж|строение|стр',
  },
  he: {
    before: 'רחוב|ברחוב|רח|שדרות|שד|סמטת|דרך|כיכר|שכונת',
    town: 'ב',
    unit: 'דירה|קומה|כניסה|בית|מספר|מס',
  },
  pt: {
    before: 'rua|r|avenida|av|travessa|praça|praca|largo|alameda|estrada|rodovia|beco|calçada|urbanização|praceta',
    town: 'em',
    unit: 'número|numero|nº|n|no|andar|apartamento|apto|ap|bloco|lote|casa|porta|fração',
  },
  zh: { after: '路|街|道|巷|弄|大道|胡同|小区', town: '', unit: '号|楼|室|单元|栋|层' },
}

const MOST_NAME_WORDS = 4
/** Words that stand in no street's name: "at 5 on the way home". */
const NO_NAME = new Set(
  'a an and any are at but by can come do for from have i if in is it me my near of off on or our please so that then this to us was we with you your kids people am pm oclock и на в по от до мой моя наш'.split(
    ' ',
  ),
)
const HAN =
  /(?:\p{Script=Han}{2,3}(?:省|市|区|县))*\p{Script=Han}{1,8}(?:大道|胡同|小区|路|街|道|巷|弄)(?:[\d一二三四五六七八九十百零]+(?:号楼|号|弄|栋|楼|单元|层|室))+/gu

const HAN_OPENING = /^(?:我们?|我家|家|地址|就|人)*(?:住|是|在|到|来|去)+/u

const listed = new Map<string, ReadonlySet<string>>()

function has(forms: string | undefined, word: string): boolean {
  if (forms === undefined) return false
  let known = listed.get(forms)
  if (!known) listed.set(forms, (known = new Set(forms.split('|'))))
  return known.has(word)
}

interface Word {
  text: string
  start: number
  end: number
  /** Does a number stand there, in digits or words? */
  isNumber: boolean
  /** Does a mark that ends a clause stand before it? */
  isApart: boolean
}

/** Finds street addresses: a street with its number, the town and the floor where they follow. */
export function findAddresses(whole: string, language: Language): FoundAddress[] {
  const text = readable(whole)
  if (language === 'zh' || /\p{Script=Han}/u.test(text)) {
    return [...text.matchAll(HAN)].map(({ 0: found, index }) => {
      const quote = found.replace(HAN_OPENING, '')
      const end = index + found.length
      return { quote, start: end - quote.length, end }
    })
  }
  const words = wordsOf(text, language)
  const found: FoundAddress[] = []
  for (let at = 0; at < words.length;) {
    const span = readAddress(words, at, STREETS[language])
    const [first, last] = span ? [words[span.from], words[span.to - 1]] : []
    if (span && first && last) {
      found.push({ quote: text.slice(first.start, last.end), start: first.start, end: last.end })
      at = span.to
    } else at += 1
  }
  return found
}

const WORD = /[\p{L}\p{N}#/'’º-]+/gu

function wordsOf(text: string, language: Language): Word[] {
  const chart = readChart(text, language)
  const numbers = new Set(
    chart.tokens.flatMap(({ start }, at) =>
      (chart.edges[at] ?? []).some(({ sense }) => sense === 'number' || sense === 'digits') ? [start] : [],
    ),
  )
  let end = 0
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const isApart = /[.!?;\n]\s/u.test(text.slice(end, index)) && end - (text.slice(0, end).search(/\S+$/u) ?? 0) > 3
    end = index + word.length
    return {
      text: word.toLowerCase(),
      start: index,
      end,
      isNumber: /^\d+\p{L}?$/u.test(word) || numbers.has(index),
      isApart,
    }
  })
}

interface Range {
  from: number
  to: number
}

function readAddress(words: readonly Word[], at: number, streets: Streets): Range | undefined {
  const street = readBefore(words, at, streets) ?? readAfter(words, at, streets)
  return street && { from: at, to: withRest(words, street.to, streets) }
}

/** "calle del Pino 8", "улица Ленина, дом 5": the kind of street, its name, its number. */
function readBefore(words: readonly Word[], at: number, streets: Streets): Range | undefined {
  if (!has(streets.before, words[at]?.text ?? '')) return undefined
  let to = at + 1
  while (to < words.length && to <= at + MOST_NAME_WORDS) {
    const word = words[to]
    if (!word || word.isApart) return undefined
    const isUnit = has(streets.unit, word.text)
    const number = isUnit ? words[to + 1] : word
    if (number?.isNumber && to > at + 1) return { from: at, to: numberEnd(words, isUnit ? to + 1 : to) }
    to += 1
  }
  return undefined
}

/** "12 Oak Street", "twelve oak street": the number, the name, the kind of street. */
function readAfter(words: readonly Word[], at: number, streets: Streets): Range | undefined {
  if (streets.after === undefined || !words[at]?.isNumber) return undefined
  const name = numberEnd(words, at)
  for (let to = name + 1; to <= name + MOST_NAME_WORDS; to += 1) {
    const word = words[to]
    if (!word || word.isApart) return undefined
    if (has(streets.after, word.text)) {
      const isName = words.slice(name, to).every(({ text }) => !NO_NAME.has(text))
      return isName ? { from: at, to: to + 1 } : undefined
    }
  }
  return undefined
}

function numberEnd(words: readonly Word[], at: number): number {
  let to = at + 1
  while (words[to]?.isNumber && !words[to]?.isApart) to += 1
  return to
}

/** The floor, the flat and the town that follow. */
function withRest(words: readonly Word[], from: number, streets: Streets): number {
  let to = from
  for (;;) {
    const word = words[to]
    const next = words[to + 1]
    if (!word || word.isApart) return to
    if (has(streets.unit, word.text) && next && (next.isNumber || next.text.length === 1)) {
      to = next.isNumber ? numberEnd(words, to + 1) : to + 2
      continue
    }
    const isTown =
      has(streets.town, word.text) && next !== undefined && /^\p{L}{3,}$/u.test(next.text) && !next.isNumber
    return isTown ? to + 2 : to
  }
}
