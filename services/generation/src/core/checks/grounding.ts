import type { LanguageCode } from '@repartee/contracts'
import { findDateTimes, findMoney, findNumbers } from '@repartee/language'

/** Where a reply may take its times and prices from: facts, tool results, the conversation. */
export interface Grounds {
  readonly texts: readonly string[]
  readonly language: LanguageCode
  readonly now: string
  readonly timeZone: string
}

/** A time or a price that stands in none of the sources, in the reply's own words; null when all have a ground. */
export function ungrounded(text: string, grounds: Grounds): string | null {
  const times = timesOf(text, grounds)
  const prices = findMoney(text, { language: grounds.language })
  if (times.length === 0 && prices.length === 0) return null
  const known = new Set<string>()
  const amounts = new Set<number>()
  for (const source of grounds.texts) {
    for (const { time } of timesOf(source, grounds)) known.add(time)
    for (const [time] of source.matchAll(/\b([01]?\d|2[0-3]):[0-5]\d\b/gu)) known.add(time.padStart(5, '0'))
    for (const { value } of findNumbers(source, grounds.language)) amounts.add(value)
  }
  const time = times.find((found) => !known.has(found.time) && !known.has(half(found.time)))
  if (time) return time.quote
  return prices.find(({ amount }) => !amounts.has(amount))?.quote ?? null
}

/** "At 3" is 15:00 as often as 3:00. */
const half = (time: string) => `${String((Number(time.slice(0, 2)) + 12) % 24).padStart(2, '0')}${time.slice(2)}`

function timesOf(text: string, { language, now, timeZone }: Grounds): { time: string; quote: string }[] {
  return findDateTimes(text, { now, timeZone, language }).flatMap(({ time, until, quote }) => [
    ...(time === undefined ? [] : [{ time, quote }]),
    ...(until === undefined ? [] : [{ time: until, quote }]),
  ])
}
