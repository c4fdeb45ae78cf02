import { describe, expect, test } from 'vitest'
import { evaluate, holds } from './evaluate.ts'
import { namesIn, parseFormula } from './parse.ts'

const order = { side: 'buy', quantity: '100', entry: '182', stop: '178', target: 195 }

describe('a formula', () => {
  test.each([
    ['abs(entry - stop) * quantity', 400],
    ['abs(target - entry) / abs(entry - stop)', 3.25],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * 4', 20],
    ['-entry + 2', -180],
    ['10 - 4 - 3', 3],
    ['floor(500 / abs(entry - stop))', 125],
    ['round(10 / 3, 2)', 3.33],
    ['min(entry, stop, target)', 178],
    ['max(1, 2)', 2],
    ['floor(500 / abs(1.085 - 1.08))', 100_000],
  ])('%s', (formula, value) => {
    expect(evaluate(formula, order)).toBe(value)
  })

  test.each(['account * 2', 'entry / (stop - 178)', "entry + 'a'", 'abs(side)', 'entry < stop'])(
    'gives no number: %s',
    (formula) => {
      expect(evaluate(formula, order)).toBeNull()
    },
  )

  test.each([
    ["side == 'buy' and stop >= entry", false],
    ["side == 'buy' and stop < entry", true],
    ["side == 'sell' or target > entry", true],
    ["side != 'sell'", true],
    ['account > 0', false],
    ['account > 0 or entry == 182', true],
    ['entry <= 182 and entry >= 182', true],
  ])('holds or not: %s', (condition, expected) => {
    expect(holds(condition, order)).toBe(expected)
  })

  test.each([
    ['entry -', 'it ends where'],
    ['(entry', 'a bracket is not closed'],
    ['entry stop', 'nothing can follow before “stop”'],
    ['sqrt(entry)', 'there is no function sqrt; use abs, min, max, floor, round'],
    ['abs(entry, stop)', 'abs takes 1, not 2'],
    ['entry % 2', '“% 2” is no part of a formula'],
    ['* 2', '“*” stands where'],
    ['', 'it ends where'],
  ])('is refused with a reason: %s', (formula, says) => {
    expect(() => parseFormula(formula)).toThrow(says)
  })

  test('tells the names that it uses', () => {
    expect(namesIn(parseFormula("side == 'buy' and min(stop, 3) > -entry + stop"))).toEqual(['side', 'stop', 'entry'])
  })
})
