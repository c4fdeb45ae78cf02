import type { Pack } from '../pack.ts'
import type { Slot } from '../schema/dialogue.ts'
import { packPhrases } from '../phrases/pack-phrases.ts'

/** A code that stands in a text. */
export interface FoundSymbol {
  readonly symbol: string
  /** Verbatim. */
  readonly quote: string
  readonly start: number
  readonly end: number
}

const MARKED = /\$(?<code>[A-Za-z]{1,6}(?:[./-][A-Za-z]{1,4})?)(?![\p{L}\d])/gu
const IN_CAPITALS = /(?<![\p{L}\d$@#&'’])(?<code>[A-Z]{2,6}(?:[./-][A-Z]{1,5})?)(?![\p{L}\d&'’]|\.\p{L})/gu

/**
 * The codes in a text, in their order: those that the slot knows by a name, those after a $, and words in capitals that
 * the slot does not except. A text that is all in capitals says none by them.
 */
export function findSymbols(pack: Pack, slot: Slot, text: string): FoundSymbol[] {
  const { choices, slotExcepts } = packPhrases(pack)
  const found: FoundSymbol[] = []
  const add = (symbol: FoundSymbol) => {
    if (!found.some(({ start, end }) => start < symbol.end && symbol.start < end)) found.push(symbol)
  }
  const excepted = slotExcepts.match(text).filter(({ id }) => id === slot.name)
  const isExcepted = (span: { start: number; end: number }) =>
    excepted.some(({ start, end }) => start < span.end && span.start < end)
  for (const { id, quote, start, end } of choices.match(text)) {
    if (id.startsWith(`${slot.name}:`) && !isExcepted({ start, end })) {
      add({ symbol: id.slice(slot.name.length + 1), quote, start, end })
    }
  }
  const isShouted = !/\p{Ll}/u.test(text) && /\p{L}+\P{L}+\p{L}+/u.test(text)
  for (const pattern of isShouted ? [MARKED] : [MARKED, IN_CAPITALS]) {
    for (const match of text.matchAll(pattern)) {
      const span = { start: match.index, end: match.index + match[0].length }
      const code = match.groups?.['code']
      if (code !== undefined && (pattern === MARKED || !isExcepted(span))) {
        add({ symbol: code.toUpperCase(), quote: match[0], ...span })
      }
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}
