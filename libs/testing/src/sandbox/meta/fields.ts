import { GraphError } from './graphError.ts'

export type Fields = Record<string, unknown>

/** The object under a name. */
export function fields(body: Fields, name: string): Fields {
  const value = body[name]
  if (value === undefined) throw new GraphError(131008, `${name} is required`)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GraphError(131009, `${name} must be an object`)
  }
  return value as Fields
}

/** The text under a name; undefined when it is not there. */
export function optionalText(body: Fields, name: string): string | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw new GraphError(131009, `${name} must be a string`)
  return value
}

/** The text under a name, which must not be empty nor longer than `most` characters. */
export function requiredText(body: Fields, name: string, most = 4096): string {
  const value = optionalText(body, name)
  if (!value) throw new GraphError(131008, `${name} is required and must not be empty`)
  if (value.length > most) throw tooLong(name, most)
  return value
}

/** The list under a name, with `least` to `most` elements. */
export function list(body: Fields, name: string, least: number, most: number): Fields[] {
  const value = body[name]
  if (!Array.isArray(value)) throw new GraphError(131008, `${name} must be a list`)
  if (value.length < least || value.length > most) {
    throw new GraphError(131009, `${name} must have ${least} to ${most} elements, not ${value.length}`)
  }
  return value.map((_, index) => fields(value as unknown as Fields, String(index)))
}

export function tooLong(name: string, most: number): GraphError {
  return new GraphError(100, `${name} must be at most ${most} characters long`)
}
