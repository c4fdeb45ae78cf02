import type { LanguageCode } from '@repartee/contracts'
import { findMoney, findNumbers } from '@repartee/language'

/** A time on the clock as it is written: 9:30, 15:00, 9am, 3 p.m., 15h. Spans of time ("two hours") are none. */
const CLOCK = /(?<![\d.,])(\d{1,2})(?::([0-5]\d)(?!\d)|\s?(?:(a|p)\.?m\b\.?)|\s?h\b)/giu

/**
 * A time or a price that stands in none of the sources (facts, tool results, the conversation), in the reply's own
 * words; null when all have a ground.
 */
export function ungrounded(text: string, sources: readonly string[], language: LanguageCode): string | null {
  const times = clocksOf(text)
  const prices = findMoney(text, { language })
  if (times.length === 0 && prices.length === 0) return null
  const known = new Set(sources.flatMap((source) => clocksOf(source).flatMap(({ time }) => [time, half(time)])))
  const time = times.find((found) => !known.has(found.time))
  if (time) return time.quote
  const amounts = new Set(sources.flatMap((source) => findNumbers(source, language).map(({ value }) => value)))
  return prices.find(({ amount }) => !amounts.has(amount))?.quote ?? null
}

/** "At 3:00" is 15:00 as often as 3:00. */
const half = (time: string) => `${String((Number(time.slice(0, 2)) + 12) % 24).padStart(2, '0')}${time.slice(2)}`

function clocksOf(text: string): { time: string; quote: string }[] {
  return [...text.matchAll(CLOCK)].flatMap(([quote, hours = '', minutes = '00', part]) => {
    const hour = Number(hours) % 24
    const later = part?.toLowerCase() === 'p' && hour < 12 ? hour + 12 : hour
    return [{ time: `${String(later).padStart(2, '0')}:${minutes}`, quote: quote.trim() }]
  })
}
