import { LRUCache } from 'lru-cache'
import type { Pool } from '../pool.ts'
import { lazyOpenAi } from '../providers/openai-client.ts'
import { translate } from '../providers/sdk-errors.ts'
import { normalized, type Embedder } from './embedder.ts'

export interface ApiEmbedderOptions {
  readonly name: 'openai' | 'compatible'
  readonly apiKey: string
  readonly baseUrl: string
  readonly model: string
  readonly pool: Pool
  readonly log?: { warn(fields: object, message: string): void }
}

const MOST_KEPT = 5000
const LIMIT_MS = 5000
const BATCH = 256
const DIMENSIONS = 512

/** Embeddings of OpenAI, or of an API that speaks like it. Never waited for on the way of an answer: `begin` with the turn, `now` when it is wanted. */
export function apiEmbedder({ name, apiKey, baseUrl, model, pool, log }: ApiEmbedderOptions): Embedder {
  const client = lazyOpenAi({ name, apiKey, baseUrl, pool })
  const kept = new LRUCache<string, Float32Array>({ max: MOST_KEPT })
  const running = new Set<string>()

  const embed = async (texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> => {
    const openai = await client.load()
    try {
      // Only OpenAI shortens vectors; others send what they have.
      const shortened = name === 'openai' ? { dimensions: DIMENSIONS } : {}
      const answer = await openai.embeddings.create({ model, input: [...texts], ...shortened }, { signal })
      return answer.data.map(({ embedding }) => normalized(Float32Array.from(embedding)))
    } catch (error) {
      throw translate(error, name)
    }
  }

  const keep = (texts: readonly string[], vectors: readonly Float32Array[]): void =>
    texts.forEach((text, index) => kept.set(text, vectors[index]!))

  return {
    name: `${name}/${model}`,
    isLexical: false,
    dimensions: DIMENSIONS,
    threshold: 0.92,
    now: (text) => kept.get(text) ?? null,
    begin(text) {
      if (kept.has(text) || running.has(text)) return
      running.add(text)
      embed([text], AbortSignal.timeout(LIMIT_MS))
        .then(
          (vectors) => keep([text], vectors),
          (error: unknown) =>
            log?.warn({ err: error }, 'a text could not be embedded; the semantic cache does without'),
        )
        .finally(() => running.delete(text))
    },
    async all(texts, signal) {
      const vectors: Float32Array[] = []
      for (let at = 0; at < texts.length; at += BATCH) {
        const batch = texts.slice(at, at + BATCH)
        const made = await embed(batch, signal)
        keep(batch, made)
        vectors.push(...made)
      }
      return vectors
    },
  }
}
