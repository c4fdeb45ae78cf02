import { flagNames, flagProblem } from '@repartee/contracts'
import { z } from 'zod'

const text = (description: string, expects = 'a text') => z.string().optional().meta({ description, expects })

const secret = (description: string) =>
  z.string().min(8).optional().meta({ description, expects: 'a secret of at least 8 characters', isSecret: true })

const isHttp = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)

const url = (description: string) =>
  z
    .string()
    .refine(isHttp)
    .transform((value) => value.replace(/\/+$/, ''))
    .optional()
    .meta({ description, expects: 'an address such as https://example.com/v1' })

const providerNames = ['openai', 'anthropic', 'compatible'] as const
const orderExpects = `some of ${providerNames.join(', ')}, with commas between`
const switchesExpects = `pairs such as race=off,hedge_ms=300 of these: ${flagNames.join(', ')}`

const list = (value: string): string[] => value.split(',').map((one) => one.trim())
const isFlagPair = (pair: string): boolean => {
  const [flag = '', value = ''] = pair.split('=')
  return flagProblem(flag, value) === null
}

const wholeNumber = (description: string, max: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(max)
    .optional()
    .meta({ description, expects: `a whole number from 1 to ${max}` })

const threeModels = (provider: string) =>
  z
    .string()
    .refine((value) => list(value).length === 3 && list(value).every(Boolean))
    .optional()
    .meta({
      description: `Models of ${provider} instead of the usual ones`,
      expects: 'three names: fast,standard,deep',
    })

/** What a service needs to ask models: spread it into its `serviceSettings`. Without a key, rules answer. */
export const modelSettings = {
  OPENAI_API_KEY: secret('Key of OpenAI; unset: OpenAI is not asked'),
  OPENAI_BASE_URL: url('Where OpenAI’s API is, if not at https://api.openai.com/v1'),
  OPENAI_MODELS: threeModels('OpenAI'),
  ANTHROPIC_API_KEY: secret('Key of Anthropic; unset: Anthropic is not asked'),
  ANTHROPIC_BASE_URL: url('Where Anthropic’s API is, if not at https://api.anthropic.com'),
  ANTHROPIC_MODELS: threeModels('Anthropic'),
  LLM_COMPATIBLE_URL: url('An OpenAI-compatible chat completions API: Ollama, vLLM, llama.cpp, Gemini, a gateway'),
  LLM_COMPATIBLE_KEY: secret('Key of the compatible API, if it wants one'),
  LLM_COMPATIBLE_MODEL: text('Model of the compatible API; needed with its address', 'the name of a model'),
  LLM_ORDER: z
    .string()
    .refine((value) => list(value).every((name) => (providerNames as readonly string[]).includes(name)))
    .default('openai,anthropic,compatible')
    .meta({ description: 'Which provider is asked first; the second races it', expects: orderExpects }),
  WORKFLOW_URL: url('A workflow that answers instead of a model, for a share of the sessions'),
  WORKFLOW_KEY: secret('Key that the workflow is asked with, if it wants one'),
  WORKFLOW_PERCENTAGE: z.coerce.number().min(0).max(100).default(0).meta({
    description: 'Share of the sessions that the workflow answers, at first',
    expects: 'a percentage from 0 to 100, without the sign',
  }),
  WORKFLOW_KILL_SWITCH: z
    .stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] })
    .default(false)
    .meta({ description: 'No session goes to the workflow, at first', expects: 'true or false' }),
  LLM_HEDGE_MS: z.coerce.number().int().min(0).max(60_000).default(400).meta({
    description: 'How long the first provider may stay silent before the second one is asked too, at first',
    expects: 'a whole number of milliseconds, such as 400',
  }),
  LLM_CALLS_PER_SECOND: wholeNumber(
    'Calls a second to each provider at most, if not as many as the catalogue says',
    100_000,
  ),
  LLM_CALLS_AT_ONCE: wholeNumber(
    'Calls of each provider that run at once at most, if not as many as the catalogue says',
    10_000,
  ),
  LLM_FLAGS: z
    .string()
    .refine((value) => list(value).every(isFlagPair))
    .optional()
    .meta({ description: 'First values of switches', expects: switchesExpects }),
  EMBEDDINGS: z.enum(['lexical', 'openai', 'compatible']).default('lexical').meta({
    description: 'Where the semantic cache gets its vectors; lexical needs no network',
    expects: 'one of lexical, openai, compatible',
  }),
  EMBEDDING_MODEL: text('Model of the embeddings, if not the provider’s usual one', 'the name of a model'),
} as const

export type ModelConfig = z.output<z.ZodObject<typeof modelSettings>>

/** The settings of an environment-like object, for programs that are no service; throws a ZodError. */
export function readModelConfig(given: Readonly<Record<string, string | undefined>>): ModelConfig {
  return z.object(modelSettings).parse(given)
}

/** First values of the flags, as the settings say. */
export function firstFlags(config: ModelConfig): Record<string, string> {
  const pairs = (config.LLM_FLAGS ? list(config.LLM_FLAGS) : []).map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)] as const
  })
  return {
    hedge_ms: String(config.LLM_HEDGE_MS),
    workflow_percentage: String(config.WORKFLOW_PERCENTAGE),
    workflow_kill_switch: config.WORKFLOW_KILL_SWITCH ? 'on' : 'off',
    ...Object.fromEntries(pairs),
  }
}
