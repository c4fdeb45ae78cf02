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

/** The pieces of digits that may stand at a token: the longest number in words, and the shortest. */
function piecesAt(chart: Chart, at: number): Piece[] {
  const token = chart.tokens[at]
  const edges = chart.edges[at] ?? []
  if (token?.kind === 'number') return [{ to: at + 1, digits: token.text.normalize('NFKC') }]
  const times = edges.some((edge) => edge.sense === 'double')
    ? 2
    : edges.some((edge) => edge.sense === 'triple')
      ? 3
      : 1
  if (times > 1) {
    const next = piecesAt(chart, at + 1)
      .filter((piece) => piece.digits.length === 1)
      .map((piece) => ({ to: piece.to, digits: piece.digits.repeat(times) }))
    if (next.length > 0) return next
  }
  const pieces = new Map<number, string>()
  for (const edge of edges) {
    const digits = digitsOf(edge)
    if (digits !== undefined && digits.length <= 4 && !pieces.has(edge.to)) pieces.set(edge.to, digits)
  }
  return [...pieces].map(([to, digits]) => ({ to, digits })).toSorted((a, b) => b.to - a.to)
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
    const pieces = piecesAt(chart, at)
    const longest = pieces[0]
    if (longest) {
      const shortest = pieces.at(-1) ?? longest
      const alternatives = new Set<string>()
      for (const reading of readings) {
        alternatives.add(reading + longest.digits)
        // The words one by one: "five hundred" is also 5 100, "twenty three" 20 3.
        let step: Piece | undefined = shortest
        let digits = ''
        while (step) {
          digits += step.digits
          if (step.to >= longest.to) break
          step = piecesAt(chart, step.to).at(-1)
        }
        alternatives.add(reading + digits)
      }
      // A run that is too long for any number is read to its end and is none.
      readings = [...alternatives].filter((reading) => reading.length <= MOST_DIGITS).slice(0, 8)
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
    const context = contextOf(chart, run.from, run.to, language)
    const announced = options.asked === true || context === 'phone' || run.saysPlus
    const readings = run.readings.filter(
      (digits) => digits.length >= (announced ? FEWEST_ASKED_DIGITS : FEWEST_DIGITS) && digits.length <= MOST_DIGITS,
    )
    if (readings.length === 0 || (context === 'other' && options.asked !== true && !run.saysPlus)) continue
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
