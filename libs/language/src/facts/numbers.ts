import type { Language } from '../language.ts'
import { readChart } from '../reading/read.ts'
import { tableOf } from '../tables/index.ts'
import { foldText } from '../text/fold.ts'
import { readable } from '../text/recent.ts'
import { tokenize, type Token } from '../text/tokens.ts'

export interface FoundNumber {
  quote: string
  start: number
  end: number
  value: number
}

const WRITTEN = /\d{1,3}(?:[.,\u00a0\u202f'’ ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?/gu

/** The value of a written number: "1,200.50", "1.200,50", "1 200", "3,5". One separator before three digits separates thousands. */
export function parseWrittenNumber(written: string): number {
  const plain = written.replaceAll(/[\s\u00a0\u202f'’]/gu, '')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return Number(plain)
  const decimals = plain.length - last - 1
  const both = plain.includes('.') && plain.includes(',')
  const isThousands = !both && decimals === 3 && plain.indexOf('0') !== 0
  if (isThousands) return Number(plain.replaceAll(/[.,]/gu, ''))
  return Number(`${plain.slice(0, last).replaceAll(/[.,]/gu, '')}.${plain.slice(last + 1)}`)
}

/** Finds numbers in digits and in words, longest first at each place; parts of dates, times and phones are numbers here too. */
export function findNumbers(text: string, language: Language): FoundNumber[] {
  const found: FoundNumber[] = []
  for (const match of readable(text).matchAll(WRITTEN)) {
    found.push({
      quote: match[0],
      start: match.index,
      end: match.index + match[0].length,
      value: parseWrittenNumber(match[0]),
    })
  }
  const chart = readChart(text, language)
  for (let from = 0; from < chart.tokens.length;) {
    const token = chart.tokens[from]
    const longest = token?.kind === 'word' ? chart.edges[from]?.findLast((edge) => edge.sense === 'number') : undefined
    const last = longest && chart.tokens[longest.to - 1]
    if (token && longest && last) {
      found.push({
        quote: text.slice(token.start, last.end),
        start: token.start,
        end: last.end,
        value: longest.value as number,
      })
      from = longest.to
    } else from += 1
  }
  return found.toSorted((a, b) => a.start - b.start)
}

export interface FoundMoney {
  quote: string
  start: number
  end: number
  amount: number
  /** ISO 4217; left out where no currency was named and `asked` let a bare number through. */
  currency?: string
}

const currencies = new Map<Language, { words: string[]; currency: string }[]>()

function currenciesOf(language: Language): { words: string[]; currency: string }[] {
  let known = currencies.get(language)
  if (!known) {
    known = Object.entries({ ...tableOf('en').text.currencies, ...tableOf(language).text.currencies })
      .flatMap(([forms, currency]) =>
        forms.split('|').map((form) => ({ words: tokenize(foldText(form)).map((token) => token.text), currency })),
      )
      .toSorted((a, b) => b.words.length - a.words.length)
    currencies.set(language, known)
  }
  return known
}

const THOUSANDS = /^(?:k|к|тыс|тысяч|mil|thousand|אלף|千)(?!\p{L})/iu

// The first token that begins at an offset or after it.
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.start ?? 0) >= offset) high = middle
    else low = middle + 1
  }
  return low
}

/** Finds amounts of money: a number beside a currency; with `asked` a bare number too. "2k" is 2000. */
export function findMoney(text: string, options: { language: Language; asked?: boolean }): FoundMoney[] {
  const { language, asked } = options
  const tokens = tokenize(readable(text))
  const names = currenciesOf(language)
  const stands = (at: number, words: readonly string[]): boolean =>
    at >= 0 && words.every((word, index) => tokens[at + index]?.text === word)
  const found: FoundMoney[] = []
  const push = (money: FoundMoney): void => {
    if (!found.some((known) => known.start < money.end && known.end > money.start)) found.push(money)
  }
  for (const number of findNumbers(text, language)) {
    let { start, end, value } = number
    const scale = /^\s?(\p{L}+)\.?/u.exec(text.slice(end))
    if (scale?.[1] && /\d$/u.test(number.quote) && THOUSANDS.test(scale[1]) && scale[1].length <= 8) {
      value *= 1000
      end += scale[0].length
    }
    const after = firstFrom(tokens, end)
    const before = firstFrom(tokens, start) - 1
    const following = names.find(({ words }) => stands(after, words))
    const leading = names.find(({ words }) => stands(before - words.length + 1, words))
    if (following) {
      end = tokens[after + following.words.length - 1]?.end ?? end
      push({ quote: text.slice(start, end), start, end, amount: value, currency: following.currency })
    } else if (leading) {
      start = tokens[before - leading.words.length + 1]?.start ?? start
      push({ quote: text.slice(start, end), start, end, amount: value, currency: leading.currency })
    } else if (asked === true) push({ quote: text.slice(start, end), start, end, amount: value })
  }
  return found
}
