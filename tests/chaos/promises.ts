import { percentile, type Figure } from '../bench/figures.ts'
import type { Verdict } from '../system/received.ts'
import type { Booked } from './bookers.ts'

/** A promise that holds or does not: `figure` of `of`, all of them. What is wrong is told on the error output. */
export function all(name: string, figure: number, of: number, unit: string, wrong: readonly string[] = []): Figure {
  for (const one of wrong.slice(0, 10)) console.error(`    ${name}: ${one}`)
  return {
    name,
    figure,
    unit,
    against: `${of} in all`,
    ratio: of === 0 ? null : figure / of,
    reach: 'all',
    met: figure === of && wrong.length === 0,
  }
}

export function atMost(
  name: string,
  figure: number,
  limit: number,
  unit: string,
  slowest: readonly string[] = [],
): Figure {
  if (figure > limit) for (const one of slowest) console.error(`    ${name}: ${one}`)
  return { name, figure, unit, against: '', ratio: null, reach: `≤ ${limit} ${unit}`, met: figure <= limit }
}

/** A turn that takes longer than its deadline is closed by an apology: an answer, and too late. */
export const NO_APOLOGY = 'none in time'

/** What is promised to a crowd whatever breaks: every acknowledged message answered once, in order, in time. */
export function ofCrowd(row: string, verdict: Verdict, limitSeconds: number): Figure[] {
  const { acknowledged, unanswered, apologised, twice, disordered, latenciesMs, slowest } = verdict
  const wrong = [
    ...unanswered.map((one) => `not answered: ${one}`),
    ...twice.map((one) => `answered more than once: ${one}`),
    ...disordered.map((one) => `out of order: ${one}`),
  ]
  return [
    all(
      `${row} answered once, in order`,
      acknowledged - new Set([...unanswered, ...twice]).size,
      acknowledged,
      'messages',
      wrong,
    ),
    {
      name: `${row} answered by an apology`,
      figure: apologised.length,
      unit: 'messages',
      against: `${acknowledged} in all`,
      ratio: apologised.length / acknowledged,
      reach: NO_APOLOGY,
      met: apologised.length === 0,
    },
    atMost(`${row} typical answer`, percentile(latenciesMs, 0.5) / 1000, limitSeconds, 's'),
    atMost(`${row} slowest answer`, Math.max(0, ...latenciesMs) / 1000, limitSeconds, 's', slowest),
  ]
}

/** What is promised to contacts who book: one booking, one answer to each message. */
export function ofBookers(row: string, booked: readonly Booked[]): Figure {
  const wrong = booked.flatMap(({ from, wrong: what }) => what.map((one) => `${from}: ${one}`))
  const right = booked.filter((one) => one.wrong.length === 0).length
  return all(`${row} booked once`, right, booked.length, 'contacts', wrong)
}
