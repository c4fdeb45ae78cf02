import { cleanText } from './text.ts'

// Provider bodies hold fields that we do not know and miss fields that we know: these read what is there and never throw.

type Fields = Record<string, unknown>

/** The object itself, or undefined for anything else. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined
}

/** What stands at a path of field names. */
export function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, name) => {
    const fields = fieldsOf(inner)
    return fields && Object.hasOwn(fields, name) ? fields[name] : undefined
  }, value)
}

/** The text at a path, clean; undefined when it is no text or empty. */
export function textAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  return typeof found === 'string' ? cleanText(found) || undefined : undefined
}

/** The finite number at a path; a numeric text counts. */
export function numberAt(value: unknown, ...path: string[]): number | undefined {
  const found = at(value, ...path)
  const number = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** The list at a path; empty when there is none. */
export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/** Longest id of a provider that is taken; real ones stay below 200 characters. */
const LONGEST_ID = 512

/** A provider's id at a path: a text or a whole number, of a sensible length. */
export function idAt(value: unknown, ...path: string[]): string | undefined {
  const found = at(value, ...path)
  const id = typeof found === 'number' && Number.isSafeInteger(found) ? String(found) : textAt(value, ...path)
  return id !== undefined && id.length <= LONGEST_ID ? id : undefined
}

/** Unix seconds at a path as an instant; undefined when they are none or not of this century. */
export function instantAt(value: unknown, ...path: string[]): string | undefined {
  const seconds = numberAt(value, ...path)
  if (seconds === undefined || seconds < 946_684_800 || seconds > 4_102_444_800) return undefined
  return new Date(seconds * 1000).toISOString()
}
