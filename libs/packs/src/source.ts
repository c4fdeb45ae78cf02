import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from 'yaml'
import type { Problem } from './problems.ts'

export interface Position {
  file: string
  line: number
  column: number
}

/** A YAML file as data that still knows where each of its values stands. */
export interface Source {
  file: string
  value: unknown
  /** Where a path's value stands; of a path that is not there, the nearest part of it that is. */
  at(path: readonly PropertyKey[]): Position
  /** Where the key itself stands that ends the path. */
  atKey(path: readonly PropertyKey[]): Position
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return document.contents?.range?.[0] ?? 0
}

function keyOffsetOf(document: Document, path: readonly PropertyKey[]): number {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))
    if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0]
  }
  return offsetOf(document, path)
}

const QUOTES = 'text with : # [ ] { } or a quote in it needs quotes around it'

/** What the parser says, in words for somebody who has never read its source. */
function explained(said: string): { wrong: string; right: string } {
  if (said.startsWith('Nested mappings')) {
    return {
      wrong: 'there is a second colon in one line',
      right: `put the text after the first one in quotes; ${QUOTES}`,
    }
  }
  if (said.startsWith('Map keys must be unique')) {
    return { wrong: 'this key stands twice in the same group', right: 'keep one of the two' }
  }
  if (said.startsWith('Tabs')) return { wrong: 'a tab stands at the begin of this line', right: 'indent with spaces' }
  if (said.startsWith('Implicit map keys')) {
    return {
      wrong: 'a key stands here without a colon',
      right: 'write key: value; a text over several lines needs quotes',
    }
  }
  if (/^Flow (?:sequence|map)/u.test(said)) {
    const bracket = said.startsWith('Flow map') ? '{' : '['
    return { wrong: `a ${bracket} that was opened before is not closed`, right: `close it; ${QUOTES}` }
  }
  if (/^Unexpected .*token/u.test(said)) {
    return {
      wrong: 'something stands here that does not belong',
      right: 'mostly a comma or a quote is missing before it',
    }
  }
  if (/indent/iu.test(said)) {
    return {
      wrong: 'this line is indented otherwise than its neighbours',
      right: 'give lines of one group the same spaces',
    }
  }
  return { wrong: `this is not YAML: ${said}`, right: `look there and on the line before: ${QUOTES}` }
}

/** Reads YAML text; what does not parse, or a key that stands twice, comes back as problems. */
export function readSource(file: string, text: string): { source: Source; problems: Problem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { file, line, column: col }
  }
  // What follows the first mistake is mostly its consequence.
  const problems = document.errors.slice(0, 1).map((error) => ({
    ...position(error.pos[0]),
    path: '',
    ...explained((error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/u, '')),
  }))
  return {
    source: {
      file,
      value: problems.length === 0 ? document.toJS() : null,
      at: (path) => position(offsetOf(document, path)),
      atKey: (path) => position(keyOffsetOf(document, path)),
    },
    problems,
  }
}
