import { jsonrepair } from 'jsonrepair'
import type { z } from 'zod'
import { ModelError } from './error.ts'

/** Reads a model's JSON: fences and words around it are dropped, small damage and a cut end are repaired. Throws ModelError `invalid`. */
export function parseJson<T>(text: string, schema: z.ZodType<T>, provider: string): T {
  const parsed = schema.safeParse(readJson(text, provider))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`)
  throw new ModelError('invalid', `${provider} answered JSON that does not fit: ${where.join('; ')}`, { provider })
}

const FENCED = /```(?:json)?\s*([\s\S]*?)(?:```|$)/

function readJson(text: string, provider: string): unknown {
  const bare = (FENCED.exec(text)?.[1] ?? text).trim()
  try {
    return JSON.parse(bare)
  } catch {
    return repaired(bare, provider)
  }
}

function repaired(text: string, provider: string): unknown {
  const start = text.search(/[[{]/)
  if (start < 0) throw new ModelError('invalid', `${provider} answered no JSON`, { provider })
  try {
    return JSON.parse(jsonrepair(text.slice(start)))
  } catch (error) {
    throw new ModelError('invalid', `${provider} answered damaged JSON`, { provider, cause: error })
  }
}
