import { z } from 'zod'
import type { ModelTool } from '../model.ts'

/** Providers allow letters, digits, `_` and `-` only: `booking.hold` travels as `booking__hold`. */
export function toWireName(tool: string): string {
  return tool.replaceAll('.', '__')
}

export function fromWireName(name: string): string {
  return name.replaceAll('__', '.')
}

type JsonSchema = Record<string, unknown>
const known = new WeakMap<z.ZodType, JsonSchema>()

/** A zod schema as JSON Schema, made once. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  let made = known.get(schema)
  if (!made) {
    const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema
    made = rest
    known.set(schema, made)
  }
  return made
}

export function parametersOf(tool: ModelTool): JsonSchema {
  return isZod(tool.parameters) ? jsonSchemaOf(tool.parameters) : { ...tool.parameters }
}

function isZod(parameters: ModelTool['parameters']): parameters is z.ZodType {
  return '_zod' in parameters
}
