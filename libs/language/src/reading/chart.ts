import type { Rule } from '../tables/table.ts'
import type { Token } from '../text/tokens.ts'

/** A stretch of tokens that means something: it starts where it is stored and goes up to `to`. */
export interface Edge {
  to: number
  sense: string
  value: unknown
}

/** For each token the meanings that begin there. */
export interface Chart {
  tokens: readonly Token[]
  edges: Edge[][]
}

interface Element {
  alternatives: string[]
  literals: string[]
  optional: boolean
  outside: boolean
  /** Must follow, but is not taken. */
  ahead: boolean
  name: string | undefined
}

export interface CompiledRule {
  elements: Element[]
  reading: string
  fixed: Readonly<Record<string, string | number>>
  first: Set<string>
}

export type Captures = Record<string, unknown>

const NUMBER_RANGES: Readonly<Record<string, readonly [number, number]>> = {
  hour: [0, 24],
  minute: [0, 59],
  day: [1, 39],
  year: [1900, 2199],
  count: [0, 1_000_000],
  monthNumber: [1, 12],
  fullMinute: [10, 59],
  compact: [100, 2359],
}

/** Compiles a rule of a table; throws on a malformed one, so that a wrong table is seen at the first import. */
export function compileRule([pattern, reading, fixed]: Rule): CompiledRule {
  const elements = pattern.split(' ').map((source): Element => {
    const match = /^([~>]?)([^:?]+)(\??)(?::(\w+))?(\??)$/u.exec(source)
    if (!match)
      throw new Error(
        `cannot read the element "${source}" of the rule "${pattern}"; write e.g. ~at?, =de, month:m, >weekday`,
      )
    const parts = (match[2] ?? '').split('|')
    return {
      alternatives: parts.filter((part) => !part.startsWith('=')),
      literals: parts.filter((part) => part.startsWith('=')).map((part) => part.slice(1)),
      optional: match[3] === '?' || match[5] === '?',
      outside: match[1] === '~',
      ahead: match[1] === '>',
      name: match[4],
    }
  })
  const first = new Set<string>()
  for (const element of elements) {
    for (const sense of element.alternatives) first.add(sense in NUMBER_RANGES ? 'number' : sense)
    for (const literal of element.literals) first.add(`=${literal}`)
    if (!element.optional) break
  }
  return { elements, reading, fixed: fixed ?? {}, first }
}

function* candidates(chart: Chart, element: Element, at: number): Generator<{ to: number; value: unknown }> {
  const token = chart.tokens[at]
  if (!token) return
  if (element.literals.includes(token.text)) yield { to: at + 1, value: token.text }
  const edges = chart.edges[at] ?? []
  for (let index = edges.length - 1; index >= 0; index -= 1) {
    const edge = edges[index]
    if (!edge) continue
    for (const sense of element.alternatives) {
      const range = NUMBER_RANGES[sense]
      if (range === undefined) {
        if (edge.sense === sense) yield edge
      } else if (edge.sense === 'number') {
        const value = edge.value as number
        if (value >= range[0] && value <= range[1]) yield edge
      }
    }
  }
}

export interface Match {
  /** First and last token (exclusive) of the whole match. */
  from: number
  to: number
  /** First and last token (exclusive) of the quote. */
  quoteFrom: number
  quoteTo: number
  captures: Captures
  rule: CompiledRule
}

/** The longest way in which the rule fits from a token on, for which `accept` gives something. */
export function matchRule<Result>(
  chart: Chart,
  rule: CompiledRule,
  from: number,
  accept: (match: Match) => Result | undefined,
): { match: Match; result: Result } | undefined {
  let best: { match: Match; result: Result } | undefined
  const captures: Captures = { ...rule.fixed }
  const walk = (index: number, at: number, quoteFrom: number, quoteTo: number): void => {
    const element = rule.elements[index]
    if (!element) {
      if (quoteFrom < 0 || (best && best.match.to >= at)) return
      const match = { from, to: at, quoteFrom, quoteTo, captures: { ...captures }, rule }
      const result = accept(match)
      if (result !== undefined) best = { match, result }
      return
    }
    if (element.ahead) {
      for (const _ of candidates(chart, element, at)) {
        walk(index + 1, at, quoteFrom, quoteTo)
        break
      }
      return
    }
    for (const { to, value } of candidates(chart, element, at)) {
      const { name } = element
      const before = name === undefined ? undefined : captures[name]
      if (name !== undefined) captures[name] = value
      if (element.outside) walk(index + 1, to, quoteFrom, quoteTo)
      else walk(index + 1, to, quoteFrom < 0 ? at : quoteFrom, to)
      if (name !== undefined) captures[name] = before
    }
    if (element.optional) walk(index + 1, at, quoteFrom, quoteTo)
  }
  walk(0, from, -1, -1)
  return best
}

/** Rules, found by what they may begin with. */
export interface RuleIndex {
  rules: readonly CompiledRule[]
  byFirst: Map<string, number[]>
}

/** Sorts rules by what they may begin with, so that most are never tried. */
export function indexRules(rules: readonly CompiledRule[]): RuleIndex {
  const byFirst = new Map<string, number[]>()
  rules.forEach((rule, index) => {
    for (const sense of rule.first) {
      const known = byFirst.get(sense)
      if (known) known.push(index)
      else byFirst.set(sense, [index])
    }
  })
  return { rules, byFirst }
}

/** The rules that may begin at a token, in the order of their table. */
export function rulesAt(index: RuleIndex, chart: Chart, at: number): CompiledRule[] {
  const found = new Set<number>(index.byFirst.get(`=${chart.tokens[at]?.text ?? ''}`))
  for (const edge of chart.edges[at] ?? []) {
    for (const rule of index.byFirst.get(edge.sense) ?? []) found.add(rule)
  }
  return [...found].sort((a, b) => a - b).flatMap((rule) => index.rules[rule] ?? [])
}
