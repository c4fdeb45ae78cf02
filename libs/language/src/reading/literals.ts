import type { SaidClock } from '../dates/clock.ts'
import type { Chart } from './chart.ts'

const CLOCK_LITERAL = /(\d{1,2})([:：.])(\d{2})(?::\d{2})?(?![\d:])/uy
const ISO_DATE = /(\d{4})-(\d{2})-(\d{2})(?!\d)/uy
const DATE_LITERAL = /(\d{1,2})([./-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d/])/uy

/** A date written in digits. Which of the two is the day is settled by the language. */
export interface DateLiteral {
  first: number
  second: number
  year: number | undefined
  separator: string
  isIso: boolean
}

/** Adds dates and clock times that are written in digits. */
export function addLiterals(chart: Chart, text: string): void {
  const { tokens, edges } = chart
  const indexByEnd = new Map(tokens.map((token, index) => [token.end, index + 1]))
  const put = (from: number, end: number, sense: string, value: unknown): void => {
    const to = indexByEnd.get(end)
    if (to === undefined) return
    // What is written as a date or a time is no number on the way.
    edges[from] = [...(edges[from] ?? []).filter((edge) => edge.sense !== 'number'), { to, sense, value }]
  }
  tokens.forEach((token, from) => {
    if (token.kind !== 'number') return
    const before = text[token.start - 1] ?? ' '
    if (
      /[\d.,/:]/u.test(before) &&
      tokens[from - 1]?.kind === 'mark' &&
      token.glued &&
      tokens[from - 2]?.kind === 'number'
    )
      return
    const at = <T>(pattern: RegExp, use: (match: RegExpExecArray) => T): void => {
      pattern.lastIndex = token.start
      const match = pattern.exec(text)
      if (match) use(match)
    }
    at(CLOCK_LITERAL, (match) => {
      const hour = Number(match[1])
      const minute = Number(match[3])
      if (hour > 24 || minute > 59) return
      const is24 = hour > 12 || hour === 0 || (match[1] ?? '').startsWith('0')
      const clock: SaidClock = { hour, minute, isSure: true, is24 }
      put(from, token.start + match[0].length, match[2] === '.' ? 'clockDot' : 'clockLiteral', clock)
    })
    at(ISO_DATE, (match) => {
      const value: DateLiteral = {
        first: Number(match[3]),
        second: Number(match[2]),
        year: Number(match[1]),
        separator: '-',
        isIso: true,
      }
      put(from, token.start + match[0].length, 'dateLiteral', value)
    })
    at(DATE_LITERAL, (match) => {
      const year = match[4] === undefined ? undefined : Number(match[4]) + (match[4].length === 2 ? 2000 : 0)
      const [first, second, separator] = [Number(match[1]), Number(match[3]), match[2] ?? '']
      if (separator === '-' && year === undefined) return
      if (separator === '.' && year === undefined && (match[3] ?? '').length !== 2) return
      put(from, token.start + match[0].length, 'dateLiteral', { first, second, year, separator, isIso: false })
    })
  })
}
