import type { TurnReceived } from '@repartee/contracts'
import type { Pack } from '@repartee/packs'
import { median, percentile, type Figure } from '../../bench/figures.ts'
import { atMost } from '../figure.ts'
import { turnOf } from '../turns.ts'
import { understandOnce } from '../understand.ts'

const ROUNDS = 5

/**
 * The time of one capture and one first pass, one after the other on one core. Of each turn the median of the rounds,
 * so that what else runs on the machine counts little.
 */
export function speedFigures(turns: readonly { input: TurnReceived; pack: Pack }[]): Figure[] {
  for (const { input, pack } of turns) understandOnce(structuredClone(input), pack)
  const rounds = Array.from({ length: ROUNDS }, () =>
    turns.map(({ input, pack }) => {
      // A turn that was read is remembered: each round has its own.
      const turn = structuredClone(input)
      return timeOf(() => understandOnce(turn, pack))
    }),
  )
  const samples = turns.map((_, at) => median(rounds.map((round) => round[at] ?? Number.NaN)))
  const of = `${turns.length} turns, median of ${ROUNDS}`
  return [
    atMost('speed: capture and first pass, p99', percentile(samples, 0.99), 'ms', 5, of),
    atMost('speed: capture and first pass, p50', percentile(samples, 0.5), 'ms', 2, of),
  ]
}

const LONG = 10_000

/** Messages that mean nothing, each of as many characters as a channel lets through. */
export const nonsense: Readonly<Record<string, string>> = {
  empty: '',
  spaces: ' '.repeat(LONG),
  emoji: '🙂🔥'.repeat(LONG / 4),
  'one letter': 'a'.repeat(LONG),
  'short words': 'a b c d '.repeat(LONG / 8),
  digits: '1234567890'.repeat(LONG / 10),
  'digits apart': '1 2 3 4 5 '.repeat(LONG / 10),
  'number words': 'one two three four '.repeat(LONG / 19),
  'clock times in Chinese': '三点'.repeat(LONG / 2),
  'numbers in Chinese': '三十五'.repeat(LONG / 3),
  'mixed scripts': 'hello привет שלום 你好 '.repeat(LONG / 20),
  'control characters': '\u0000\u0007\u001b[31m\u0008'.repeat(LONG / 8),
  'direction marks': '\u202e\u200f\u200e\u2067'.repeat(LONG / 4),
  'combining marks': 'a\u0301\u0302\u0303'.repeat(LONG / 4),
  marks: '?!.,;:-'.repeat(LONG / 7),
  'names of days': 'monday or tuesday at 5 or '.repeat(LONG / 26),
  'mail addresses': 'a@b.c '.repeat(LONG / 6),
  'half a mail address': 'a.'.repeat(LONG / 2),
  refusals: 'no no not this but that '.repeat(LONG / 24),
  'Hebrew prefixes': 'וושמכלבה '.repeat(LONG / 9),
}

/** What nonsense costs: the worst of all, once the program is warm. */
export function nonsenseFigures(packs: readonly Pack[]): Figure[] {
  for (const pack of packs) for (const text of Object.values(nonsense)) costOf(text, pack)
  const costs = packs.flatMap((pack) =>
    Object.entries(nonsense).map(([what, text]) => ({ what: `${what}, ${pack.name}`, ms: costOf(text, pack) })),
  )
  const worst = costs.reduce((one, other) => (other.ms > one.ms ? other : one))
  return [atMost('nonsense: the worst message', worst.ms, 'ms', 20, worst.what)]
}

function costOf(text: string, pack: Pack): number {
  const samples = Array.from({ length: 9 }, (_, index) => {
    // A message that was just read is remembered: each is a new one.
    const turn = turnOf(text + ' '.repeat(index), {
      at: '2026-11-20T08:30:00Z',
      timeZone: 'Europe/Madrid',
      region: 'ES',
      pack: pack.name,
      defaultLanguage: pack.languages[0] ?? 'en',
    })
    return timeOf(() => understandOnce(turn, pack))
  })
  return median(samples)
}

/**
 * Milliseconds that some work takes. On a busy machine the clock runs on while others work, and what the collector does
 * beside the work counts as processor time: the lesser of both is the work's own.
 */
function timeOf(work: () => void): number {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  work()
  const tookMs = performance.now() - startedAt
  const { user, system } = process.cpuUsage(before)
  return Math.min(tookMs, (user + system) / 1000)
}
