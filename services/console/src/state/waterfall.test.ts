import { expect, test } from 'vitest'
import { type Span, barsOf } from './waterfall.ts'

const span = (name: string, startMs: number, durationMs: number, children: Span[] = []): Span => ({
  spanId: name,
  name,
  service: 'gateway',
  startMs,
  durationMs,
  attributes: {},
  children,
})
const trace = (roots: Span[], durationMs: number) => ({ traceId: 't', startMs: 1000, durationMs, services: [], roots })

test('a child begins where it began and is as wide as it took', () => {
  const bars = barsOf(trace([span('webhook', 1000, 40, [span('turn open', 1010, 20)])], 40))
  expect(bars.map(({ name, depth, begin, width }) => [name, depth, begin, width])).toEqual([
    ['webhook', 0, 0, 1],
    ['turn open', 1, 0.25, 0.5],
  ])
})

test('no bar leaves the picture', () => {
  const bars = barsOf(trace([span('early', 990, 5), span('late', 1039, 30)], 40))
  expect(bars.every(({ begin, width }) => begin >= 0 && begin + width <= 1)).toBe(true)
})

test('a trace without length draws', () => {
  expect(barsOf(trace([span('one', 1000, 0)], 0))).toMatchObject([{ begin: 0, width: 0 }])
})
