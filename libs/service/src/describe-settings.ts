import type { z } from 'zod'

/** One row of the settings table. */
export interface SettingRow {
  name: string
  description: string
  expects: string
  /** As it would be written in `.env`; undefined when there is none. */
  default?: string
  isRequired: boolean
  isSecret: boolean
  example?: string
}

/** The settings of a schema as rows, in the schema's order. */
export function describeSettings(schema: z.ZodObject): SettingRow[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const type = field as z.ZodType
    const meta = type.meta() ?? {}
    const unset = type.safeParse(undefined)
    const fallback = unset.success ? written(unset.data) : undefined
    return {
      name,
      description: meta.description ?? '',
      expects: meta.expects ?? '',
      isRequired: !unset.success,
      isSecret: meta.isSecret ?? false,
      ...(fallback === undefined ? {} : { default: fallback }),
      ...(meta.example === undefined ? {} : { example: meta.example }),
    }
  })
}

/** A value as it stands in `.env`; nothing for nothing. */
function written(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value).replaceAll('"', '')
}
