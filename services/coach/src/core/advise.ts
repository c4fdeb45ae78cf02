import type { Payload, adviceGiven } from '@repartee/contracts'
import { fallbackAdvice, formatAdvice, type Pack } from '@repartee/packs'
import type { Case } from './case.ts'

export type AdviceGiven = Payload<typeof adviceGiven>

/** What is advised, and who says so. */
export interface Advised {
  readonly advice: string
  readonly tips: readonly string[]
  /** What a human could say now. */
  readonly next: string | null
  readonly source: AdviceGiven['source']
}

/**
 * The pack's advice for the intent: `fallback` for an intent that it knows, `error_fallback` for one that it does not.
 * `order` puts the tips that helped first.
 */
export function packAdvice(
  of: Case,
  pack: Pack,
  order: (tips: readonly string[]) => string[] = (tips) => [...tips],
): Advised {
  const { advice, tips, source } = fallbackAdvice(pack, of.language, of.intent)
  return { advice, tips: order(tips), source, next: of.suggestion }
}

/** The event that tells of an advice. */
export function givenOf(of: Case, pack: Pack, { advice, tips, next, source }: Advised, now: string): AdviceGiven {
  return {
    tenant: of.tenant,
    session: of.session,
    turn: of.turn,
    number: of.number,
    reply: of.replyId,
    audience: of.audience,
    language: of.language,
    advice,
    tips: [...tips],
    text: formatAdvice(pack, of.language, { advice, tips }),
    ...(next === null ? {} : { next }),
    source,
    intent: of.intent,
    at: now,
    tookMs: Math.max(0, Date.parse(now) - Date.parse(of.since)),
  }
}
