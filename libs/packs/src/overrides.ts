import { createHash } from 'node:crypto'
import { z } from 'zod'
import { language, type LanguageCode } from '@repartee/contracts'
import { compileMessage } from './messages/compiled.ts'
import type { Catalogue, Pack } from './pack.ts'
import { suggest } from './problems.ts'
import { debounce, followUps, limits, voice } from './schema/conduct.ts'
import { fact } from './schema/knowledge.ts'

const variants = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])

/** What a tenant may change of its pack. Left out: as the pack says. */
export const packOverrides = z.strictObject({
  /** Other words for messages, by language and key. */
  messages: z.partialRecord(language, z.record(z.string(), variants)).optional(),
  /** Facts that replace the pack's of the same id, or come besides. */
  facts: z.array(fact).optional(),
  /** Ids of facts that do not hold for this tenant. */
  withoutFacts: z.array(z.string()).optional(),
  limits: limits.partial().optional(),
  debounce: debounce.partial().optional(),
  followUps: followUps.partial().optional(),
  voice: voice.partial().optional(),
})
export type PackOverrides = z.input<typeof packOverrides>

function overriddenCatalogue(pack: Pack, code: LanguageCode, changes: Record<string, string | string[]>): Catalogue {
  const catalogue = pack.messages[code]
  if (!catalogue)
    throw new Error(`the pack ${pack.name} does not speak ${code}: use one of ${pack.languages.join(', ')}`)
  const changed: Record<string, readonly string[]> = { ...catalogue }
  for (const [key, words] of Object.entries(changes)) {
    const own = catalogue[key]
    const isAnswer = key.startsWith('facts.')
    if (!own && !isAnswer) throw new Error(`there is no message ${key}; ${suggest(key, Object.keys(catalogue))}`)
    const texts = typeof words === 'string' ? [words] : words
    const given = new Set(own ? own.flatMap((text) => compileMessage(code, text).parameters) : ['business'])
    for (const text of texts) {
      const wrong = compileMessage(code, text).parameters.find((parameter) => !given.has(parameter))
      if (wrong)
        throw new Error(`nobody gives the parameter ${wrong} of ${key}: use ${[...given].join(', ') || 'none'}`)
    }
    changed[key] = texts
  }
  return changed
}

/** Only what was said: zod fills in defaults, which must not undo the pack's own values. */
function said<Part extends object>(given: object | undefined, parsed: Part | undefined): Partial<Part> {
  return Object.fromEntries(Object.entries(parsed ?? {}).filter(([name]) => given && name in given)) as Partial<Part>
}

/**
 * The pack as one tenant has it. Its version differs from the pack's own. Throws when the overrides have a wrong form,
 * name a message that is not there, or use a parameter that nobody gives.
 */
export function withOverrides(pack: Pack, given: PackOverrides): Pack {
  const parsed = packOverrides.safeParse(given)
  if (!parsed.success)
    throw new Error(`these overrides of the pack ${pack.name} are wrong: ${z.prettifyError(parsed.error)}`)
  const overrides = parsed.data
  const messages = { ...pack.messages }
  for (const [code, changes] of Object.entries(overrides.messages ?? {})) {
    messages[code as LanguageCode] = overriddenCatalogue(pack, code as LanguageCode, changes)
  }
  const replaced = new Set([...(overrides.facts ?? []).map(({ id }) => id), ...(overrides.withoutFacts ?? [])])
  return {
    ...pack,
    version: createHash('sha256').update(pack.version).update(JSON.stringify(given)).digest('hex').slice(0, 16),
    messages,
    facts: [...pack.facts.filter(({ id }) => !replaced.has(id)), ...(overrides.facts ?? [])],
    limits: { ...pack.limits, ...said(given.limits, overrides.limits) },
    debounce: { ...pack.debounce, ...said(given.debounce, overrides.debounce) },
    followUps: {
      ...pack.followUps,
      ...said(given.followUps, overrides.followUps),
      delayMinutes: {
        ...pack.followUps.delayMinutes,
        ...said(given.followUps?.delayMinutes, overrides.followUps?.delayMinutes),
      },
    },
    voice: { ...pack.voice, ...said(given.voice, overrides.voice) },
  }
}
