import type { SaidClock } from '../dates/clock.ts'
import { matchRule, rulesAt, type Captures, type Chart, type Edge, type RuleIndex } from './chart.ts'

function readClock(reading: string, captures: Captures): SaidClock | undefined {
  const hour = captures['h'] as number
  const minute = (captures['m'] as number | undefined) ?? 0
  const sure = (h: number, m: number): SaidClock => ({ hour: h, minute: m, isSure: true, is24: h > 12 })
  switch (reading) {
    case 'literal':
      return captures['c'] as SaidClock
    case 'word': {
      const [h, m] = (captures['c'] as string).split(':')
      return { hour: Number(h) || 24, minute: Number(m), isSure: true, is24: true }
    }
    case 'word_half':
      return { hour: Number((captures['c'] as string).slice(0, 2)) || 0, minute: 30, isSure: true, is24: true }
    case 'bare':
      return { hour, minute: 0, isSure: false, is24: hour > 12 || hour === 0 }
    case 'bare_minutes':
      return { hour, minute, isSure: false, is24: hour > 12 || hour === 0 }
    case 'past':
      return sure(hour, minute)
    case 'exact':
      return { hour, minute, isSure: true, is24: true }
    case 'to_bare':
    case 'to':
      return sure(hour, -minute)
    // "half of the third", "ten minutes of the sixth": the hour that is named is the one that will be full.
    case 'of_next':
      return hour >= 1 && hour <= 12 ? sure(hour === 1 ? 12 : hour - 1, minute) : undefined
    default:
      throw new Error(`no clock reading is called "${reading}"`)
  }
}

/** Adds clock times in words; afterwards the edges at each token are sorted by length. */
export function addClocks(chart: Chart, rules: RuleIndex): void {
  const found: [number, Edge][] = []
  for (let from = 0; from < chart.tokens.length; from += 1) {
    for (const rule of rulesAt(rules, chart, from)) {
      const matched = matchRule(chart, rule, from, (match) => readClock(rule.reading, match.captures))
      if (!matched) continue
      const { to } = matched.match
      found.push([from, { to, sense: 'clock', value: matched.result }])
      if (matched.result.isSure) found.push([from, { to, sense: 'sureClock', value: matched.result }])
    }
  }
  for (const [from, edge] of found) chart.edges[from]?.push(edge)
  for (const list of chart.edges) list.sort((a, b) => a.to - b.to)
}
