import { expect, test } from 'vitest'
import { type Span, barsOf, isDatabaseCall } from './waterfall.ts'

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

test('what is below a database call moves up when the call is skipped', () => {
  const call = { ...span('BEGIN', 1000, 1, [span('publish', 1000, 1)]), attributes: { 'db.system.name': 'postgresql' } }
  const bars = barsOf(trace([span('process', 1000, 40, [call])], 40), isDatabaseCall)
  expect(bars.map(({ name, depth }) => [name, depth])).toEqual([
    ['process', 0],
    ['publish', 1],
  ])
})
