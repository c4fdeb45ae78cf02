import type { z } from 'zod'

type Inside = { _zod: { def: Record<string, unknown> } }
const defOf = (schema: unknown) => (schema as Inside)._zod.def

/** Kinds of schemas that stand around another. */
const AROUND = new Set(['optional', 'default', 'nullable', 'prefault', 'readonly', 'catch'])

function unwrapped(schema: unknown): unknown {
  const def = defOf(schema)
  if (AROUND.has(def['type'] as string)) return unwrapped(def['innerType'])
  return def['type'] === 'pipe' ? unwrapped(def['in']) : schema
}

/** The schema of what stands under a key of another; undefined where the key is not known. */
function under(schema: unknown, part: PropertyKey): unknown {
  const def = defOf(unwrapped(schema))
  switch (def['type']) {
    case 'object':
      return (def['shape'] as Record<PropertyKey, unknown>)[part]
    case 'array':
      return def['element']
    case 'record':
      return def['valueType']
    case 'tuple':
      return (def['items'] as unknown[])[Number(part)]
    case 'union':
      return (def['options'] as unknown[]).map((option) => under(option, part)).find((found) => found !== undefined)
    default:
      return undefined
  }
}

/** The keys that a map at this path of the data can have; none where it may have any, or is no map. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let at: unknown = schema
  for (const part of path) {
    at = at === undefined ? undefined : under(at, part)
  }
  return at === undefined ? [] : keysOf(at)
}

function keysOf(schema: unknown): string[] {
  const def = defOf(unwrapped(schema))
  if (def['type'] === 'object') return Object.keys(def['shape'] as object)
  if (def['type'] === 'union') return [...new Set((def['options'] as unknown[]).flatMap(keysOf))]
  if (def['type'] !== 'record') return []
  const keys = defOf(def['keyType'])
  return keys['type'] === 'enum' ? Object.values(keys['entries'] as Record<string, string>) : []
}
