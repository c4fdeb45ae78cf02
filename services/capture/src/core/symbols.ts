import { readYesNo } from '@repartee/language'
import { findSymbols } from '@repartee/packs'
import type { Found, Heard } from './heard.ts'

/** A code such as AAPL or BTCUSD: by its name, after a $, in capitals; a bare word where one was asked for. */
export function readSymbols(heard: Heard): Found[] {
  const { pack, text, correction } = heard
  return pack.slots.flatMap((slot) => {
    if (slot.type !== 'symbol') return []
    const found = findSymbols(pack, slot, text)
    const right = correction ? found.find(({ start }) => start >= correction.right.start) : undefined
    const symbol = right ?? found[0] ?? (heard.asked?.name === slot.name ? bareCode(heard) : undefined)
    return symbol ? [{ slot: slot.name, value: symbol.symbol, ...spanOf(symbol), confidence: 0.9 }] : []
  })
}

function bareCode({ text, languages }: Heard) {
  const quote = text.trim()
  const isAnswer = languages.some((language) => readYesNo(text, language).answer !== 'unclear')
  if (isAnswer || !/^[A-Za-z]{1,6}(?:[./-][A-Za-z]{1,4})?$/u.test(quote)) return undefined
  const start = text.indexOf(quote)
  return { symbol: quote.toUpperCase(), quote, start, end: start + quote.length }
}

const spanOf = ({ quote, start, end }: { quote: string; start: number; end: number }) => ({ quote, start, end })
