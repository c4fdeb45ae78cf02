import { createHash } from 'node:crypto'
import type { ModelRequest } from '../model.ts'

/** Asks for the rest of an answer of which a part was already shown; the part itself stands before it as the model's own words. */
export const CONTINUE =
  'Your last message was cut off where it ends and the reader has already seen it. Write only what follows it, beginning with the very next character (a space, where a new word begins). Do not repeat any of it, do not greet, do not comment on this.'

/** Describes the wanted JSON in words, for providers and schemas that can not be held to it. */
export function formatInWords(schema: Record<string, unknown>): string {
  return `Answer with one JSON value and nothing else. It must fit this JSON Schema: ${JSON.stringify(schema)}`
}

const cacheKeys = new Map<string, string>()
const MOST_CACHE_KEYS = 1000

/** Says which requests share a prefix, so that a provider sends them where it is cached. */
export function cacheKey(request: ModelRequest): string {
  const known = cacheKeys.get(request.instructions)
  if (known !== undefined) return `${request.task}-${known}`
  if (cacheKeys.size >= MOST_CACHE_KEYS) cacheKeys.clear()
  const hash = createHash('sha256').update(request.instructions).digest('hex').slice(0, 24)
  cacheKeys.set(request.instructions, hash)
  return `${request.task}-${hash}`
}
