import type OpenAI from 'openai'
import type { ProviderOptions } from './provider.ts'

/** Far above all deadlines of the policies, which abort the call by its signal. */
const NO_TIMEOUT_MS = 3_600_000

/** OpenAI's SDK, loaded when it is first needed: importing it takes longer than a service's start should. */
export function lazyOpenAi({ apiKey, baseUrl, pool }: ProviderOptions): {
  load: () => Promise<OpenAI>
  warmUp: (signal: AbortSignal) => Promise<void>
} {
  let client: Promise<OpenAI> | undefined
  const load = (): Promise<OpenAI> => (client ??= make())
  const make = async (): Promise<OpenAI> => {
    const { OpenAI: Client } = await import('openai')
    return new Client({
      apiKey,
      baseURL: baseUrl,
      organization: null,
      project: null,
      fetch: pool.fetch,
      fetchOptions: pool.fetchOptions as never,
      maxRetries: 0,
      timeout: NO_TIMEOUT_MS,
      logLevel: 'off',
    })
  }
  return {
    load,
    warmUp: async (signal) => {
      await Promise.all([load(), pool.warm(baseUrl, signal)])
    },
  }
}
