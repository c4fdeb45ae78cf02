type Schema = Record<string, unknown>

/** The smallest value that fits a JSON Schema, as far as models are asked for such: empty lists, first choices, zeros. */
export function sampleOf(schema: Schema): unknown {
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (choices) return choices.some(({ type }) => type === 'null') ? null : sampleOf(choices[0]!)
  const type = Array.isArray(schema.type) ? (schema.type.includes('null') ? 'null' : schema.type[0]) : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        ((schema.required as string[] | undefined) ?? []).map((name) => [
          name,
          sampleOf(((schema.properties as Record<string, Schema> | undefined) ?? {})[name] ?? {}),
        ]),
      )
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () => sampleOf(schema.items as Schema))
    case 'string':
      return 'x'.repeat(Number(schema.minLength ?? 0))
    case 'integer':
    case 'number':
      return Math.max(0, Number(schema.minimum ?? 0))
    case 'boolean':
      return false
    default:
      return null
  }
}
