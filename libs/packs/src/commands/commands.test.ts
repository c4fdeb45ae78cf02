import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findSymbols, loadPack, readCommand, searchKnowledge } from '../index.ts'

const trading = loadPack(join(import.meta.dirname, '../../../../packs/trading'))
const [chart] = trading.commands
const instrument = trading.slots.find(({ type }) => type === 'symbol')

const read = (text: string, last: Record<string, unknown> | null = null, slots: Record<string, string> = {}) =>
  chart && readCommand(trading, chart, text, 'en', { last, slots })

describe('screen commands of the golden set', () => {
  test.each(trading.golden.filter(({ command }) => command !== undefined))('$text', (line) => {
    const found = read(line.text, null, line.before.slots)
    expect({ action: found?.action, ...found?.values }).toMatchObject(line.command ?? {})
  })
})

describe('a screen command', () => {
  test('takes symbol and timeframe from the last one, and nothing else', () => {
    const last = { action: 'show', symbol: 'BTCUSD', timeframe: '4h', indicators: [{ id: 'rsi', numbers: [] }] }
    expect(read('add MACD', last)).toMatchObject({
      action: 'add_indicator',
      missing: null,
      values: { symbol: 'BTCUSD', timeframe: '4h', indicators: [{ id: 'macd', numbers: [] }] },
    })
  })
  test('prefers the last one to a slot, and what is said to both', () => {
    const slots = { instrument: 'AAPL' }
    expect(read('chart please', null, slots)?.values).toEqual({ symbol: 'AAPL' })
    expect(read('chart please', { symbol: 'BTCUSD' }, slots)?.values).toEqual({ symbol: 'BTCUSD' })
    expect(read('chart of TSLA please', { symbol: 'BTCUSD' }, slots)?.values).toEqual({ symbol: 'TSLA' })
  })
  test('says what it lacks', () => {
    expect(read('draw a line at 182')?.missing?.name).toBe('symbol')
    expect(read('draw a line on AAPL')?.missing?.name).toBe('level')
  })
  test('is none where nothing is asked of the screen', () => {
    expect(read('hello there')).toBeNull()
  })
})

describe('codes', () => {
  const symbols = (text: string) =>
    instrument ? findSymbols(trading, instrument, text).map(({ symbol }) => symbol) : []
  test.each([
    ['buy Apple and MSFT', ['AAPL', 'MSFT']],
    ['long $pltr here', ['PLTR']],
    ['BRK.B or BTC/USD', ['BRK.B', 'BTCUSD']],
    ['the RSI of NVDA on the US session', ['NVDA']],
    ['I AM SHOUTING ABOUT TESLA', ['TSLA']],
    ['buy 100 at 182', []],
  ])('%s', (text, expected) => {
    expect(symbols(text)).toEqual(expected)
  })
})

describe('knowledge', () => {
  test.each(trading.golden.filter(({ knowledge }) => knowledge !== undefined))('$text', ({ text, knowledge }) => {
    expect(searchKnowledge(trading, 'en', text)[0]?.file).toBe(knowledge)
  })
  test.each(['what is quantum computing', 'who won the game last night', '', '🙂', 'a'.repeat(5000)])(
    'has nothing on %s',
    (text) => {
      expect(searchKnowledge(trading, 'en', text)).toEqual([])
    },
  )
  test('every passage is found by its own heading', () => {
    const lost = trading.knowledge.filter(
      ({ title, heading, text }) =>
        !searchKnowledge(trading, 'en', `${title} ${heading}`).some((one) => one.text === text),
    )
    expect(lost.map(({ heading }) => heading)).toEqual([])
  })
})
