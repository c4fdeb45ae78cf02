import { tierChoices, type Effort, type ProviderName, type TierChoice } from './catalogue.ts'
import type { Tier } from './model.ts'
import { tiers as tierNames } from './model.ts'
import type { Pool } from './pool.ts'
import { anthropicMessages } from './providers/anthropic.ts'
import { openAiChat } from './providers/openai-chat.ts'
import { openAiResponses } from './providers/openai-responses.ts'
import type { Provider } from './providers/provider.ts'
import { workflow } from './providers/workflow.ts'
import type { ModelConfig } from './settings.ts'

/** A provider that has what it needs, and which of its models does which tier. */
export interface Provided {
  readonly name: ProviderName
  readonly provider: Provider
  readonly choices: Readonly<Record<Tier, TierChoice>>
}

export interface Providers {
  /** In the order in which they are asked. */
  readonly usual: readonly Provided[]
  readonly workflow: Provided | null
  /** One sentence for each provider that is absent, and why. */
  readonly absent: readonly string[]
}

/** The providers that the settings give. */
export function providersOf(config: ModelConfig, pool: Pool): Providers {
  const absent: string[] = []
  const make: Record<string, () => Provided | null> = {
    openai: () => openai(config, pool),
    anthropic: () => anthropic(config, pool),
    compatible: () => compatible(config, pool),
  }
  const missing: Record<string, string> = {
    openai: 'OpenAI is not asked: OPENAI_API_KEY is not set',
    anthropic: 'Anthropic is not asked: ANTHROPIC_API_KEY is not set',
    compatible: 'No compatible API is asked: LLM_COMPATIBLE_URL and LLM_COMPATIBLE_MODEL are not both set',
  }
  const usual = config.LLM_ORDER.split(',').flatMap((entry) => {
    const name = entry.trim()
    const provided = make[name]!()
    if (!provided) absent.push(missing[name]!)
    return provided ?? []
  })
  const flow = workflowOf(config, pool)
  if (!flow) absent.push('No workflow is asked: WORKFLOW_URL is not set')
  return { usual, workflow: flow, absent }
}

function openai(config: ModelConfig, pool: Pool): Provided | null {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl = 'https://api.openai.com/v1', OPENAI_MODELS } = config
  if (!apiKey) return null
  const provider = openAiResponses({ name: 'openai', apiKey, baseUrl, pool })
  return { name: 'openai', provider, choices: named(tierChoices.openai, OPENAI_MODELS) }
}

function anthropic(config: ModelConfig, pool: Pool): Provided | null {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl = 'https://api.anthropic.com' } = config
  if (!apiKey) return null
  const provider = anthropicMessages({ name: 'anthropic', apiKey, baseUrl, pool })
  return { name: 'anthropic', provider, choices: named(tierChoices.anthropic, config.ANTHROPIC_MODELS) }
}

function compatible(config: ModelConfig, pool: Pool): Provided | null {
  const { LLM_COMPATIBLE_URL: baseUrl, LLM_COMPATIBLE_KEY: apiKey = 'none', LLM_COMPATIBLE_MODEL: model } = config
  if (!baseUrl || !model) return null
  const provider = openAiChat({ name: 'compatible', apiKey, baseUrl, pool })
  return { name: 'compatible', provider, choices: same(model) }
}

function workflowOf(config: ModelConfig, pool: Pool): Provided | null {
  const { WORKFLOW_URL: baseUrl, WORKFLOW_KEY: apiKey = '' } = config
  if (!baseUrl) return null
  return {
    name: 'workflow',
    provider: workflow({ name: 'workflow', apiKey, baseUrl, pool }),
    choices: same('workflow'),
  }
}

/** One model for all tiers; its effort is its own affair. */
function same(model: string): Record<Tier, TierChoice> {
  const choice = { model, effort: 'default' as Effort }
  return { fast: choice, standard: choice, deep: choice }
}

/** The usual choices, or other models by the same tiers; those decide about effort themselves. */
function named(usual: Record<Tier, TierChoice>, names: string | undefined): Record<Tier, TierChoice> {
  if (!names) return usual
  const given = names.split(',').map((name) => name.trim())
  const choices = tierNames.map((tier, index) => {
    const known = Object.values(usual).find(({ model }) => model === given[index])
    return [tier, known ?? { model: given[index]!, effort: 'default' as Effort }] as const
  })
  return Object.fromEntries(choices) as Record<Tier, TierChoice>
}
