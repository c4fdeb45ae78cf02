import { takePool } from '../pool.ts'
import type { ModelConfig } from '../settings.ts'
import { apiEmbedder } from './api.ts'
import type { Embedder } from './embedder.ts'
import { lexicalEmbedder } from './lexical.ts'

/** The embedder that the settings name; the lexical one, and a line in the log, when its key is missing. */
export function createEmbedder(
  config: ModelConfig,
  log?: { info(message: string): void; warn(fields: object, message: string): void },
): Embedder & { close(): Promise<void> } {
  const { EMBEDDINGS, OPENAI_API_KEY, LLM_COMPATIBLE_URL, LLM_COMPATIBLE_KEY = 'none' } = config
  const pool = takePool()
  const shared = { pool, log, close: () => pool.close() }
  if (EMBEDDINGS === 'openai' && OPENAI_API_KEY) {
    const baseUrl = config.OPENAI_BASE_URL ?? 'https://api.openai.com/v1'
    const model = config.EMBEDDING_MODEL ?? 'text-embedding-3-small'
    return {
      ...apiEmbedder({ ...shared, name: 'openai', apiKey: OPENAI_API_KEY, baseUrl, model }),
      close: shared.close,
    }
  }
  if (EMBEDDINGS === 'compatible' && LLM_COMPATIBLE_URL) {
    const model = config.EMBEDDING_MODEL ?? 'nomic-embed-text'
    const options = { ...shared, name: 'compatible' as const, apiKey: LLM_COMPATIBLE_KEY, baseUrl: LLM_COMPATIBLE_URL }
    return { ...apiEmbedder({ ...options, model }), close: shared.close }
  }
  if (EMBEDDINGS !== 'lexical')
    log?.info(`EMBEDDINGS is ${EMBEDDINGS}, whose key or address is not set: lexical ones are used`)
  return { ...lexicalEmbedder(), close: shared.close }
}
