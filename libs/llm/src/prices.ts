import { prices, usualTurn, type Price } from './catalogue.ts'
import type { Tier } from './model.ts'

export interface Tokens {
  /** All that was sent, the cached ones among them. */
  readonly tokensIn: number
  readonly tokensCached: number
  readonly tokensOut: number
}

const byLength = Object.keys(prices).toSorted((one, other) => other.length - one.length)

/** The price of a model; null when nobody told it. */
export function priceOf(model: string): Price | null {
  const name = byLength.find(
    (known) => model === known || model.startsWith(`${known}-2`) || model === `models/${known}`,
  )
  return name === undefined ? null : prices[name]!
}

/** US dollars, or null when the price is unknown: never 0. */
export function costOf(model: string, { tokensIn, tokensCached, tokensOut }: Tokens): number | null {
  const price = priceOf(model)
  if (!price) return null
  const dollars = (tokensIn - tokensCached) * price.input + tokensCached * price.cached + tokensOut * price.output
  return dollars / 1_000_000
}

/** What a usual turn costs with these models, in US dollars; null when one of the prices is unknown. */
export function costOfTurn(models: Readonly<Partial<Record<Tier, string>>>): number | null {
  const fast = models.fast === undefined ? null : costOf(models.fast, usualTurn.fast)
  const standard = models.standard === undefined ? null : costOf(models.standard, usualTurn.standard)
  if (fast === null || standard === null) return null
  return fast * usualTurn.fast.calls + standard * usualTurn.standard.calls
}

/** Tokens of a text when no provider counted them: about one for four characters. */
export function estimateTokens(characters: number): number {
  return Math.ceil(characters / 4)
}
