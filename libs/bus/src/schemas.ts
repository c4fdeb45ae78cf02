import { z } from 'zod'
import { InvalidMessageError } from './errors.ts'

const compiled = new WeakMap<z.ZodType, z.ZodType>()

/** The schema with its parser compiled to code, once for each schema. */
function compile(schema: z.ZodType): z.ZodType {
  const known = compiled.get(schema)
  if (known) return known
  const fast = z.compile(schema)
  compiled.set(schema, fast)
  return fast
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

/** Compiles ahead, so that the first message is as fast as the next. */
export function warmUp(schema: z.ZodType): void {
  compile(schema)
}

/** Checks a value against its schema and makes its bytes. Throws InvalidMessageError that names what does not fit. */
export function encode(schema: z.ZodType, value: unknown, what: string): Uint8Array {
  return encoder.encode(JSON.stringify(check(schema, value, what)))
}

/** Reads bytes as JSON and checks them. Throws InvalidMessageError that says what is wrong. */
export function decode<Schema extends z.ZodType>(schema: Schema, bytes: Uint8Array, what: string): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(decoder.decode(bytes))
  } catch (error) {
    throw new InvalidMessageError(`${what} is not JSON`, { cause: error })
  }
  return check(schema, value, what) as z.output<Schema>
}

function check(schema: z.ZodType, value: unknown, what: string): unknown {
  const result = compile(schema).safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.slice(0, 5).map(({ path, code, message }) => {
    return `${path.join('.') || 'the whole'}: ${message || code}`
  })
  throw new InvalidMessageError(`${what} does not fit its contract: ${faults.join('; ')}`)
}
