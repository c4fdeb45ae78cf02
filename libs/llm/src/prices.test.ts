import { describe, expect, test } from 'vitest'
import { prices, tierChoices } from './catalogue.ts'
import { costOf, costOfTurn, priceOf } from './prices.ts'

describe('a price', () => {
  test('is that of the model, with or without a date behind its name', () => {
    expect(priceOf('gpt-6-luna')).toEqual(prices['gpt-6-luna'])
    expect(priceOf('gpt-6-luna-2026-09-22')).toEqual(prices['gpt-6-luna'])
    expect(priceOf('claude-haiku-4-5-20251001')).toEqual(prices['claude-haiku-4-5'])
    expect(priceOf('models/gemini-3.8-flash')).toEqual(prices['gemini-3.8-flash'])
  })

  test('is unknown, never 0, for a model that nobody listed', () => {
    expect(priceOf('gpt-6-luna-finetuned-by-me')).toBeNull()
    expect(costOf('qwen3:8b', { tokensIn: 1000, tokensCached: 0, tokensOut: 1000 })).toBeNull()
    expect(costOfTurn({ fast: 'gpt-6-luna', standard: 'qwen3:8b' })).toBeNull()
  })

  test('counts cached tokens at their own rate', () => {
    expect(costOf('gpt-6.1-terra', { tokensIn: 1_000_000, tokensCached: 400_000, tokensOut: 100_000 })).toBeCloseTo(
      0.6 * 1 + 0.4 * 0.05 + 0.1 * 5,
    )
  })

  test('stands for each model that is asked unless settings name others', () => {
    const models = Object.values(tierChoices).flatMap((tiers) => Object.values(tiers).map(({ model }) => model))
    for (const model of models) expect(priceOf(model), model).not.toBeNull()
  })
})
