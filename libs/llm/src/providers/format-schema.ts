import type { z } from 'zod'
import { jsonSchemaOf } from './wire-names.ts'

type JsonSchema = Record<string, unknown>

export interface FormatSchema {
  readonly schema: JsonSchema
  /** Each object is closed and has all its fields: providers can then hold the model to it, token by token. */
  readonly isStrict: boolean
}

const known = new WeakMap<z.ZodType, FormatSchema>()

/** The JSON Schema of a wanted answer, closed as far as it goes: fields with a default are asked for like all others. */
export function formatSchema(schema: z.ZodType): FormatSchema {
  let made = known.get(schema)
  if (!made) {
    const closed = close(jsonSchemaOf(schema)) as JsonSchema
    made = { schema: closed, isStrict: isStrict(closed) }
    known.set(schema, made)
  }
  return made
}

function close(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(close)
  if (node === null || typeof node !== 'object') return node
  const { default: _default, ...rest } = node as JsonSchema
  const closed: JsonSchema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, close(value)]))
  const properties = (node as { properties?: Record<string, JsonSchema> }).properties
  if (!properties) return closed
  const required = new Set((closed.required as string[] | undefined) ?? [])
  for (const [name, property] of Object.entries(properties)) if ('default' in property) required.add(name)
  return { ...closed, required: [...required], additionalProperties: closed.additionalProperties ?? false }
}

function isStrict(node: unknown): boolean {
  if (Array.isArray(node)) return node.every(isStrict)
  if (node === null || typeof node !== 'object') return true
  const { type, properties, required, additionalProperties } = node as JsonSchema
  if (type === 'object') {
    if (!properties || additionalProperties !== false) return false
    if (Object.keys(properties).length !== (required as string[]).length) return false
  }
  const isTyped = (one: object): boolean => Object.keys(one).length > 0
  const parts = properties ? Object.values(properties) : []
  if (!parts.every((part) => isTyped(part as object))) return false
  return Object.values(node as JsonSchema).every(isStrict)
}

/** Keywords that Anthropic's structured outputs refuse: https://platform.claude.com/docs/en/build-with-claude/structured-outputs */
const limits = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'])
for (const keyword of ['minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'propertyNames'])
  limits.add(keyword)

/** The schema without limits of size and value; whoever reads the answer checks them. */
export function withoutLimits(node: JsonSchema, isProperties = false): JsonSchema {
  const strip = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((one) => strip('', one))
    if (value === null || typeof value !== 'object') return value
    return withoutLimits(value as JsonSchema, key === 'properties')
  }
  const kept = Object.entries(node).filter(([key]) => isProperties || !limits.has(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, strip(isProperties ? '' : key, value)]))
}
