import type { Language } from '../language.ts'
import { tableOf } from '../tables/index.ts'
import type { LanguageTable } from '../tables/table.ts'
import { readable, remember } from '../text/recent.ts'
import { isOneTypoApart } from '../text/similarity.ts'
import { splitPrefixes, tokenize, type Token } from '../text/tokens.ts'
import { compileRule, indexRules, type Chart, type Edge, type RuleIndex } from './chart.ts'
import { addClocks } from './clocks.ts'
import { buildLexicon, type Lexicon, type LexiconNode } from './lexicon.ts'
import { addLiterals } from './literals.ts'
import { composeChinese, composeNumbers } from './numbers.ts'

interface Reader {
  table: LanguageTable
  lexicon: Lexicon
  clockRules: RuleIndex
  rules: RuleIndex
}

const readers = new Map<Language, Reader>()

/** The lexicon and the compiled rules of a language; built once. */
export function readerOf(language: Language): Reader {
  let reader = readers.get(language)
  if (!reader) {
    const table = tableOf(language)
    reader = {
      table,
      lexicon: buildLexicon(table),
      clockRules: indexRules(table.calendar.clockRules.map(compileRule)),
      rules: indexRules(table.calendar.rules.map(compileRule)),
    }
    readers.set(language, reader)
  }
  return reader
}

const ORDINAL_SUFFIXES: Readonly<Record<Language, RegExp>> = {
  en: /^(st|nd|rd|th)$/u,
  es: /^(o|a|ro|er|do|to|vo|mo)$/u,
  ru: /^(го|е|ого|ое|му|ому|я|й|и)$/u,
  he: /^$/u,
  pt: /^(o|a)$/u,
  zh: /^$/u,
}

function forgive(lexicon: Lexicon, token: Token): LexiconNode | undefined {
  if (token.kind !== 'word' || token.text.length < 5 || lexicon.isKnown(token.text)) return undefined
  for (const word of lexicon.forgiving.get(token.text[0] ?? '') ?? []) {
    if (isOneTypoApart(word, token.text)) return lexicon.root.next.get(word)
  }
  return undefined
}

function addLexicon(chart: Chart, lexicon: Lexicon): void {
  const { tokens, edges } = chart
  for (let from = 0; from < tokens.length; from += 1) {
    const first = tokens[from]
    if (!first) continue
    let node = lexicon.root.next.get(first.text) ?? forgive(lexicon, first)
    for (let to = from + 1; node; to += 1) {
      for (const meaning of node.meanings) edges[from]?.push({ to, sense: meaning.sense, value: meaning.value })
      const next = tokens[to]
      node = next && node.next.get(next.text)
    }
  }
}

function cardinalsAt(edges: readonly Edge[], from: number): { value: number; tokens: number }[] {
  return edges
    .filter((edge) => edge.sense === 'cardinal')
    .map((edge) => ({ value: edge.value as number, tokens: edge.to - from }))
}

function addNumbers(chart: Chart, language: Language): void {
  const { tokens, edges } = chart
  const isHyphen = (index: number): boolean => tokens[index]?.text === '-' && tokens[index]?.glued === true
  const found: [number, Edge][] = []
  for (let from = 0; from < tokens.length; from += 1) {
    const token = tokens[from]
    const here = edges[from]
    if (!token || !here) continue
    if (token.kind === 'number') {
      const value = Number(token.text)
      found.push([from, { to: from + 1, sense: 'number', value }])
      found.push([from, { to: from + 1, sense: 'digits', value: token.text }])
      // "07h" is written on a 24-hour clock.
      if (/^0\d$/u.test(token.text)) found.push([from, { to: from + 1, sense: 'zeroHour', value }])
      const suffix = tokens[from + 1]
      if (!suffix || value < 1 || value > 39) continue
      if (suffix.glued && suffix.kind === 'word' && ORDINAL_SUFFIXES[language].test(suffix.text)) {
        found.push(
          [from, { to: from + 2, sense: 'ordinal', value }],
          [from, { to: from + 2, sense: 'digitOrdinal', value }],
        )
      }
      const ending = tokens[from + 2]
      if (isHyphen(from + 1) && ending && ending.glued && ORDINAL_SUFFIXES[language].test(ending.text)) {
        found.push(
          [from, { to: from + 3, sense: 'ordinal', value }],
          [from, { to: from + 3, sense: 'digitOrdinal', value }],
        )
      }
      if (suffix.text === 'º' || suffix.text === '°') found.push([from, { to: from + 2, sense: 'ordinal', value }])
      continue
    }
    if (language === 'zh') {
      if (token.kind !== 'word') continue
      for (const { value, tokens: count } of composeChinese(from, (index) => tokens[index]?.text)) {
        found.push([from, { to: from + count, sense: 'number', value }])
      }
      continue
    }
    if (!here.some((edge) => edge.sense === 'cardinal')) continue
    const composed = composeNumbers(from, (index) => {
      // "twenty-five": the hyphen counts as a joiner.
      if (isHyphen(index)) return { cardinals: [], isJoiner: true }
      const there = edges[index]
      return there && { cardinals: cardinalsAt(there, index), isJoiner: there.some((edge) => edge.sense === 'joiner') }
    })
    for (const { value, tokens: count } of composed) {
      found.push([from, { to: from + count, sense: 'number', value }])
      if (value % 10 !== 0 || value < 20) continue
      // "twenty first"
      const rest =
        isHyphen(from + count) || edges[from + count]?.some((edge) => edge.sense === 'joiner') ? count + 1 : count
      for (const edge of edges[from + rest] ?? []) {
        if (edge.sense === 'ordinal' && (edge.value as number) < 10) {
          found.push(
            [from, { to: edge.to, sense: 'ordinal', value: value + (edge.value as number) }],
            [from, { to: edge.to, sense: 'compoundOrdinal', value: value + (edge.value as number) }],
          )
        }
      }
    }
  }
  for (const [from, edge] of found) edges[from]?.push(edge)
}

const charts = new Map<Language, (text: string) => Chart>()

/** Reads a text into a chart: what each stretch of words means, numbers, ordinals, literals and clock times included. */
export function readChart(text: string, language: Language): Chart {
  let reading = charts.get(language)
  if (!reading) charts.set(language, (reading = remember(4, (each) => chartOf(each, language))))
  return reading(readable(text))
}

function chartOf(text: string, language: Language): Chart {
  const reader = readerOf(language)
  const tokens = splitPrefixes(tokenize(text), language, reader.lexicon.isKnown)
  const chart: Chart = { tokens, edges: tokens.map(() => []) }
  addLexicon(chart, reader.lexicon)
  addNumbers(chart, language)
  addLiterals(chart, text)
  addClocks(chart, reader.clockRules)
  return chart
}
