import { normalize } from '@repartee/language'
import { createHash } from 'node:crypto'

/** Where an answer is good: only inside the same one is anything ever looked up. */
export interface Partition {
  readonly tenant: string
  /** Changes with the pack, the tenant's overrides and facts. */
  readonly packVersion: string
  readonly language: string
  readonly state: string
  /** The slots that the answer depends on. */
  readonly slots: Readonly<Record<string, string>>
}

/** The partition's key; it begins with the tenant, so that no two tenants ever share one. */
export function partitionKey({ tenant, packVersion, language, state, slots }: Partition): string {
  const sorted = Object.entries(slots).toSorted(([one], [other]) => (one < other ? -1 : 1))
  return `${tenant}:${hashOf(JSON.stringify([packVersion, language, state, sorted]))}`
}

/** A message as the exact cache compares it: case, accents, spaces and punctuation at the ends make no difference. */
export function normalizedMessage(text: string): string {
  return normalize(text)
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/\s+/gu, ' ')
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24)
}
