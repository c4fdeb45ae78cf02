import type { Reasoning } from '@repartee/contracts'
import { languageName } from '@repartee/language'
import { packPhrases } from '@repartee/packs'
import type { Context } from '../context.ts'
import { filled } from '../prompt/data.ts'
import { REPAIR } from '../prompt/texts.ts'
import { claimOf } from './claims.ts'
import { ungrounded } from './grounding.ts'
import { strayLanguage } from './language.ts'

/** What is wrong with a model's words, and what its second try is told. */
export interface Fault {
  readonly check: string
  readonly repair: string
}

/** The checks that every pack has; those of the pack stand in `checks.ts`. */
const ENGINES_OWN = ['language', 'claims', 'grounded'] as const

/** The first fault of a model's words, a sentence or the whole; null when there is none. `sources` is what they may name times and prices from. */
export function faultOf(context: Context, text: string, sources: readonly string[]): Fault | null {
  const { pack, detection } = context
  const { code } = detection.language
  if (strayLanguage(text, code) !== null) {
    return { check: 'language', repair: filled(REPAIR.language, { language: languageName(code) }) }
  }
  const forbidden = packPhrases(pack)
    .replyChecks.match(text, code)
    .map(({ id }) => pack.replyChecks.find(({ name }) => name === id))
    .find((check) => check?.kind === 'forbidden' && concerns(check.intents, detection.intent.name))
  if (forbidden) {
    return { check: forbidden.name, repair: filled(REPAIR.forbidden, { description: forbidden.description }) }
  }
  if (claimOf(text, code) !== null) return { check: 'claims', repair: REPAIR.claims }
  const quote = ungrounded(text, sources, code)
  return quote === null ? null : { check: 'grounded', repair: filled(REPAIR.ungrounded, { quote }) }
}

const concerns = (intents: readonly string[], intent: string) => intents.length === 0 || intents.includes(intent)

/** The engine's own checks as they are recorded of a reply. */
export const checksOf = (faults: readonly Fault[]): Reasoning['checks'] =>
  ENGINES_OWN.map((check) => ({ check, passed: !faults.some((fault) => fault.check === check) }))
