import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'
import type { Language } from '../language.ts'
import type { Chart, Edge } from '../reading/chart.ts'
import { readChart } from '../reading/read.ts'
import { contextOf } from './context.ts'
import { spokenPhone } from './spoken.ts'

/** A phone number in a message: the exact words, and what is known of it. */
export interface FoundPhone {
  quote: string
  start: number
  end: number
  /** Only of a valid number. */
  e164?: string
  /** The national form, or the digits as given where it is not valid. */
  national: string
  /** As it is read back. */
  spoken: string
  valid: boolean
}

export interface PhoneOptions {
  /** Two letters; what a number without a country code belongs to. */
  region: string
  language: Language
  /** True where the last question asked for a number: then also a short or wrong one is reported. */
  asked?: boolean
}

/** Digits that stand together, with the readings that the words allow ("twenty three" is 23 or 203). */
interface Run {
  from: number
  to: number
  readings: string[]
  saysPlus: boolean
}

const SEPARATORS = new Set(['-', '–', '—', '.', '(', ')', '/', ',', '·', '，', '、', '‑', '_', '…'])
const FEWEST_DIGITS = 7
const FEWEST_ASKED_DIGITS = 5
const MOST_DIGITS = 17

function digitsOf(edge: Edge): string | undefined {
  switch (edge.sense) {
    case 'digits':
      return edge.value as string
    case 'digit':
    case 'cardinal':
    case 'number':
      return String(edge.value as number)
    default:
      return undefined
  }
}

interface Piece {
  to: number
  digits: string
}

/** How often the digit after such a word is said. */
const TIMES: Readonly<Record<string, number>> = { double: 2, triple: 3, quadruple: 4 }
const MOST_OF_ONE = 5

/** "Two zeros", "три семёрки". */
function pluralAt({ edges }: Chart, at: number): Piece | undefined {
  for (const count of edges[at] ?? []) {
    const times = count.sense === 'cardinal' ? (count.value as number) : 0
    const digit = (edges[count.to] ?? []).find(({ sense }) => sense === 'pluralDigit')
    if (digit && times >= 2 && times <= MOST_OF_ONE)
      return { to: digit.to, digits: String(digit.value as number).repeat(times) }
  }
  return undefined
}

/** The pieces of digits that may stand at a token: the longest number in words, and the shortest. */
function piecesAt(chart: Chart, at: number): Piece[] {
  const token = chart.tokens[at]
  const edges = chart.edges[at] ?? []
  if (token?.kind === 'number') return [{ to: at + 1, digits: token.text.normalize('NFKC') }]
  const repeat = edges.find(({ sense }) => sense in TIMES)
  if (repeat) {
    const next = piecesAt(chart, repeat.to)
      .filter((piece) => piece.digits.length === 1)
      .map((piece) => ({ to: piece.to, digits: piece.digits.repeat(TIMES[repeat.sense] ?? 1) }))
    if (next.length > 0) return next
  }
  const several = pluralAt(chart, at)
  if (several) return [several]
  const pieces = new Map<number, string>()
  for (const edge of edges) {
    const digits = digitsOf(edge)
    if (digits !== undefined && digits.length <= 4 && !pieces.has(edge.to)) pieces.set(edge.to, digits)
  }
  return [...pieces].map(([to, digits]) => ({ to, digits })).toSorted((a, b) => b.to - a.to)
}

const MOST_READINGS = 16

/** How some words can be read as digits, together first: "four hundred one" is 401, 400 1 or 4 100 1. */
function waysThrough(chart: Chart, from: number, to: number): string[] {
  if (from === to) return ['']
  return piecesAt(chart, from)
    .filter((piece) => piece.to <= to)
    .flatMap((piece) => waysThrough(chart, piece.to, to).map((rest) => piece.digits + rest))
    .slice(0, MOST_READINGS)
}

function isMasked(chart: Chart, at: number): number | undefined {
  const edge = (chart.edges[at] ?? []).find((each) => each.sense === 'dateLiteral' || each.sense === 'clockLiteral')
  if (!edge) return undefined
  // Nor is "88-77-66" in "699-88-77-66".
  if (isGluedOn(chart, at)) return undefined
  const next = chart.tokens[edge.to]
  const after = chart.tokens[edge.to + 1]
  // "05.12.34.56.78" goes on, so it is no date.
  if (next && SEPARATORS.has(next.text) && next.glued && after?.kind === 'number' && after.glued) return undefined
  return edge.to
}

function isGluedOn({ tokens }: Chart, at: number): boolean {
  const [number, separator, token] = [tokens[at - 2], tokens[at - 1], tokens[at]]
  return (
    number?.kind === 'number' &&
    separator !== undefined &&
    SEPARATORS.has(separator.text) &&
    separator.glued &&
    token?.glued === true
  )
}

function readRun(chart: Chart, from: number): Run | undefined {
  let saysPlus = false
  let at = from
  const first = chart.edges[at] ?? []
  const plus = first.find((edge) => edge.sense === 'plus')
  if (plus) {
    saysPlus = true
    at = plus.to
  } else if (chart.tokens[at]?.text === '(') at += 1
  let readings: string[] = ['']
  let end = from
  while (at < chart.tokens.length) {
    if (isMasked(chart, at) !== undefined) break
    const [longest] = piecesAt(chart, at)
    if (longest) {
      const ways = waysThrough(chart, at, longest.to)
      const alternatives = new Set(ways.flatMap((way) => readings.map((reading) => reading + way)))
      // A run that is too long for any number is read to its end and is none.
      readings = [...alternatives].filter((reading) => reading.length <= MOST_DIGITS).slice(0, MOST_READINGS)
      at = longest.to
      end = at
      continue
    }
    const token = chart.tokens[at]
    const isBetween =
      token !== undefined &&
      (SEPARATORS.has(token.text) ||
        (chart.edges[at] ?? []).some(
          (edge) => edge.sense === 'joiner' || edge.sense === 'dash' || edge.sense === 'phoneFiller',
        ))
    if (!isBetween || end === from) break
    at += 1
  }
  return end > from ? { from, to: end, readings, saysPlus } : undefined
}

function parse(digits: string, saysPlus: boolean, region: string): PhoneNumber | undefined {
  const attempts = saysPlus
    ? [`+${digits}`]
    : [
        digits,
        ...(digits.startsWith('00') ? [`+${digits.slice(2)}`] : []),
        ...(digits.length >= 11 ? [`+${digits}`] : []),
      ]
  for (const attempt of attempts) {
    const parsed = parsePhoneNumberFromString(attempt, { defaultCountry: region as CountryCode, extract: false })
    if (parsed?.isValid()) return parsed
  }
  return undefined
}

/**
 * Finds phone numbers written in digits, in words, or both. A number library decides what is valid. Prices, dates, times and
 * numbers of orders are none; a number that is not valid is reported only where one was asked for or announced.
 */
export function findPhones(text: string, options: PhoneOptions): FoundPhone[] {
  const { region, language } = options
  const chart = readChart(text, language)
  const found: FoundPhone[] = []
  for (let from = 0; from < chart.tokens.length;) {
    const masked = isMasked(chart, from)
    const run = masked === undefined ? readRun(chart, from) : undefined
    if (!run) {
      from = masked ?? from + 1
      continue
    }
    from = run.to
    const first = chart.tokens[run.from]
    const last = chart.tokens[run.to - 1]
    if (!first || !last) continue
    const context = contextOf(chart, run.from, run.to, language, options.asked === true)
    const announced = options.asked === true || context === 'phone' || run.saysPlus
    const readings = run.readings.filter(
      (digits) => digits.length >= (announced ? FEWEST_ASKED_DIGITS : FEWEST_DIGITS) && digits.length <= MOST_DIGITS,
    )
    if (readings.length === 0 || (context === 'other' && !run.saysPlus)) continue
    const quote = { quote: text.slice(first.start, last.end), start: first.start, end: last.end }
    const parsed = readings.map((digits) => parse(digits, run.saysPlus, region)).find(Boolean)
    if (parsed) {
      found.push({
        ...quote,
        e164: parsed.number,
        national: parsed.formatNational(),
        spoken: spokenPhone(parsed.number, language),
        valid: true,
      })
    } else if (announced) {
      const digits = (run.saysPlus ? '+' : '') + (readings[0] ?? '')
      found.push({ ...quote, national: digits, spoken: spokenPhone(digits, language), valid: false })
    }
  }
  return found
}
