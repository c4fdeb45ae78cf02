// Models, prices and limits: data. Read on 2026-11-20 from the providers' price pages; check them before you bill by them.
// https://developers.openai.com/api/docs/pricing · https://platform.claude.com/docs/en/about-claude/pricing · https://ai.google.dev/gemini-api/docs/pricing
import type { Tier } from './model.ts'

/** US dollars per million tokens. */
export interface Price {
  readonly input: number
  readonly cached: number
  readonly output: number
}

/** Which model of a provider does a tier, and how hard it thinks. `default` leaves the effort to the provider. */
export interface TierChoice {
  readonly model: string
  readonly effort: Effort
  /** Anthropic's models think before they speak unless told not to, and each takes another word for it. */
  readonly thinking?: 'disabled' | 'between_tools'
}
export type Effort = 'none' | 'low' | 'medium' | 'high' | 'default'

export type ProviderName = 'openai' | 'anthropic' | 'compatible' | 'workflow'

/** Room for thoughts, which count as output, where a model thinks before it speaks. */
export const THINKING_TOKENS = 4000

/** The models that a provider's key gives, unless settings name others. */
export const tierChoices: Record<'openai' | 'anthropic', Record<Tier, TierChoice>> = {
  openai: {
    fast: { model: 'gpt-6-luna', effort: 'none' },
    standard: { model: 'gpt-6.1-terra', effort: 'none' },
    deep: { model: 'gpt-6.1-sol', effort: 'medium' },
  },
  anthropic: {
    fast: { model: 'claude-haiku-5-5', effort: 'low', thinking: 'disabled' },
    standard: { model: 'claude-sonnet-5-5', effort: 'low', thinking: 'between_tools' },
    deep: { model: 'claude-opus-5-5', effort: 'medium' },
  },
}

/** By model; a name with a date or a suffix behind (`gpt-6-luna-2026-09-22`) has the price of the longest name that it begins with. */
export const prices: Readonly<Record<string, Price>> = {
  'gpt-6-luna': { input: 0.1, cached: 0.01, output: 0.5 },
  'gpt-6-sol': { input: 2, cached: 0.2, output: 10 },
  'gpt-6.1-terra': { input: 1, cached: 0.05, output: 5 },
  'gpt-6.1-sol': { input: 2, cached: 0.1, output: 10 },
  'gpt-5.6-luna': { input: 0.2, cached: 0.02, output: 1.2 },
  'gpt-5.6-terra': { input: 2, cached: 0.2, output: 12 },
  'gpt-5.6-sol': { input: 5, cached: 0.5, output: 30 },
  'claude-haiku-5-5': { input: 0.1, cached: 0.01, output: 0.5 },
  'claude-sonnet-5-5': { input: 2, cached: 0.2, output: 10 },
  'claude-opus-5-5': { input: 4, cached: 0.4, output: 20 },
  'claude-haiku-4-5': { input: 1, cached: 0.1, output: 5 },
  'claude-sonnet-5': { input: 2, cached: 0.2, output: 10 },
  'claude-opus-5': { input: 5, cached: 0.5, output: 25 },
  'gemini-3.8-flash': { input: 0.75, cached: 0.075, output: 3.75 },
  'gemini-3.5-flash-lite': { input: 0.3, cached: 0.03, output: 2.5 },
  'text-embedding-3-small': { input: 0.02, cached: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, cached: 0.13, output: 0 },
}

/** How much one process asks of a provider at most. Raise them with the limits of your account. */
export interface ProviderLimits {
  readonly concurrent: number
  readonly perSecond: number
  /** Requests that may come at once after a quiet time. */
  readonly burst: number
}

export const providerLimits: Record<ProviderName, ProviderLimits> = {
  openai: { concurrent: 200, perSecond: 100, burst: 200 },
  anthropic: { concurrent: 200, perSecond: 60, burst: 120 },
  compatible: { concurrent: 64, perSecond: 50, burst: 100 },
  workflow: { concurrent: 64, perSecond: 50, burst: 100 },
}

/** Prompts of a usual turn, for "what a turn costs": understood by two fast calls, answered by one of standard tier. */
export const usualTurn = {
  fast: { calls: 2, tokensIn: 450, tokensCached: 150, tokensOut: 90 },
  standard: { calls: 1, tokensIn: 1100, tokensCached: 300, tokensOut: 120 },
} as const
